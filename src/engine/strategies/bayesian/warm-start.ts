import { identity } from '../../space.ts';
import { encode, encodingOf } from './points.ts';
import { FEWEST_OBSERVATIONS } from './model.ts';
import { within } from '../strategy.ts';
import type { Configuration, Origin, Space, Spec } from '../../types.ts';

/** What a parent found best. */
export interface Given {
  readonly configuration: Configuration;
  /** Which parent, from 0, and what it came to there. */
  readonly parent: number;
  readonly value: number;
  readonly from?: Origin;
}

/** How a definition's search starts: that many trials, of which the first have given configurations. */
export interface Start {
  readonly count: number;
  readonly given: readonly Given[];
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
  const given = warmStart.parents.flatMap((parent, place): Given[] => {
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
    if (best === undefined) return [];
    const { configuration, value, from } = best;
    return [{ configuration: within(space, configuration), parent: place, value, ...(from && { from }) }];
  });
  const first = new Map(given.toReversed().map((each) => [identity(each.configuration), each]));
  const distinct = given.filter((each) => first.get(identity(each.configuration)) === each);
  return {
    count: given.length === 0 ? usual : Math.max(FEWEST_OBSERVATIONS, distinct.length),
    given: distinct,
  };
}
