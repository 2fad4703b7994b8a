import { CONVERGENCE, outlookOf, windowOf } from './convergence.ts';
import { improves } from './improvement.ts';
import { sizeOf } from './space.ts';
import type { Outlook, Result, Spec, Trial } from './types.ts';

/** How far a tuning job has come: statistics that hold whether or not a criterion asks for them. */
export interface Progress {
  /** The best result of a completed trial; of equal ones, the one launched first. */
  readonly best?: Result;
  /** The last trial that improved on the best there was by 1 % or more; the first completed one did. */
  readonly improved?: Result;
  /** Trials that have ended with a value since, none of which improved on the best. */
  readonly notImproving: number;
  readonly outlook: Outlook;
  /** The trial at whose end the job first counted as converged. */
  readonly convergedAt?: number;
}

/**
 * Only completed trials can be the best. A trial that was stopped counts as one that did not improve; one that failed, or
 * never reported a finite value, is passed over: it has used budget and says nothing. With several definitions all
 * values are on one scale, minimised; whether they can be compared is for whoever chose the objectives (spec rules.md §10).
 */
export function progress(spec: Spec, trials: readonly Trial[]): Progress {
  const standing = new Ledger();
  let convergedAt: number | undefined;
  let terminal = 0;
  const limit = limitOf(spec);
  for (const trial of inOrderOfEnd(trials)) {
    terminal++;
    if (!standing.add(trial) || convergedAt !== undefined) continue;
    if (standing.outlook(limit - terminal).converged) convergedAt = trial.index;
  }
  return {
    ...standing.state(),
    outlook: standing.outlook(limit - terminal),
    ...(convergedAt === undefined ? {} : { convergedAt }),
  };
}

/** The same at this moment only, without looking back for the moment of convergence. */
export function standing(spec: Spec, trials: readonly Trial[]): Omit<Progress, 'convergedAt'> {
  const ledger = new Ledger();
  const ended = inOrderOfEnd(trials);
  for (const trial of ended) ledger.add(trial);
  return { ...ledger.state(), outlook: ledger.outlook(limitOf(spec) - ended.length) };
}

/** The last finite value that a trial reported; undefined if there is none. */
export function resultOf({ index, values }: Pick<Trial, 'index' | 'values'>): Result | undefined {
  for (let at = values.length - 1; at >= 0; at--) {
    const value = values[at];
    if (typeof value === 'number' && Number.isFinite(value)) return { trial: index, value, epoch: at + 1 };
  }
  return undefined;
}

/** Terminal trials in the order in which they ended; without that knowledge in launch order. */
function inOrderOfEnd(trials: readonly Trial[]): readonly Trial[] {
  // The two orders hardly differ, and such a list is sorted in about linear time.
  return trials
    .filter(({ status }) => status !== 'running')
    .sort((a, b) => (a.ended ?? a.index) - (b.ended ?? b.index));
}

/** Most trials the job can ever have. */
function limitOf({ maxTrials = Infinity, definitions }: Spec): number {
  return Math.min(
    maxTrials,
    definitions.reduce((sum, { space }) => sum + sizeOf(space), 0),
  );
}

/** Takes results one after the other, as trials end. */
class Ledger {
  #best: Result | undefined;
  #improved: Result | undefined;
  #notImproving = 0;
  /** Lowest values of completed trials, ascending. */
  readonly #lowest: number[] = [];
  /** The best value after each result. */
  readonly #bests: (number | undefined)[] = [];

  /** False if the trial has no say. */
  add(trial: Trial): boolean {
    const result = trial.status === 'failed' ? undefined : resultOf(trial);
    if (result === undefined) return false;
    if (trial.status === 'completed') this.#complete(result);
    else if (this.#best) this.#notImproving++;
    this.#bests.push(this.#best?.value);
    return true;
  }

  #complete(result: Result): void {
    const best = this.#best;
    if (improves(result.value, best?.value)) {
      this.#improved = result;
      this.#notImproving = 0;
    } else this.#notImproving++;
    const isBetter =
      best === undefined ||
      result.value < best.value ||
      (result.value === best.value && result.trial < best.trial);
    if (isBetter) this.#best = result;
    const lowest = this.#lowest;
    if (lowest.length > CONVERGENCE.tail && result.value >= (lowest.at(-1) ?? 0)) return;
    let at = lowest.push(result.value) - 1;
    for (; at > 0 && (lowest[at - 1] ?? 0) > result.value; at--) lowest[at] = lowest[at - 1] ?? 0;
    lowest[at] = result.value;
    if (lowest.length > CONVERGENCE.tail + 1) lowest.pop();
  }

  state(): Omit<Progress, 'outlook' | 'convergedAt'> {
    return {
      ...(this.#best ? { best: this.#best } : {}),
      ...(this.#improved ? { improved: this.#improved } : {}),
      notImproving: this.#notImproving,
    };
  }

  outlook(left: number): Outlook {
    const ended = this.#bests.length;
    const before = this.#bests[ended - windowOf(ended) - 1];
    return outlookOf({ ended, lowest: this.#lowest, before, left });
  }
}
