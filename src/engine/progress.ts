import { CONVERGENCE, outlookOf, windowOf } from './convergence.ts';
import { improves } from './improvement.ts';
import { wholeRoomOf } from './strategies/strategy.ts';
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
export function standing(spec: Spec, trials: readonly Trial[]): Standing {
  const known = lastStanding.get(spec);
  if (known !== undefined && isOf(known.of, trials)) return known.standing;
  const ledger = new Ledger();
  const ended = inOrderOfEnd(trials);
  for (const trial of ended) ledger.add(trial);
  const found = { ...ledger.state(), outlook: ledger.outlook(limitOf(spec) - ended.length) };
  const of = trials.filter(hasEnded).map((trial) => ({ ...trial }));
  lastStanding.set(spec, { of, standing: found });
  return found;
}

export type Standing = Omit<Progress, 'convergedAt'>;

// Asked after every epoch, and changed by ends alone: what is known of the last trials asked for is good for the same ones.
const lastStanding = new WeakMap<Spec, { readonly of: readonly Trial[]; readonly standing: Standing }>();

/** Whether the trials that have ended are these very ones. The values of a trial never change once it has ended. */
function isOf(ended: readonly Trial[], trials: readonly Trial[]): boolean {
  let count = 0;
  for (const trial of trials) {
    if (!hasEnded(trial)) continue;
    const known = ended[count++];
    if (known?.values !== trial.values || known.index !== trial.index || known.status !== trial.status)
      return false;
    if (known.ended !== trial.ended) return false;
  }
  return count === ended.length;
}

/** The last epoch with a finite value, from 1; 0 if there is none. */
function lastEpoch(values: readonly (number | null)[]): number {
  let epoch = values.length;
  while (epoch > 0 && !Number.isFinite(values[epoch - 1])) epoch--;
  return epoch;
}

/** Whether the criteria are held against it: the figures of a tuning job that is over stay those that it was ended on. */
function hasEnded({ status, cut }: Trial): boolean {
  return status !== 'running' && !cut;
}

/** Terminal trials in the order in which they ended; without that knowledge in launch order. This is asked for often. */
function inOrderOfEnd(trials: readonly Trial[]): readonly Trial[] {
  const terminal = trials.filter(hasEnded);
  const ordered: (Trial | undefined)[] = terminal.map(() => undefined);
  for (const trial of terminal) if (trial.ended !== undefined) ordered[trial.ended] = trial;
  const known = ordered.length === terminal.length && ordered.every(isTrial);
  return known ? ordered : terminal.sort((a, b) => (a.ended ?? a.index) - (b.ended ?? b.index));
}

function isTrial(trial: Trial | undefined): trial is Trial {
  return trial !== undefined;
}

/** Most trials the job can ever have. */
function limitOf(spec: Spec): number {
  return Math.min(spec.maxTrials ?? Infinity, wholeRoomOf(spec));
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
    const epoch = trial.status === 'failed' ? 0 : lastEpoch(trial.values);
    if (epoch === 0) return false;
    if (trial.status === 'completed') this.#complete(trial.index, trial.values[epoch - 1] ?? 0, epoch);
    else if (this.#best) this.#notImproving++;
    this.#bests.push(this.#best?.value);
    return true;
  }

  #complete(trial: number, value: number, epoch: number): void {
    const best = this.#best;
    if (improves(value, best?.value)) {
      this.#improved = { trial, value, epoch };
      this.#notImproving = 0;
    } else this.#notImproving++;
    if (best === undefined || value < best.value || (value === best.value && trial < best.trial))
      this.#best = { trial, value, epoch };
    const lowest = this.#lowest;
    if (lowest.length > CONVERGENCE.tail && value >= (lowest.at(-1) ?? 0)) return;
    let at = lowest.push(value) - 1;
    for (; at > 0 && (lowest[at - 1] ?? 0) > value; at--) lowest[at] = lowest[at - 1] ?? 0;
    lowest[at] = value;
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
