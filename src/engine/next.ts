import { apply } from './apply.ts';
import { finishReason } from './completion.ts';
import { judge, MEDIAN_RULE, type Verdict } from './early-stopping.ts';
import { judgeAtRung } from './hyperband.ts';
import { strategies } from './strategies/index.ts';
import type { Action, Check, Spec, Trial } from './types.ts';

/**
 * What a tuning job does now: the one door of the engine.
 *
 * Pure: no clock, no memory, no randomness but the spec's seed; `trials` may have been through JSON. The same state gives
 * the same actions, and once they are applied (`apply`) the next call gives none until something is reported or time
 * passes a limit. A job that got `finish` is over and is not asked again.
 *
 * For an outcome that depends on the spec alone, append one report at a time in simulated-time order (ties: launch
 * order) and ask after each, at its time, and once at `maxSeconds`. The guide stops "after each epoch", and the engine
 * does not know which one is the last: a real training job has its model still to upload then, so its last epoch is
 * judged like every other and may be the one it is stopped at. Only if the last report comes together with the end
 * (status completed) is there nothing left to stop.
 *
 * @param trials all of them, in launch order
 * @param elapsed simulated seconds since the tuning job was created
 * @returns in this order: checks and stops of running trials in launch order; then either launches, or, when the job is
 *   over, a stop for every trial still running and last `finish`
 */
export function next(spec: Spec, trials: readonly Trial[], elapsed: number): Action[] {
  const rule = judgeOf(spec);
  const judged = rule === undefined ? [] : judgements(trials, rule);
  // Checks alone change nothing that is decided below, so an epoch costs the same however many there were before.
  const stopped = judged.filter(({ type }) => type === 'stop');
  const now = apply(trials, stopped);
  const reason = finishReason(spec, now, elapsed);
  if (reason === undefined) return [...judged, ...launches(spec, now)];
  const ended = { rule: 'tuning-job-ended', finish: reason } as const;
  const stops = now
    .filter(isRunning)
    .map(({ index }): Action => ({ type: 'stop', trial: index, reason: ended }));
  return [...judged, ...stops, { type: 'finish', reason }];
}

/** What looks at every epoch of a running trial. */
type Judge = (trials: readonly Trial[], trial: Trial, epoch: number, before: Check | undefined) => Verdict;

function judgeOf(spec: Spec): Judge | undefined {
  if (spec.strategy === 'hyperband') return (trials, trial, epoch) => judgeAtRung(spec, trials, trial, epoch);
  return spec.earlyStopping === 'median'
    ? (trials, trial, epoch, before) => judge(trials, trial, epoch, MEDIAN_RULE, before)
    : undefined;
}

/** A check for every epoch that was not looked at yet, up to the one at which the trial is stopped. */
function judgements(trials: readonly Trial[], rule: Judge): Action[] {
  const actions: Action[] = [];
  for (const trial of trials) {
    if (!isRunning(trial)) continue;
    let before = trial.checks.at(-1);
    for (let epoch = trial.checks.length + 1; epoch <= trial.values.length; epoch++) {
      const { check, stop } = rule(trials, trial, epoch, before);
      before = check;
      if (stop !== undefined) {
        actions.push({ type: 'stop', trial: trial.index, check, reason: stop });
        break;
      }
      actions.push({ type: 'check', trial: trial.index, check });
    }
  }
  return actions;
}

/** New trials for the free slots, each proposed in the knowledge of those before it. */
function launches(spec: Spec, trials: readonly Trial[]): Action[] {
  const actions: Action[] = [];
  let now = trials;
  let free = spec.maxParallel - trials.filter(isRunning).length;
  for (; free > 0 && now.length < (spec.maxTrials ?? Infinity); free--) {
    const index = now.length;
    const suggestion = strategies[spec.strategy].suggest(spec, now, index);
    if (suggestion === undefined) break;
    const action: Action = { type: 'launch', index, ...suggestion };
    actions.push(action);
    now = apply(now, [action]);
  }
  return actions;
}

function isRunning(trial: Trial): boolean {
  return trial.status === 'running';
}
