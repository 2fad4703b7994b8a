import type { Action, Trial } from './types.ts';

/** The trials after these actions; the same list when nothing changes. `finish` leaves them alone: stops precede it. */
export function apply(trials: readonly Trial[], actions: readonly Action[]): readonly Trial[] {
  return actions.reduce(applyOne, trials);
}

function applyOne(trials: readonly Trial[], action: Action): readonly Trial[] {
  switch (action.type) {
    case 'launch': {
      const { index, definition, configuration } = action;
      return [...trials, { index, definition, configuration, status: 'running', values: [], checks: [] }];
    }
    case 'check':
      return change(trials, action.trial, (trial) => ({ ...trial, checks: [...trial.checks, action.check] }));
    case 'stop':
      return change(trials, action.trial, (trial) => ({
        ...trial,
        // At Hyperband's most epochs a trial has had all it may; else no trial that could go on longer could be the best.
        status: action.reason.rule === 'max-resource' ? 'completed' : 'stopped',
        ended: endedOf(trials),
        ...(action.reason.rule === 'tuning-job-ended' ? { cut: true } : {}),
        checks: action.check ? [...trial.checks, action.check] : trial.checks,
      }));
    case 'finish':
      return trials;
  }
}

/** How many trials have ended: the `ended` of the next to do so. */
export function endedOf(trials: readonly Trial[]): number {
  return trials.reduce((sum, { status }) => (status === 'running' ? sum : sum + 1), 0);
}

function change(trials: readonly Trial[], index: number, to: (trial: Trial) => Trial): readonly Trial[] {
  const trial = trials[index];
  if (trial === undefined) throw new Error(`There is no trial ${index}.`);
  return trials.with(index, to(trial));
}
