import { sizeOf } from '../space.ts';
import type { Configuration, LaunchReason, Spec, Trial } from '../types.ts';

/** What a strategy proposes for the next trial. */
export interface Suggestion {
  readonly definition: number;
  readonly configuration: Configuration;
  readonly reason: LaunchReason;
}

export interface Strategy {
  /**
   * The configuration of trial `index`, which equals `trials.length`; undefined when there is none left. Pure: all it may
   * depend on is the spec (seed included) and the trials.
   */
  suggest(spec: Spec, trials: readonly Trial[], index: number): Suggestion | undefined;
}

/** How many trials every definition of the spec has had. */
export function launchedPerDefinition(spec: Spec, trials: readonly Trial[]): number[] {
  const launched = spec.definitions.map(() => 0);
  for (const { definition } of trials) launched[definition] = (launched[definition] ?? 0) + 1;
  return launched;
}

/**
 * Whose turn it is when several definitions share the budget: the one with the fewest trials so far, the first of them
 * in the spec's order, among those whose space still has a configuration that was not tried. While all have, this is
 * taking turns (AWS splits the budget in an unpublished way); once one is used up, the others share what is left
 * evenly. Undefined when all are used up. Looks at nothing but the launches, so it does not depend on results.
 */
export function definitionInTurn(spec: Spec, trials: readonly Trial[]): number | undefined {
  const launched = launchedPerDefinition(spec, trials);
  let turn: number | undefined;
  for (const [definition, { space }] of spec.definitions.entries()) {
    const had = launched[definition] ?? 0;
    if (had < sizeOf(space) && (turn === undefined || had < (launched[turn] ?? 0))) turn = definition;
  }
  return turn;
}
