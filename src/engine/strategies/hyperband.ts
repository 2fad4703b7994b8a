import { bracketOf, rungsOf } from '../hyperband.ts';
import { random } from './random.ts';
import type { Strategy } from './strategy.ts';

/**
 * Hyperband's half of proposing: the very configurations of random search ("new configurations are drawn at random"),
 * each in the bracket that its index gives. Stopping is in `../hyperband.ts`.
 */
export const hyperband: Strategy = {
  suggest(spec, trials, index) {
    const suggestion = random.suggest(spec, trials, index);
    if (suggestion === undefined) return undefined;
    const bracket = bracketOf(spec, index);
    const rungs = spec.resource === undefined ? [] : rungsOf(spec.resource, bracket);
    return { ...suggestion, reason: { rule: 'hyperband', bracket, rungs } };
  },
};
