import { identity, includes, sizeOf } from '../space.ts';
import type { Configuration, LaunchReason, Space, Spec, Trial } from '../types.ts';

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

const NONE: ReadonlySet<string> = new Set();
const inherited = new WeakMap<Spec, readonly ReadonlySet<string>[]>();

/**
 * Identities of the configurations of a definition's space that parents with the same data and algorithm have results
 * of: trying them again would tell nothing new, so no strategy does. None under transfer learning, where the data differ.
 */
export function inheritedOf(spec: Spec, definition: number): ReadonlySet<string> {
  if (spec.warmStart?.type !== 'identical') return NONE;
  let sets = inherited.get(spec);
  if (sets === undefined) {
    const earlier = spec.warmStart.parents.flat().map(({ configuration }) => configuration);
    sets = spec.definitions.map(
      ({ space }) =>
        new Set(earlier.filter((c) => includes(space, c)).map((c) => identity(within(space, c)))),
    );
    inherited.set(spec, sets);
  }
  return sets[definition] ?? NONE;
}

/** Only the dimensions of the space, in its order: a parent may have tuned more. */
export function within(space: Space, configuration: Configuration): Configuration {
  return Object.fromEntries(space.map(({ name }) => [name, configuration[name] ?? 0]));
}

/** Identities of the configurations that a definition does not try (again). */
export function usedOf(spec: Spec, definition: number, trials: readonly Trial[]): Set<string> {
  const used = new Set(inheritedOf(spec, definition));
  for (const trial of trials) if (trial.definition === definition) used.add(identity(trial.configuration));
  return used;
}

/** How many configurations a definition may ever try: Infinity where its space is not finite. */
export function roomOf(spec: Spec, definition: number): number {
  return sizeOf(spec.definitions[definition]?.space ?? []) - inheritedOf(spec, definition).size;
}

/** The same of all definitions together. */
export function wholeRoomOf(spec: Spec): number {
  return spec.definitions.reduce((sum, _, definition) => sum + roomOf(spec, definition), 0);
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
  for (const definition of spec.definitions.keys()) {
    const had = launched[definition] ?? 0;
    if (had < roomOf(spec, definition) && (turn === undefined || had < (launched[turn] ?? 0)))
      turn = definition;
  }
  return turn;
}
