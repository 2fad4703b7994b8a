/** An outsider with nothing but the lines of a tuning job makes every stopping decision again. */
import { describe, expect, it } from 'vitest';
import type { TuningJobEvent } from '../api/local.ts';
import { xgboostRequest } from '../backend/testing/requests.ts';
import { runToEnd } from './testing/run.ts';

interface Seen {
  readonly values: (number | null)[];
  state: 'running' | 'completed' | 'stopped' | 'failed';
}

interface Constants {
  readonly Objectives: readonly { readonly Type: string; readonly MetricName: string }[];
  readonly MedianRule: { readonly MinCompletedTrainingJobs: number; readonly FirstEpoch: number };
  readonly Hyperband?: {
    readonly MaxResource: number;
    readonly ReductionFactor: number;
    readonly Brackets: number[][];
  };
}

type Rule = (constants: Constants, jobs: ReadonlyMap<string, Seen>, own: Seen) => string | undefined;

const average = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
const isNumber = (value: number | null | undefined): value is number => typeof value === 'number';

/** The documented rule, minimising, in its plainest form. */
const median: Rule = ({ MedianRule }, jobs, { values }) => {
  const value = values.at(-1);
  const averages = [...jobs.values()]
    .filter((job) => job.state === 'completed' && job.values.length >= values.length)
    .map((job) => job.values.slice(0, values.length).filter(isNumber))
    .filter((curve) => curve.length > 0)
    .map(average)
    .sort((a, b) => a - b);
  const middle = averages.slice(Math.ceil(averages.length / 2) - 1, Math.floor(averages.length / 2) + 1);
  return isNumber(value) &&
    values.every(isNumber) &&
    values.length >= MedianRule.FirstEpoch &&
    averages.length >= MedianRule.MinCompletedTrainingJobs &&
    value > average(middle)
    ? 'Median'
    : undefined;
};

/** A rung in its plainest form, minimising, with one bracket. */
const hyperband: Rule = ({ Hyperband }, jobs, { values }) => {
  if (!Hyperband) throw new Error('The lines do not say what Hyperband works with.');
  const epoch = values.length;
  // At its most epochs a training job completes, as at its own last.
  if (epoch >= Hyperband.MaxResource) return undefined;
  const value = values.at(-1);
  if (!Hyperband.Brackets[0]?.includes(epoch) || !isNumber(value)) return undefined;
  const results = [...jobs.values()]
    .filter(({ state }) => state !== 'failed')
    .map((job) => job.values[epoch - 1])
    .filter(isNumber);
  const better = results.filter((other) => other < value).length;
  return better >= Math.ceil(results.length / Hyperband.ReductionFactor) ? 'Hyperband' : undefined;
};

/** Goes through the lines and holds every epoch's decision against the rule's; how often each was met. */
function retrace(lines: readonly TuningJobEvent[], rule: Rule): Record<string, number> {
  const constants = lines[0]?.Detail as unknown as Constants;
  const metric = constants.Objectives[0]?.MetricName ?? '';
  const jobs = new Map<string, Seen>();
  const met: Record<string, number> = {};
  for (const [i, { Type, TrainingJobName: name = '', Detail }] of lines.entries()) {
    const job = jobs.get(name);
    if (Type === 'TrainingJobLaunched') jobs.set(name, { values: [], state: 'running' });
    if (job === undefined) continue;
    if (Type === 'TrainingJobFailed') job.state = 'failed';
    if (Type === 'TrainingJobCompleted') job.state = 'completed';
    if (Type === 'TrainingJobStopped') job.state = 'stopped';
    if (Type !== 'Epoch') continue;
    const value = (Detail?.Metrics as Record<string, unknown> | undefined)?.[metric];
    job.values.push(typeof value === 'number' ? value : null);
    const following = lines[i + 1];
    const told = following?.Type === 'TrainingJobStopped' ? ruleOf(following.Detail) : undefined;
    expect(told).toBe(rule(constants, jobs, job));
    met[told ?? 'none'] = (met[told ?? 'none'] ?? 0) + 1;
  }
  return met;
}

const ruleOf = (detail: TuningJobEvent['Detail']) => (detail?.Stop as { Rule: string } | undefined)?.Rule;

describe('the lines of a tuning job suffice to decide again', () => {
  it('under the median rule', async () => {
    const { events } = await runToEnd(xgboostRequest({ jobs: 14, rounds: 8 }));
    const met = retrace(JSON.parse(JSON.stringify(events)) as TuningJobEvent[], median);
    expect(met.Median).toBeGreaterThan(2);
    expect(met.none).toBeGreaterThan(20);
  });

  it('under Hyperband', async () => {
    const request = xgboostRequest({ jobs: 14, rounds: 12, earlyStopping: 'Off' });
    const { events } = await runToEnd({
      ...request,
      HyperParameterTuningJobConfig: {
        ...request.HyperParameterTuningJobConfig,
        Strategy: 'Hyperband',
        StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 10 } },
      },
    });
    const met = retrace(JSON.parse(JSON.stringify(events)) as TuningJobEvent[], hyperband);
    expect(met.Hyperband).toBeGreaterThan(4);
    // Of twelve rounds that were asked for nobody had more than ten, and who had ten completed.
    const told = events.flatMap(({ Type, Message }) => (Type === 'TrainingJobCompleted' ? [Message] : []));
    expect(new Set(told)).toEqual(new Set(['Completed after 10 epochs.']));
  });
});
