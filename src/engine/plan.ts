/**
 * What a tuning job will take at most and probably, before anything has run. Durations come from the caller's model; what
 * this file adds is which configurations there will be, how they share the places, and how much a stopping rule may save.
 *
 * Random, Hyperband and grid propose configuration i from the spec and i alone, so the very configurations of the job are
 * priced. A strategy that learns goes where results lead it: its band runs from a job whose training jobs are all as quick
 * as the quickest tenth of random ones to one whose are all as slow as the slowest tenth.
 */
import { MEDIAN_RULE } from './early-stopping.ts';
import { fromCube, sizeOf } from './space.ts';
import { wholeRoomOf } from './strategies/strategy.ts';
import { strategies } from './strategies/index.ts';
import type { Configuration, Spec, Trial } from './types.ts';

/** Modelled course of one training job. */
export interface Timing {
  /** Seconds until the instances are up; from then on they are paid for. */
  readonly startSeconds: number;
  readonly downloadSeconds: number;
  readonly epochSeconds: number;
  readonly uploadSeconds: number;
  /** 0 for a configuration that the algorithm refuses. */
  readonly epochs: number;
  /** Epochs after which a rule of the algorithm's own may end it at the earliest; absent where it has none. */
  readonly fewest?: number;
}

export interface DefinitionFacts {
  timing(configuration: Configuration, index: number): Timing;
  /** Seconds a training job may take from the start of its download. */
  readonly maxSeconds: number;
  /** Whether the objective comes after every epoch. No rule stops a training job on one that does not (rule V16). */
  readonly everyEpoch: boolean;
  /** Whether training jobs take what `timing` says: no interruption, and none that ends when it likes. */
  readonly certain: boolean;
  readonly instances: number;
  /** Of one instance; absent if it is not known. */
  readonly pricePerHour?: number;
}

export interface Band {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export interface TuningPlan {
  /** Different configurations of all definitions together; Infinity as soon as a range is continuous. */
  readonly combinations: number;
  /** At most; Infinity if only time ends the job. */
  readonly trials: number;
  /** Of all training jobs together, at most. */
  readonly epochs: number;
  /** Simulated seconds from creation to end. Absent when nothing ends the job. */
  readonly elapsed?: Band;
  /** Simulated seconds that instances are paid for, of all training jobs together (instances not multiplied). */
  readonly trainingSeconds?: Band;
  /** In the currency of `pricePerHour`; absent if a definition's price is not known. */
  readonly cost?: Band;
  /** MaxRuntimeInSeconds × MaxParallelTrainingJobs × MaxInstancesPerTrainingJob; absent without a maximum runtime. */
  readonly maxComputeSeconds?: number;
  /** Nothing but failures can change the figures: the configurations are known and each takes all its epochs. */
  readonly exact: boolean;
  /** A completion criterion may end the job below the band. */
  readonly mayEndEarlier: boolean;
  /** Configurations looked at, and how many of these the algorithm refuses. */
  readonly looked: number;
  readonly refused: number;
}

/** Most configurations looked at; the rest of a larger job is taken to be like them. */
const LOOKED = 500;

/** The most training jobs that SageMaker ever runs in one tuning job (spec rules.md §1). */
const MOST = 10_000;

/**
 * Share of its epochs that a training job keeps under a stopping rule. High: stopping is never promised. Expected, median:
 * AWS's example trained 23 % less. Low, and Hyperband: what was recorded of the documented median rule, of Hyperband and of
 * successive halving on learning curves of real networks (43, 41 and 18 % of the epochs). Both median figures are of 20
 * training jobs, 2 at a time; as the first 4 are not stopped, the other 16 keep (0.77 · 20 − 4) / 16 and (0.43 · 20 − 4) / 16.
 */
const KEPT = {
  none: { low: 1, expected: 1, high: 1 },
  median: { low: 0.29, expected: 0.71, high: 1 },
  hyperband: { low: 0.18, expected: 0.41, high: 1 },
} as const satisfies Record<string, Band>;

/** The median rule compares with completed training jobs: the first to run side by side until there are enough are safe. */
const safeFromMedian = (maxParallel: number) =>
  Math.ceil(MEDIAN_RULE.minCompleted / maxParallel) * maxParallel;

interface Candidate {
  readonly definition: number;
  readonly timing: Timing;
}

/** @param facts one per definition of the spec */
export function plan(spec: Spec, facts: readonly DefinitionFacts[]): TuningPlan {
  const combinations = spec.definitions.reduce((sum, { space }) => sum + sizeOf(space), 0);
  const trials = Math.min(spec.maxTrials ?? Infinity, wholeRoomOf(spec));
  const candidates = look(spec, facts, Math.min(trials, LOOKED));
  const learns = spec.strategy === 'bayesian';
  const rule =
    spec.strategy === 'hyperband' ? 'hyperband' : spec.earlyStopping === 'median' ? 'median' : 'none';
  const ends = Number.isFinite(trials) || spec.maxSeconds !== undefined;
  const totals = (end: keyof Band) =>
    schedule(spec, facts, trials, likely(candidates, learns, end).map(asShortAs(end)), KEPT[rule][end]);
  const known = facts.every(({ certain }) => certain) && candidates.every(endsAsAsked);
  const stopping = rule === 'hyperband' || (rule === 'median' && facts.some(({ everyEpoch }) => everyEpoch));
  const bands = ends &&
    candidates.length > 0 && { low: totals('low'), expected: totals('expected'), high: totals('high') };
  const band = (key: keyof Totals) => bands && mapBand(bands, (each) => each[key]);
  const [elapsed, trainingSeconds] = [band('elapsed'), band('trainingSeconds')];
  const cost = facts.every(({ pricePerHour }) => pricePerHour !== undefined) && band('cost');
  return {
    combinations,
    trials,
    epochs: epochsAtMost(spec, facts, learns ? [] : candidates, trials),
    ...(elapsed && { elapsed }),
    ...(trainingSeconds && { trainingSeconds }),
    ...(cost && { cost }),
    ...(spec.maxSeconds !== undefined && {
      maxComputeSeconds:
        spec.maxSeconds * spec.maxParallel * Math.max(...facts.map(({ instances }) => instances)),
    }),
    exact: known && !stopping && !learns && candidates.length === trials,
    mayEndEarlier: Object.keys(spec.completion ?? {}).length > 0,
    looked: candidates.length,
    refused: candidates.filter(({ timing }) => timing.epochs === 0).length,
  };
}

/** The first `count` configurations: the job's own, or random ones in the place of a strategy's that learns. */
function look(spec: Spec, facts: readonly DefinitionFacts[], count: number): Candidate[] {
  const strategy = spec.strategy === 'grid' ? strategies.grid : strategies.random;
  const trials: Trial[] = [];
  return Array.from({ length: count }, (_, index) => {
    const suggestion = strategy.suggest(spec, trials, index);
    if (suggestion === undefined) throw new Error('The space has fewer configurations than it counts.');
    const { definition, configuration } = suggestion;
    trials.push({ index, definition, configuration, status: 'running', values: [], checks: [] });
    return { definition, timing: timingOf(spec, facts, definition, configuration, index) };
  });
}

/** With no more epochs than the training job's own limits allow. */
function timingOf(
  spec: Spec,
  facts: readonly DefinitionFacts[],
  definition: number,
  configuration: Configuration,
  index: number,
): Timing {
  const fact = factsOf(facts, definition);
  const modelled = fact.timing(configuration, index);
  const inTime = Math.floor((fact.maxSeconds - modelled.downloadSeconds) / modelled.epochSeconds);
  const resource = spec.strategy === 'hyperband' ? (spec.resource?.max ?? Infinity) : Infinity;
  return { ...modelled, epochs: Math.max(0, Math.min(modelled.epochs, inTime, resource)) };
}

/** The known configurations' epochs, and for each further one the most that any configuration seems to ask for. */
function epochsAtMost(
  spec: Spec,
  facts: readonly DefinitionFacts[],
  known: readonly Candidate[],
  trials: number,
): number {
  const sum = known.reduce((total, { timing }) => total + timing.epochs, 0);
  if (known.length === trials) return sum;
  // The number of epochs grows with one hyperparameter, so the ends of the ranges hold the largest.
  const ends = spec.definitions.flatMap(({ space }, definition) =>
    [0, 1].map((u) => {
      const corner = fromCube(
        space,
        space.map(() => u),
      );
      return timingOf(spec, facts, definition, corner, 0).epochs;
    }),
  );
  return sum + (trials - known.length) * Math.max(1, ...ends, ...known.map(({ timing }) => timing.epochs));
}

/**
 * For a strategy that learns: every training job as quick or slow as one in ten of its definition. How long its instances
 * take to start hangs on no hyperparameter, so that stays its own.
 */
function likely(candidates: readonly Candidate[], learns: boolean, end: keyof Band): readonly Candidate[] {
  if (!learns || end === 'expected') return candidates;
  const seconds = ({ timing }: Candidate) => timing.downloadSeconds + timing.epochs * timing.epochSeconds;
  const ranked = candidates.toSorted((a, b) => seconds(a) - seconds(b));
  return candidates.map((candidate) => {
    const own = ranked.filter(({ definition }) => definition === candidate.definition);
    const like = own[Math.round((own.length - 1) * (end === 'low' ? 0.1 : 0.9))] ?? candidate;
    return { ...like, timing: { ...like.timing, startSeconds: candidate.timing.startSeconds } };
  });
}

const endsAsAsked = ({ timing: { epochs, fewest = Infinity } }: Candidate): boolean => fewest >= epochs;

/** What the algorithm itself may save is not promised: only the low end counts on it. */
const asShortAs =
  (end: keyof Band) =>
  (candidate: Candidate): Candidate => {
    const { epochs, fewest = Infinity } = candidate.timing;
    return end !== 'low' || endsAsAsked(candidate)
      ? candidate
      : { ...candidate, timing: { ...candidate.timing, epochs: Math.min(epochs, fewest) } };
  };

interface Totals {
  readonly elapsed: number;
  readonly trainingSeconds: number;
  readonly cost: number;
}

/** Gives each training job in turn the place that is free first, as the runner does. */
function schedule(
  spec: Spec,
  facts: readonly DefinitionFacts[],
  trials: number,
  candidates: readonly Candidate[],
  kept: number,
): Totals {
  const limit = spec.maxSeconds ?? Infinity;
  const safe = spec.strategy === 'hyperband' ? 0 : safeFromMedian(spec.maxParallel);
  const free = Array.from({ length: spec.maxParallel }, () => 0);
  let [trainingSeconds, cost] = [0, 0];
  for (let index = 0; index < Math.min(trials, MOST); index++) {
    const launched = Math.min(...free);
    const candidate = candidates[index % candidates.length];
    if (launched >= limit || candidate === undefined) break;
    const { definition, timing } = candidate;
    const { instances, everyEpoch, pricePerHour = 0 } = factsOf(facts, definition);
    const share = index < safe || !everyEpoch ? 1 : kept;
    const epochs = Math.ceil(share * timing.epochs);
    const up = launched + timing.startSeconds;
    const trained = up + timing.downloadSeconds + epochs * timing.epochSeconds;
    const ended = trained + (epochs > 0 && epochs === timing.epochs ? timing.uploadSeconds : 0);
    free[free.indexOf(launched)] = ended;
    const paid = Math.max(0, Math.min(ended, limit) - up);
    trainingSeconds += paid;
    cost += (paid / 3600) * instances * pricePerHour;
  }
  return { elapsed: Math.min(limit, Math.max(...free)), trainingSeconds, cost };
}

function factsOf(facts: readonly DefinitionFacts[], definition: number): DefinitionFacts {
  const found = facts[definition];
  if (found === undefined) throw new Error(`Nothing is known of definition ${definition}.`);
  return found;
}

const mapBand = <T>({ low, expected, high }: Record<keyof Band, T>, read: (each: T) => number): Band => ({
  low: read(low),
  expected: read(expected),
  high: read(high),
});
