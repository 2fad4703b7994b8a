import type { LearnerCallbacks } from '../api/watching.ts';
import { type Direction, improves, nothingSeen, watched } from '../training/algorithms/monitor.ts';
import { callbacksOf } from '../training/callbacks.ts';
import type { Trainer } from '../training/types.ts';

type Columns = Readonly<Record<string, readonly number[]>>;

/** What carries a training job out, with what, and what it has reported. */
interface Training {
  readonly algorithm: Trainer;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  readonly columns: Columns;
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null);
/** What early stopping is called where it is set; SageMaker's own algorithms say patience. */
const NAMES: Partial<Record<Trainer, 'EarlyStopping' | 'early_stopping_rounds'>> = {
  mlp: 'EarlyStopping',
  xgboost: 'early_stopping_rounds',
};
const MODE = { min: 'Min', max: 'Max' } as const satisfies Record<Direction, string>;

/**
 * What the learner's own early stopping and checkpoint made of the epochs so far: their rules, the very ones that
 * training applies, stepped over the recorded metrics. Undefined where neither is on or the settings are refused.
 */
export function learnerCallbacks({ columns, ...training }: Training): LearnerCallbacks | undefined {
  const { stopping, saving } = read(training);
  if (!stopping && !saving) return undefined;
  const Name = NAMES[training.algorithm] ?? 'early_stopping_patience';
  return {
    ...(stopping ? { EarlyStopping: { Name, ...stoppingOf(stopping, columns) } } : {}),
    ...(saving ? { ModelCheckpoint: savingOf(saving, columns) } : {}),
  };
}

type Callbacks = ReturnType<typeof callbacksOf>;

function read({ algorithm, hyperparameters, channels }: Omit<Training, 'columns'>): Callbacks {
  try {
    return callbacksOf(algorithm, hyperparameters, channels);
  } catch {
    // Training has failed with the reason; there was no epoch to look at.
    return {};
  }
}

function stoppingOf(
  rule: NonNullable<Callbacks['stopping']>,
  columns: Columns,
): Omit<NonNullable<LearnerCallbacks['EarlyStopping']>, 'Name'> {
  const values = columns[rule.monitor] ?? [];
  let seen = nothingSeen(rule.direction);
  const waits: number[] = [];
  for (const [i, value] of values.entries()) {
    // Training ended there: a metric may have had a value of the end on top of it.
    if (seen.stopEpoch > 0) break;
    seen = watched(rule, seen, i + 1, value);
    waits.push(seen.wait);
  }
  return {
    Monitor: rule.monitor,
    Mode: MODE[rule.direction],
    Patience: rule.patience,
    MinDelta: rule.minDelta,
    Relative: rule.relative ?? false,
    ...(rule.baseline === undefined ? {} : { Baseline: rule.baseline }),
    StartFromEpoch: rule.startFromEpoch,
    MinEpochs: rule.minEpochs ?? 0,
    RestoreBestWeights: rule.restoreBest,
    Waits: waits,
    ...(seen.bestEpoch > 0 ? { BestEpoch: seen.bestEpoch, BestValue: orNull(seen.best) } : {}),
    ...(seen.stopEpoch > 0 ? { StopEpoch: seen.stopEpoch } : {}),
  };
}

function savingOf(
  { monitor, direction, bestOnly }: NonNullable<Callbacks['saving']>,
  columns: Columns,
): LearnerCallbacks['ModelCheckpoint'] {
  let best = nothingSeen(direction).best;
  const saved: number[] = [];
  for (const [i, value] of (columns[monitor] ?? []).entries()) {
    const better = improves({ direction, minDelta: 0 }, value, best);
    if (better) best = value;
    if (better || !bestOnly) saved.push(i + 1);
  }
  return { Monitor: monitor, Mode: MODE[direction], SaveBestOnly: bestOnly, SavedEpochs: saved };
}
