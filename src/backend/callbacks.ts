import type { NetworkCallbacks } from '../api/watching.ts';
import { type Direction, improves, nothingSeen, watched } from '../training/algorithms/monitor.ts';
import { readMlpSettings } from '../training/algorithms/mlp/settings.ts';

type Columns = Readonly<Record<string, readonly number[]>>;

const orNull = (value: number) => (Number.isFinite(value) ? value : null);
const MODE = { min: 'Min', max: 'Max' } as const satisfies Record<Direction, string>;

/**
 * What the network's own EarlyStopping and ModelCheckpoint made of the epochs so far: their rules, the very ones that
 * training applies, stepped over the recorded metrics. Undefined where neither is on or the settings are refused.
 */
export function networkCallbacks(
  hyperparameters: Readonly<Record<string, string>>,
  columns: Columns,
): NetworkCallbacks | undefined {
  const settings = read(hyperparameters);
  if (!settings?.stopping && !settings?.saving) return undefined;
  const { stopping, saving } = settings;
  return {
    ...(stopping ? { EarlyStopping: stoppingOf(stopping, columns) } : {}),
    ...(saving ? { ModelCheckpoint: savingOf(saving, columns) } : {}),
  };
}

function read(hyperparameters: Readonly<Record<string, string>>) {
  try {
    return readMlpSettings(hyperparameters).callbacks;
  } catch {
    // Training has failed with the reason; there was no epoch to look at.
    return undefined;
  }
}

type Callbacks = NonNullable<ReturnType<typeof read>>;

function stoppingOf(
  rule: NonNullable<Callbacks['stopping']>,
  columns: Columns,
): NetworkCallbacks['EarlyStopping'] {
  const values = columns[rule.monitor] ?? [];
  let seen = nothingSeen(rule.direction);
  const waits: number[] = [];
  for (const [i, value] of values.entries()) {
    seen = watched(rule, seen, i + 1, value);
    waits.push(seen.wait);
  }
  return {
    Monitor: rule.monitor,
    Mode: MODE[rule.direction],
    Patience: rule.patience,
    MinDelta: rule.minDelta,
    ...(rule.baseline === undefined ? {} : { Baseline: rule.baseline }),
    StartFromEpoch: rule.startFromEpoch,
    RestoreBestWeights: rule.restoreBest,
    Waits: waits,
    ...(seen.bestEpoch > 0 ? { BestEpoch: seen.bestEpoch, BestValue: orNull(seen.best) } : {}),
    ...(seen.stopEpoch > 0 ? { StopEpoch: seen.stopEpoch } : {}),
  };
}

function savingOf(
  { monitor, direction, bestOnly }: NonNullable<Callbacks['saving']>,
  columns: Columns,
): NetworkCallbacks['ModelCheckpoint'] {
  let best = nothingSeen(direction).best;
  const saved: number[] = [];
  for (const [i, value] of (columns[monitor] ?? []).entries()) {
    const better = improves({ direction, minDelta: 0 }, value, best);
    if (better) best = value;
    if (better || !bestOnly) saved.push(i + 1);
  }
  return { Monitor: monitor, Mode: MODE[direction], SaveBestOnly: bestOnly, SavedEpochs: saved };
}
