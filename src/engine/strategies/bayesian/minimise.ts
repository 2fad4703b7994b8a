/** A function to minimise: returns its value at `x` and writes its gradient. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Most evaluations of the function. */
  readonly evaluations: number;
  /** Ends once a step gains less than this. */
  readonly tolerance: number;
}

const MEMORY = 6;
const SUFFICIENT = 1e-4;
const MOST_HALVINGS = 12;

/**
 * L-BFGS within a box: a coordinate that sits on its bound and wants to leave the box is held still, and steps are
 * clipped to the box (the projected form of Nocedal and Wright, "Numerical Optimization", algorithm 7.5).
 * Improves `x` in place, which must lie in the box, and returns the value there. Never ends worse than it began.
 */
export function minimise(f: Differentiable, x: Float64Array, options: MinimiseOptions): number {
  const { lower, upper, evaluations, tolerance } = options;
  const n = x.length;
  let gradient = new Float64Array(n);
  let nextGradient = new Float64Array(n);
  const next = new Float64Array(n);
  const direction = new Float64Array(n);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const products: number[] = [];
  let value = f(x, gradient);
  let used = 1;
  while (used < evaluations) {
    descend(x, gradient, direction, steps, changes, products, lower, upper);
    let slope = 0;
    let longest = 0;
    for (let i = 0; i < n; i++) {
      slope += (direction[i] as number) * (gradient[i] as number);
      longest = Math.max(longest, Math.abs(direction[i] as number));
    }
    if (!(slope < 0)) {
      if (steps.length === 0) break;
      // Curvature that was learned elsewhere misleads: start over with steepest descent.
      steps.length = changes.length = products.length = 0;
      continue;
    }
    let step = steps.length === 0 ? Math.min(1, FIRST_STEP / longest) : 1;
    let nextValue = Infinity;
    let halvings = 0;
    for (; halvings < MOST_HALVINGS && used < evaluations; halvings++, step /= 2) {
      for (let i = 0; i < n; i++)
        next[i] = clip(
          (x[i] as number) + step * (direction[i] as number),
          lower[i] as number,
          upper[i] as number,
        );
      nextValue = f(next, nextGradient);
      used++;
      if (nextValue <= value + SUFFICIENT * step * slope) break;
    }
    if (!(nextValue <= value + SUFFICIENT * step * slope)) {
      if (steps.length === 0) break;
      steps.length = changes.length = products.length = 0;
      continue;
    }
    const s = new Float64Array(n);
    const y = new Float64Array(n);
    let sy = 0;
    let yy = 0;
    for (let i = 0; i < n; i++) {
      s[i] = (next[i] as number) - (x[i] as number);
      y[i] = (nextGradient[i] as number) - (gradient[i] as number);
      sy += (s[i] as number) * (y[i] as number);
      yy += (y[i] as number) ** 2;
    }
    if (sy > 1e-10 * yy) {
      if (steps.length === MEMORY) {
        steps.shift();
        changes.shift();
        products.shift();
      }
      steps.push(s);
      changes.push(y);
      products.push(sy);
    }
    x.set(next);
    const gain = value - nextValue;
    value = nextValue;
    [gradient, nextGradient] = [nextGradient, gradient];
    if (gain < tolerance) break;
  }
  return value;
}

/** Length of the first step in its longest coordinate, before any curvature is known. */
const FIRST_STEP = 0.2;

/** The two-loop recursion over the free coordinates, into `direction`. */
function descend(
  x: Float64Array,
  gradient: Float64Array,
  direction: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  products: readonly number[],
  lower: Float64Array,
  upper: Float64Array,
): void {
  const n = x.length;
  for (let i = 0; i < n; i++)
    direction[i] = isHeld(x, gradient, lower, upper, i) ? 0 : -(gradient[i] as number);
  const shares: number[] = [];
  for (let k = steps.length - 1; k >= 0; k--) {
    const share = inner(steps[k] as Float64Array, direction) / (products[k] as number);
    shares[k] = share;
    add(direction, changes[k] as Float64Array, -share);
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const change = changes[last] as Float64Array;
    const scale = (products[last] as number) / inner(change, change);
    for (let i = 0; i < n; i++) direction[i] = (direction[i] as number) * scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const share = inner(changes[k] as Float64Array, direction) / (products[k] as number);
    add(direction, steps[k] as Float64Array, (shares[k] as number) - share);
  }
  for (let i = 0; i < n; i++) if (isHeld(x, gradient, lower, upper, i)) direction[i] = 0;
}

function isHeld(
  x: Float64Array,
  gradient: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  i: number,
): boolean {
  const g = gradient[i] as number;
  return (
    (g > 0 && (x[i] as number) <= (lower[i] as number)) || (g < 0 && (x[i] as number) >= (upper[i] as number))
  );
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(to: Float64Array, what: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (what[i] as number);
}

function clip(value: number, lower: number, upper: number): number {
  return value < lower ? lower : value > upper ? upper : value;
}
