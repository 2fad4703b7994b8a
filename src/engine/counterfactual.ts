/**
 * What another stopping rule would have done to a tuning job that is over: the same training jobs, launched in the same
 * order with the same configurations, start-up times and curves, replayed through the engine's own judge in simulated
 * time. A training job that is stopped sooner frees its place sooner, so the later ones are launched sooner.
 *
 * Kept fixed: which configurations there are and their order, so under a strategy that learns from results this is not
 * what a new run would have proposed. Under random and grid search, where configuration i depends on i alone, and with
 * complete curves, the replay is what a run with that rule shows. Limits and criteria that end a tuning job are left out.
 *
 * A training job that was really stopped has no curve beyond that epoch. If a rule would not have stopped it by then, what
 * would have followed is not known: the replay lets it end as it did, names it, and gives bounds instead of figures.
 */
import { next } from './next.ts';
import { type Course, simulate } from './simulate.ts';
import type { Configuration, Resource, Space, Spec } from './types.ts';

/** A training job of a tuning job that is over. */
export interface PastTrial {
  readonly definition: number;
  readonly configuration: Configuration;
  /** As it went, with its `end`. */
  readonly course: Course & Required<Pick<Course, 'end'>>;
  /** Epochs it would have had if nobody had stopped it; more than the course has values where it was stopped. */
  readonly epochs: number;
  /** Seconds between a last epoch and the end of a training job that completes. */
  readonly uploadSeconds: number;
}

/** A tuning job that is over. */
export interface Past {
  readonly maxParallel: number;
  /** How many training job definitions it has. */
  readonly definitions: number;
  /** In launch order. */
  readonly trials: readonly PastTrial[];
}

export type StoppingRule =
  | { readonly name: 'off' }
  | { readonly name: 'median' }
  /** Stops a trial after so many epochs in a row (at least 1) none of which was better than its best before them. */
  | { readonly name: 'patience'; readonly epochs: number }
  | { readonly name: 'hyperband'; readonly resource: Resource };

/** Equal ends where it is known. */
export interface Span {
  readonly atLeast: number;
  readonly atMost: number;
}

export interface Replay {
  readonly rule: StoppingRule;
  /** Trials the rule would have stopped, in launch order, and after which epoch. */
  readonly stops: readonly { readonly trial: number; readonly epoch: number }[];
  /** Trials that the rule had not stopped where their curve ends, with the last epoch that is known. */
  readonly unknown: readonly { readonly trial: number; readonly epoch: number }[];
  /** Epochs trained by all trials together. */
  readonly epochs: Span;
  /** Billable seconds of all trials together: from the start of their downloads to their ends. */
  readonly seconds: Span;
  /** Simulated seconds until the last trial has ended; a lower bound if any trial is unknown. */
  readonly elapsed: number;
  /** The best of the trials that ran to their end under the rule, and its last value. */
  readonly best?: { readonly trial: number; readonly value: number };
}

export interface Counterfactual {
  /** The trial that really came out best: lowest last value of the completed ones, the first of equals. */
  readonly best?: { readonly trial: number; readonly value: number };
  /** What no early stopping at all takes; the savings of the others are against this. */
  readonly off: Replay;
  /** One for each rule asked for, in that order. */
  readonly replays: readonly (Replay & {
    /** Whether the trial that came out best would have run to its end. Undefined when there was none. */
    readonly bestSurvives?: boolean;
    /** `off` − this. */
    readonly saved: { readonly epochs: Span; readonly seconds: Span };
  })[];
}

/** Replays a tuning job under each of the rules. Curves are minimised, as everywhere in the engine. */
export function counterfactual(past: Past, rules: readonly StoppingRule[]): Counterfactual {
  const best = bestOf(
    past.trials.map(({ course }, trial) => ({ trial, values: course.values, status: course.end.status })),
  );
  const off = replay(past, { name: 'off' });
  return {
    ...(best === undefined ? {} : { best }),
    off,
    replays: rules.map((rule) => {
      const replayed = rule.name === 'off' ? off : replay(past, rule);
      const { stops, unknown, epochs, seconds } = replayed;
      const isBest = ({ trial }: { readonly trial: number }) => trial === best?.trial;
      const bestIsKnown = best !== undefined && !unknown.some(isBest);
      return {
        ...replayed,
        ...(bestIsKnown ? { bestSurvives: !stops.some(isBest) } : {}),
        saved: { epochs: minus(off.epochs, epochs), seconds: minus(off.seconds, seconds) },
      };
    }),
  };
}

/** One rule on one tuning job. */
export function replay(past: Past, rule: StoppingRule): Replay {
  const cuts = past.trials.map((trial) => cutBy(rule, trial));
  const courses = past.trials.map((trial, i) => courseUnder(rule, trial, cuts[i]));
  const played = simulate(
    specOf(past, rule),
    ({ index }) => at(courses, index),
    // The engine judges and keeps count; what it would propose is replaced by what really was.
    (...state) =>
      next(...state).map((action) => {
        if (action.type !== 'launch') return action;
        const { definition, configuration } = at(past.trials, action.index);
        return { ...action, definition, configuration };
      }),
  );
  const judged = new Set(
    played.log.flatMap((entry) => (entry.type === 'stop' && isRule(entry.reason.rule) ? entry.trial : [])),
  );
  const accounts = played.trials.map(({ index, values, status }) => {
    const was = at(past.trials, index);
    const course = at(courses, index);
    const stopped = judged.has(index) || cuts[index] !== undefined;
    const after = stopped ? 0 : (course.end?.seconds ?? 0);
    const { downloadSeconds = 0, epochSeconds } = course;
    const trained = downloadSeconds + values.length * epochSeconds;
    // One that ended while its instances were starting ended before it was paid for: `after` reaches back beyond that.
    const seconds = Math.max(0, trained + after);
    const due = rule.name === 'hyperband' ? Math.min(was.epochs, rule.resource.max) : was.epochs;
    const seen = was.course.values.length;
    const unknown = !stopped && seen < due;
    const left = due - values.length;
    return {
      trial: index,
      values,
      status,
      stopped,
      unknown,
      seen,
      epochs: { atLeast: values.length, atMost: unknown ? due : values.length },
      seconds: {
        atLeast: seconds,
        atMost: unknown && left > 0 ? trained + left * epochSeconds + was.uploadSeconds : seconds,
      },
    };
  });
  const best = bestOf(accounts.filter(({ unknown }) => !unknown));
  return {
    rule,
    stops: accounts.flatMap(({ trial, stopped, values }) => (stopped ? { trial, epoch: values.length } : [])),
    unknown: accounts.flatMap(({ trial, unknown, seen }) => (unknown ? { trial, epoch: seen } : [])),
    epochs: sum(accounts.map(({ epochs }) => epochs)),
    seconds: sum(accounts.map(({ seconds }) => seconds)),
    elapsed: played.elapsed,
    ...(best === undefined ? {} : { best }),
  };
}

/**
 * The epoch after which patience runs out, if before the trial's last one; a missing value is no improvement. Patience
 * looks at the trial's own curve alone, so the curve can be cut before it is played.
 */
function cutBy(rule: StoppingRule, { course, epochs }: PastTrial): number | undefined {
  if (rule.name !== 'patience') return undefined;
  let lowest = Infinity;
  let since = 0;
  for (const [i, value] of course.values.entries()) {
    const better = value !== null && value < lowest;
    since = better ? 0 : since + 1;
    if (better) lowest = value;
    if (since >= rule.epochs) return i + 1 < epochs ? i + 1 : undefined;
  }
  return undefined;
}

/** What the trial does when only the rule may stop it. At Hyperband's most epochs it ends as at its own last: with its model. */
function courseUnder(
  rule: StoppingRule,
  { course, epochs, uploadSeconds }: PastTrial,
  cut: number | undefined,
): Course {
  const { values } = course;
  if (cut !== undefined)
    return { ...course, values: values.slice(0, cut), end: { status: 'stopped', seconds: 0 } };
  if (rule.name === 'hyperband' && values.length > rule.resource.max)
    return {
      ...course,
      values: values.slice(0, rule.resource.max),
      end: { status: 'completed', seconds: uploadSeconds },
    };
  if (rule.name !== 'off' || values.length >= epochs) return course;
  // How long it would have taken does not hang on the values that nobody saw.
  const padded = Array.from({ length: epochs }, (_, i) => values[i] ?? null);
  return { ...course, values: padded, end: { status: 'completed', seconds: uploadSeconds } };
}

/** A spec that launches as many trials and judges by the rule; the space only has to be large enough. */
function specOf({ maxParallel, definitions, trials }: Past, rule: StoppingRule): Spec {
  return {
    seed: 0,
    strategy: rule.name === 'hyperband' ? 'hyperband' : 'random',
    definitions: Array.from({ length: definitions }, () => ({ space: ENDLESS })),
    maxTrials: trials.length,
    maxParallel,
    earlyStopping: rule.name === 'median' ? 'median' : 'off',
    ...(rule.name === 'hyperband' ? { resource: rule.resource } : {}),
  };
}

const ENDLESS: Space = [{ kind: 'continuous', name: 'any', min: 0, max: 1, scaling: 'linear' }];

const isRule = (rule: string) => rule === 'median' || rule === 'hyperband';

interface Ran {
  readonly trial: number;
  readonly values: Course['values'];
  readonly status: string;
}

/** The completed trial whose last finite value is lowest, the first of equals. */
function bestOf(trials: readonly Ran[]): { trial: number; value: number } | undefined {
  let best: { trial: number; value: number } | undefined;
  for (const { trial, values, status } of trials) {
    const value = values.findLast((each) => each !== null && Number.isFinite(each)) ?? undefined;
    if (status === 'completed' && value !== undefined && (best === undefined || value < best.value))
      best = { trial, value };
  }
  return best;
}

const sum = (spans: readonly Span[]): Span =>
  spans.reduce(
    (total, span) => ({ atLeast: total.atLeast + span.atLeast, atMost: total.atMost + span.atMost }),
    { atLeast: 0, atMost: 0 },
  );

const minus = (a: Span, b: Span): Span => ({
  atLeast: a.atLeast - b.atMost,
  atMost: a.atMost - b.atLeast,
});

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`The tuning job had no training job ${index}.`);
  return item;
}
