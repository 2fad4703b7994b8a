import { rng } from '../../lib/rng.ts';
import { fromCube, identity, sizeOf, successor } from '../space.ts';
import type { Configuration, Space, Trial } from '../types.ts';
import { definitionInTurn, type Strategy } from './strategy.ts';

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
    const earlier = trials.filter((trial) => trial.definition === definition);
    const configuration = Number.isFinite(sizeOf(space)) ? unused(space, earlier, draw) : draw();
    return { definition, configuration, reason: { rule: 'random' } };
  },
};

/**
 * The first draw that no earlier trial had. Drawing again, rather than dealing out a permutation of the space, keeps the
 * scale's density among the configurations that are left. When hardly any is left, a hundred draws may miss them; then
 * the odometer goes on from the last draw to the next free configuration, so a space is used up exactly.
 * The space must be finite and hold more configurations than there are trials.
 */
function unused(space: Space, earlier: readonly Trial[], draw: () => Configuration): Configuration {
  const used = new Set(earlier.map((trial) => identity(trial.configuration)));
  let configuration = draw();
  for (let n = 1; n < MAX_DRAWS && used.has(identity(configuration)); n++) configuration = draw();
  while (used.has(identity(configuration))) configuration = successor(space, configuration);
  return configuration;
}
