/**
 * Search spaces and the unit cube they are drawn from: one coordinate per dimension, each in [0, 1].
 *
 * Every scaling is a line in some transformed coordinate f, so both directions are one formula:
 * u = (f(x) − f(a)) / (f(b) − f(a)). With f = ln this is ln(x/a) / ln(b/a), with f = −ln(1 − x) it is
 * ln((1−a)/(1−x)) / ln((1−a)/(1−b)): the transforms of SageMaker's "Hyperparameter Scaling".
 */
import type { Configuration, Dimension, NumericDimension, Scaling, Space } from './types.ts';

interface Transform {
  readonly forward: (x: number) => number;
  readonly back: (y: number) => number;
}

const LINEAR: Transform = { forward: (x) => x, back: (y) => y };

const TRANSFORMS = {
  linear: LINEAR,
  // The guide says that Auto starts from linear and tries to infer log. Inferring needs results, which random search
  // does not look at, so here Auto stays at its starting point; a strategy that learns may refine it.
  auto: LINEAR,
  log: { forward: Math.log, back: Math.exp },
  // log1p and expm1 keep the digits that 1 − x would lose for small x.
  'reverse-log': { forward: (x) => -Math.log1p(-x), back: (y) => -Math.expm1(-y) },
} satisfies Record<Scaling, Transform>;

/**
 * The ends of the range that the unit interval stands for. An integer k owns the cell [k − ½, k + ½], so integers
 * stretch the range by half a step on both sides before scaling: rounding then gives the first and last integer
 * whole cells like every other, where rounding a draw from [min, max] would give them halves. On a linear scale these
 * are n equal cells; on a log scale each is as wide as ln((k + ½) / (k − ½)).
 */
function ends(dimension: NumericDimension): readonly [number, number] {
  const margin = dimension.kind === 'integer' ? 0.5 : 0;
  return [dimension.min - margin, dimension.max + margin];
}

/** So far from an end of [0, 1] a coordinate may be and still mean it. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * The value at coordinate `u` in [0, 1] of a dimension: within its range, integral for integers, one of the values for
 * categorical ones (which share the interval equally).
 */
export function fromUnit(dimension: Dimension, u: number): number | string {
  if (dimension.kind === 'categorical')
    return valueAt(dimension.values, Math.floor(u * dimension.values.length));
  // exp(ln(b)) is often not b, nor is what comes out at a rounding error from 1: an end is given as it was entered.
  if (u <= ROUNDING) return dimension.min + 0;
  if (u >= 1 - ROUNDING) return dimension.max + 0;
  const { forward, back } = TRANSFORMS[dimension.scaling];
  const [a, b] = ends(dimension);
  const x = back(forward(a) * (1 - u) + forward(b) * u);
  const whole = dimension.kind === 'integer' ? Math.round(x) : x;
  // Rounding errors of exp and of the stretched ends must not leave the range. Adding 0 turns −0, which JSON drops, into 0.
  return Math.min(dimension.max, Math.max(dimension.min, whole)) + 0;
}

/**
 * The coordinate of a value of the dimension; the middle of its cell for integers and categorical values, so that
 * `fromUnit` gives it back. The value must lie in the dimension's range.
 */
export function toUnit(dimension: Dimension, value: number | string): number {
  if (dimension.kind === 'categorical')
    return (dimension.values.indexOf(String(value)) + 0.5) / dimension.values.length;
  const { forward } = TRANSFORMS[dimension.scaling];
  const [a, b] = ends(dimension);
  return a === b ? 0.5 : (forward(Number(value)) - forward(a)) / (forward(b) - forward(a));
}

/** The configuration at a point of the unit cube, which has one coordinate per dimension. */
export function fromCube(space: Space, point: readonly number[]): Configuration {
  return Object.fromEntries(
    space.map((dimension, k) => [dimension.name, fromUnit(dimension, point[k] ?? 0)]),
  );
}

/** The point of the unit cube that stands for a configuration. */
export function toCube(space: Space, configuration: Configuration): number[] {
  return space.map((dimension) => toUnit(dimension, valueOf(configuration, dimension)));
}

/** Whether a configuration, which may have more names, has a value of every dimension that lies in its range. */
export function includes(space: Space, configuration: Configuration): boolean {
  return space.every((dimension) => {
    const value = configuration[dimension.name];
    if (value === undefined) return false;
    if (dimension.kind === 'categorical') return dimension.values.includes(String(value));
    const number = Number(value);
    return number >= dimension.min && number <= dimension.max;
  });
}

/** How many different configurations a space holds; Infinity as soon as one dimension is continuous. */
export function sizeOf(space: Space): number {
  return space.reduce((product, dimension) => product * countOf(dimension), 1);
}

function countOf(dimension: Dimension): number {
  if (dimension.kind === 'categorical') return dimension.values.length;
  if (dimension.kind === 'integer') return dimension.max - dimension.min + 1;
  return dimension.min === dimension.max ? 1 : Infinity;
}

/**
 * The next configuration of a finite space in the order of an odometer (last dimension fastest, last configuration
 * followed by the first). Starting anywhere it visits every configuration once before coming back.
 */
export function successor(space: Space, configuration: Configuration): Configuration {
  const after: Record<string, number | string> = { ...configuration };
  for (const dimension of space.toReversed()) {
    const value = valueOf(configuration, dimension);
    if (dimension.kind === 'categorical') {
      const place = dimension.values.indexOf(String(value)) + 1;
      after[dimension.name] = valueAt(dimension.values, place % dimension.values.length);
      if (place < dimension.values.length) break;
    } else {
      const more = dimension.kind === 'integer' && Number(value) < dimension.max;
      after[dimension.name] = (more ? Number(value) + 1 : dimension.min) + 0;
      if (more) break;
    }
  }
  return after;
}

// A strategy asks for the identity of every earlier configuration again and again; configurations never change.
const identities = new WeakMap<Configuration, string>();

/** A text that two configurations share exactly if they give every name the same value, in whatever order. */
export function identity(configuration: Configuration): string {
  let text = identities.get(configuration);
  if (text === undefined) {
    text = JSON.stringify(Object.entries(configuration).sort(([a], [b]) => (a < b ? -1 : 1)));
    identities.set(configuration, text);
  }
  return text;
}

function valueOf(configuration: Configuration, dimension: Dimension): number | string {
  const value = configuration[dimension.name];
  if (value === undefined) throw new Error(`The configuration lacks a value for ${dimension.name}.`);
  return value;
}

function valueAt(values: readonly string[], place: number): string {
  const value = values[Math.min(place, values.length - 1)];
  if (value === undefined) throw new Error('A categorical dimension needs at least one value.');
  return value;
}
