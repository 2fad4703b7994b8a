/** Courses of training jobs for `simulate`: learning curves whose shape depends on the configuration. */
import { rng } from '../../lib/rng.ts';
import { toCube } from '../space.ts';
import type { Configuration, Space, Spec } from '../types.ts';
import type { Course, Objective } from '../simulate.ts';

export interface CurveOptions {
  /** Epochs to the end. */
  readonly epochs: number;
  /** Standard deviation of the noise on every value; 0 if absent. */
  readonly noise?: number;
}

/**
 * Power-law learning: value(e) = floor + (1 − floor) · e^(−½), where the floor grows with the configuration's distance
 * from the middle of its unit cube (0 there, ½ in the corners). Epochs of different configurations differ in length, by
 * up to a factor of two, so that simulated and launch order come apart.
 */
export function powerLaw(spec: Spec, { epochs, noise = 0 }: CurveOptions): Objective {
  return ({ index, definition, configuration }) => {
    const stream = rng(spec.seed, 'power-law', index);
    const floor = distanceFromMiddle(spec.definitions[definition]?.space ?? [], configuration) / 2;
    const epochSeconds = 10 * (1 + stream.uniform());
    const values = Array.from(
      { length: epochs },
      (_, e) => floor + (1 - floor) / Math.sqrt(e + 1) + noise * stream.normal(),
    );
    return { values, epochSeconds, startSeconds: 170 };
  };
}

/**
 * Overfitting: falls until an epoch that the configuration decides, then climbs, value(e) = |ln(e / turn)| / ln(epochs).
 * The earlier the turn, the worse the end, so early leaders lose.
 */
export function overfitting(spec: Spec, { epochs, noise = 0 }: CurveOptions): Objective {
  return ({ index, definition, configuration }) => {
    const stream = rng(spec.seed, 'overfitting', index);
    const turn =
      1 + (epochs - 1) * (1 - distanceFromMiddle(spec.definitions[definition]?.space ?? [], configuration));
    const values = Array.from(
      { length: epochs },
      (_, e) => Math.abs(Math.log((e + 1) / turn)) / Math.log(epochs + 1) + noise * stream.normal(),
    );
    return { values, epochSeconds: 5 + 5 * stream.uniform(), startSeconds: 170 };
  };
}

/** The courses given, one per launch in launch order, around again when they run out. */
export function scripted(...courses: readonly Course[]): Objective {
  return ({ index }) => {
    const course = courses[index % courses.length];
    if (course === undefined) throw new Error('Give at least one course.');
    return course;
  };
}

/** A course with epochs of one second and no start-up. */
export function curve(...values: readonly (number | null)[]): Course {
  return { values, epochSeconds: 1 };
}

/** A course that reports the values, then fails. */
export function failing(...values: readonly (number | null)[]): Course {
  return { values, epochSeconds: 1, fails: true };
}

/** Largest coordinate distance from the middle of the cube, between 0 and 1. */
function distanceFromMiddle(space: Space, configuration: Configuration): number {
  return Math.max(0, ...toCube(space, configuration).map((u) => Math.abs(2 * u - 1)));
}
