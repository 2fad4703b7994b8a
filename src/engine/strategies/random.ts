import { rng } from '../../lib/rng.ts';
import { fromCube, identity, sizeOf, successor } from '../space.ts';
import type { Configuration, Space } from '../types.ts';
import { definitionInTurn, inheritedOf, type Strategy, usedOf } from './strategy.ts';

/** Draws that are tried for a configuration that was not had before, ahead of walking on to the next free one. */
const MAX_DRAWS = 100;

/**
 * Random search: every configuration is drawn uniformly from the unit cube, hence from the range along its scale.
 *
 * Trial i reads its numbers from the stream (seed, i) and looks at no result, only at which configurations the trials
 * before it have, and these came about the same way. So configuration i depends on the spec and i alone, and a job has
 * the same set of configurations for every number of parallel trials.
 */
export const random: Strategy = {
  suggest(spec, trials, index) {
    const definition = definitionInTurn(spec, trials);
    const space = definition === undefined ? undefined : spec.definitions[definition]?.space;
    if (definition === undefined || space === undefined) return undefined;
    const stream = rng(spec.seed, 'random', index);
    const draw = () =>
      fromCube(
        space,
        space.map(() => stream.uniform()),
      );
    // Where there is no end of configurations only a parent with this very seed can have drawn the same.
    const isFinite = Number.isFinite(sizeOf(space));
    const used = isFinite ? usedOf(spec, definition, trials) : inheritedOf(spec, definition);
    const configuration = unused(space, used, draw);
    return { definition, configuration, reason: { rule: 'random' } };
  },
};

/**
 * The first draw that is not used. Drawing again, rather than dealing out a permutation of the space, keeps the
 * scale's density among the configurations that are left. When hardly any is left, a hundred draws may miss them; then
 * the odometer goes on from the last draw to the next free configuration, so a space is used up exactly.
 * The space must hold more configurations than are used.
 */
function unused(space: Space, used: ReadonlySet<string>, draw: () => Configuration): Configuration {
  let configuration = draw();
  for (let n = 1; n < MAX_DRAWS && used.has(identity(configuration)); n++) configuration = draw();
  if (!Number.isFinite(sizeOf(space))) return configuration;
  while (used.has(identity(configuration))) configuration = successor(space, configuration);
  return configuration;
}
