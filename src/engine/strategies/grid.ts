import type { Configuration, Space } from '../types.ts';
import { identity } from '../space.ts';
import { definitionInTurn, inheritedOf, launchedPerDefinition, type Strategy } from './strategy.ts';

/**
 * Grid search: every combination of categorical values once, in the order of an odometer (last dimension fastest, values
 * in the order given). Nothing is drawn, so the seed plays no part; no result is looked at.
 */
export const grid: Strategy = {
  suggest(spec, trials) {
    const definition = definitionInTurn(spec, trials);
    const space = definition === undefined ? undefined : spec.definitions[definition]?.space;
    if (definition === undefined || space === undefined) return undefined;
    const had = launchedPerDefinition(spec, trials)[definition] ?? 0;
    const configuration = freeCombination(space, had, inheritedOf(spec, definition));
    return { definition, configuration, reason: { rule: 'grid' } };
  },
};

/** The combination with so many before it that a parent has not tried; there must be one. */
function freeCombination(space: Space, before: number, inherited: ReadonlySet<string>): Configuration {
  if (inherited.size === 0) return combination(space, before);
  for (let place = 0, free = 0; ; place++) {
    const configuration = combination(space, place);
    if (!inherited.has(identity(configuration)) && free++ === before) return configuration;
  }
}

/** The combination at a place from 0 to the size of the space, which must be categorical throughout, exclusive. */
function combination(space: Space, place: number): Configuration {
  let rest = place;
  const chosen = space.toReversed().map((dimension): [string, string] => {
    if (dimension.kind !== 'categorical')
      throw new Error(
        `Grid search takes categorical dimensions only; ${dimension.name} is ${dimension.kind}.`,
      );
    const { name, values } = dimension;
    const value = values[rest % values.length] ?? '';
    rest = Math.floor(rest / values.length);
    return [name, value];
  });
  return Object.fromEntries(chosen.toReversed());
}
