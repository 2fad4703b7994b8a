import type { Output } from '../api/operations.ts';
import { memoryPersistence } from '../backend/db.ts';
import { createPool } from '../backend/pool.ts';
import { createService, type Service } from '../backend/service.ts';
import { followed, type Series } from '../lib/follow.ts';
import { bundledOnDisk } from '../node/bundled.ts';
import { threads } from '../node/headless.ts';
import { requestOf, say } from './jobs.ts';

/**
 * Epochs missed or told twice in a million: tuning jobs of simulated training jobs at full pace, followed as the console
 * follows curves, by two subscribers of which one is slow. What they end with is compared, value by value, with what the
 * service answers when it is asked for everything.
 */
const JOBS = 750;
const EPOCHS = 100;
const metric = 'ObjectiveMetric';

interface Subscriber {
  /** Hears that the tuning job changed. */
  readonly hear: () => void;
  /** Resolves when nothing is under way any more. */
  readonly idle: () => Promise<void>;
  readonly known: () => Series;
  /** Epochs told, and those of them that were known, and those that must lie between what was known and what was told. */
  readonly counts: { told: number; doubled: number; missed: number };
}

/** @param rest milliseconds between an answer and the next question */
function subscribe(service: Service, name: string, rest: number): Subscriber {
  let known: Series = new Map();
  let position: string | undefined;
  let again = false;
  let under: Promise<void> | undefined;
  const counts = { told: 0, doubled: 0, missed: 0 };
  const read = async () => {
    do {
      again = false;
      const answer = structuredClone(
        await service.call('FollowCurves', {
          HyperParameterTuningJobName: name,
          MetricName: metric,
          ...(position === undefined ? {} : { Position: position }),
        }),
      ) as Output<'FollowCurves'>;
      position = answer.Position;
      const parts = answer.Curves.map(({ TrainingJobName, FromEpoch, Epochs, Values }) => {
        const last = answer.Whole ? 0 : (known.get(TrainingJobName)?.at(-1)?.x ?? 0);
        counts.told += Epochs.length;
        counts.doubled += Epochs.filter((epoch) => epoch <= last).length;
        counts.missed += Math.max(0, (Epochs[0] ?? last + 1) - last - 1);
        return { name: TrainingJobName, from: FromEpoch, xs: Epochs, ys: Values };
      });
      known = followed(answer.Whole ? new Map() : known, parts);
      await new Promise((resolve) => setTimeout(resolve, rest));
    } while (again);
    under = undefined;
  };
  return {
    hear: () => {
      again = true;
      under ??= read();
    },
    idle: async () => {
      while (under) await under;
    },
    known: () => known,
    counts,
  };
}

/** Prints how many of at least `wanted` epochs were missed or told twice; of fewer where they would take more than `seconds`. */
export async function followAll(wanted: number, seconds: number): Promise<void> {
  const { spawn, close } = threads();
  const subscribers = new Map<string, readonly Subscriber[]>();
  const service = await createService({
    persistence: memoryPersistence(),
    bundled: bundledOnDisk,
    pool: createPool(2, spawn),
    wall: { now: () => Date.now(), setTimeout: (run, ms) => setTimeout(run, ms) },
    pace: 'Max',
    push: ({ TuningJobs }) => {
      for (const name of TuningJobs) for (const each of subscribers.get(name) ?? []) each.hear();
    },
  });

  const from = performance.now();
  let [told, doubled, missed, wrong, reports] = [0, 0, 0, 0, 0];
  for (let job = 1; reports < wanted && performance.now() - from < 1000 * seconds; job++) {
    const name = `epochs-${job}`;
    const own = [subscribe(service, name, 20), subscribe(service, name, 400)];
    subscribers.set(name, own);
    await service.call('CreateHyperParameterTuningJob', requestOf(name, JOBS, EPOCHS, job));
    await service.idle();
    for (const each of own) await each.idle();
    // Of a tuning job that has ended: every curve as it is kept.
    const whole = (await service.call('FollowCurves', {
      HyperParameterTuningJobName: name,
      MetricName: metric,
    })) as Output<'FollowCurves'>;
    reports += whole.Curves.reduce((sum, { Epochs }) => sum + Epochs.length, 0);
    for (const { known, counts } of own) {
      told += counts.told;
      doubled += counts.doubled;
      missed += counts.missed;
      wrong += differences(known(), whole);
    }
    subscribers.delete(name);
    await service.call('DeleteHyperParameterTuningJob', { HyperParameterTuningJobName: name });
  }
  await close();
  const rate = reports / ((performance.now() - from) / 1000);
  say(
    `missed or doubled epochs: ${missed} missed, ${doubled} doubled (0 in a million); ${reports} reports at ${rate.toFixed(0)}/s, two subscribers were told ${told}, ${wrong} values other than what the service has`,
  );
}

function differences(known: Series, { Curves }: Output<'FollowCurves'>): number {
  return Curves.reduce((sum, { TrainingJobName, Epochs, Values }) => {
    const points = [...(known.get(TrainingJobName) ?? [])];
    const others = points.filter(({ x, y }, i) => x !== Epochs[i] || y !== Values[i]).length;
    return sum + others + Math.max(0, Epochs.length - points.length);
  }, 0);
}
