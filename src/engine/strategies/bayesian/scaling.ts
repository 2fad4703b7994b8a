import type { Dimension, NumericDimension, Space } from '../../types.ts';

/**
 * Auto scaling: "starts from linear and tries to infer log" (Amazon's guide on hyperparameter scaling). A range is open
 * to both readings when it is positive and its ends are this many times apart; the guide recommends linear within about
 * one order of magnitude.
 */
const WIDE = 10;

export type Reading = 'linear' | 'log';

/** The places of the dimensions that may be read either way. */
export function openDimensions(space: Space): number[] {
  return space.flatMap((dimension, k) => (isOpen(dimension) ? [k] : []));
}

/** The space with its open dimensions read as told, in the order of `openDimensions`, and the rest of Auto as linear. */
export function readAs(space: Space, readings: readonly Reading[]): Space {
  const open = openDimensions(space);
  return space.map((dimension, k): Dimension => {
    if (dimension.kind === 'categorical' || dimension.scaling !== 'auto') return dimension;
    return { ...dimension, scaling: readings[open.indexOf(k)] ?? 'linear' };
  });
}

function isOpen(dimension: Dimension): dimension is NumericDimension {
  return (
    dimension.kind !== 'categorical' &&
    dimension.scaling === 'auto' &&
    dimension.min > 0 &&
    dimension.max >= WIDE * dimension.min
  );
}

/**
 * Every second point of a start reads a dimension as logarithmic, every other as linear, neighbouring dimensions the
 * other way round: evidence for both before anything is known.
 */
export function alternately(space: Space, index: number): Space {
  return readAs(
    space,
    openDimensions(space).map((_, k) => ((index + k) % 2 === 0 ? 'log' : 'linear')),
  );
}
