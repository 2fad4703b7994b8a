import { encode, encodingOf } from './points.ts';
import { FEWEST_OBSERVATIONS } from './model.ts';
import type { Configuration, Space, Spec } from '../../types.ts';

/** How a definition's search starts: that many trials, of which the first have given configurations. */
export interface Start {
  readonly count: number;
  readonly given: readonly Configuration[];
}

/**
 * Without parents, `usual` quasi-random trials. With the same problem's results at hand, only those that are missing to
 * as many. With parents that may mislead, the best configuration of each first, wherever the space has it: these trials
 * tell how far to trust them.
 */
export function startingPoints({ warmStart }: Spec, space: Space, usual: number): Start {
  if (warmStart === undefined) return { count: usual, given: [] };
  if (warmStart.type === 'identical')
    return { count: Math.max(0, usual - warmStart.parents.flat().length), given: [] };
  const encoding = encodingOf(space);
  const row = new Float64Array(encoding.size);
  const given = warmStart.parents.flatMap((parent) => {
    const inside = parent.filter(
      ({ configuration, value }) =>
        Number.isFinite(value) &&
        encode(encoding, configuration, row, 0) &&
        row.every((place, k) => place >= 0 && (k >= encoding.numeric || place <= 1)),
    );
    const best = inside.reduce<(typeof inside)[number] | undefined>(
      (a, b) => (a === undefined || b.value < a.value ? b : a),
      undefined,
    );
    return best === undefined ? [] : [pick(space, best.configuration)];
  });
  const distinct = [...new Map(given.map((c) => [JSON.stringify(c), c])).values()];
  return {
    count: given.length === 0 ? usual : Math.max(FEWEST_OBSERVATIONS, distinct.length),
    given: distinct,
  };
}

/** Only the dimensions of the space, in its order: a parent may have tuned more. */
function pick(space: Space, configuration: Configuration): Configuration {
  return Object.fromEntries(space.map(({ name }) => [name, configuration[name] ?? 0]));
}
