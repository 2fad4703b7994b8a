/**
 * Points of a curve as columns of numbers. Epochs that follow one another are not kept at all, only the first: 8 bytes a
 * point, 12 where some are left out, where a list of objects takes 33. A list never changes. What is added makes a longer
 * one that shares the columns of the one before, so a curve that grows is not copied with every report.
 */

export interface Point {
  readonly x: number;
  /** Not finite where training diverged; drawn as a gap. */
  readonly y: number;
}

/** Whole numbers from 0 to 2^32, as epochs are, or any. */
type Xs = Uint32Array | Float64Array;

interface Columns {
  /** Undefined: the x of place i is `first` + i. */
  readonly xs: Xs | undefined;
  readonly first: number;
  readonly ys: Float64Array;
  /** Places that are taken by any of the lists that share these columns. */
  used: number;
}

/** Share of room that columns get beyond what is in them when they have to grow. */
const SPARE = 0.25;
const LEAST_SPARE = 16;

export class Points implements Iterable<Point> {
  readonly length: number;
  readonly #columns: Columns;

  private constructor(columns: Columns, length: number) {
    this.#columns = columns;
    this.length = length;
  }

  static readonly none = new Points({ xs: undefined, first: 0, ys: new Float64Array(0), used: 0 }, 0);

  /** @param xs ascending; @param ys as long */
  static from(xs: ArrayLike<number>, ys: ArrayLike<number>): Points {
    return Points.none.with(0, xs, ys, 0);
  }

  /** @param points ascending in x */
  static of(points: Iterable<Point>): Points {
    const [xs, ys]: [number[], number[]] = [[], []];
    for (const { x, y } of points) {
      xs.push(x);
      ys.push(y);
    }
    return Points.from(xs, ys);
  }

  x(place: number): number {
    const { xs, first } = this.#columns;
    return xs ? (xs[place] ?? Number.NaN) : first + place;
  }

  y(place: number): number {
    return this.#columns.ys[place] ?? Number.NaN;
  }

  /** All values, in order. A view: not to be written to, and nothing to keep. */
  get ys(): Float64Array {
    return this.#columns.ys.subarray(0, this.length);
  }

  /** The point at a place; a negative one counts from the end. */
  at(place: number): Point | undefined {
    const index = place < 0 ? this.length + place : place;
    return index >= 0 && index < this.length ? { x: this.x(index), y: this.y(index) } : undefined;
  }

  *[Symbol.iterator](): Iterator<Point> {
    for (let i = 0; i < this.length; i++) yield { x: this.x(i), y: this.y(i) };
  }

  map<T>(make: (point: Point, place: number) => T): T[] {
    return Array.from({ length: this.length }, (_, i) => make({ x: this.x(i), y: this.y(i) }, i));
  }

  /** Hands over the points of places `from` to `to` (that one not included) without making any: for drawing thousands. */
  visit(from: number, to: number, take: (x: number, y: number) => void): void {
    const { xs, first, ys } = this.#columns;
    for (let i = from; i < to; i++) take(xs ? (xs[i] ?? Number.NaN) : first + i, ys[i] ?? Number.NaN);
  }

  /** How many points lie before `x`. */
  before(x: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.x(middle) < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Value at `x`; undefined where there is no point. */
  valueAt(x: number): number | undefined {
    const place = this.before(x);
    return place < this.length && this.x(place) === x ? this.y(place) : undefined;
  }

  /** The points up to `x`, that one included. */
  upTo(x: number): Points {
    const place = this.before(x);
    const length = place < this.length && this.x(place) === x ? place + 1 : place;
    return length === this.length ? this : new Points(this.#columns, length);
  }

  /**
   * The first `keep` points and these after them.
   *
   * @param xs ascending, above those that are kept; @param ys as long; @param spare room for more, as a share
   */
  with(keep: number, xs: ArrayLike<number>, ys: ArrayLike<number>, spare = SPARE): Points {
    const length = keep + xs.length;
    if (xs.length === 0) return keep === this.length ? this : new Points(this.#columns, keep);
    const before = this.#columns;
    const first = keep === 0 ? (xs[0] ?? 0) : before.first;
    const even = (keep === 0 || before.xs === undefined) && isEven(xs, first + keep);
    // What another list has there is not written over.
    const fits =
      keep > 0 &&
      before.used === keep &&
      length <= before.ys.length &&
      even === !before.xs &&
      !(before.xs instanceof Uint32Array && !areWhole(xs));
    const columns = fits ? before : this.#grown(keep, { xs, even, first, length, spare });
    columns.ys.set(ys, keep);
    columns.xs?.set(xs, keep);
    columns.used = length;
    return new Points(columns, length);
  }

  #grown(
    keep: number,
    to: { xs: ArrayLike<number>; even: boolean; first: number; length: number; spare: number },
  ): Columns {
    const { xs, even, first, length, spare } = to;
    const room = spare === 0 ? length : length + Math.max(LEAST_SPARE, Math.ceil(spare * length));
    const ys = new Float64Array(room);
    ys.set(this.#columns.ys.subarray(0, keep));
    if (even) return { xs: undefined, first, ys, used: length };
    const kept = this.#columns.xs;
    const whole = areWhole(xs) && (kept ? kept instanceof Uint32Array : areWhole([first]));
    const places = whole ? new Uint32Array(room) : new Float64Array(room);
    for (let i = 0; i < keep; i++) places[i] = this.x(i);
    return { xs: places, first, ys, used: length };
  }
}

/** Whether they rise by 1 from `first`. */
function isEven(xs: ArrayLike<number>, first: number): boolean {
  for (let i = 0; i < xs.length; i++) if (xs[i] !== first + i) return false;
  return true;
}

function areWhole(xs: ArrayLike<number>): boolean {
  for (let i = 0; i < xs.length; i++) if ((xs[i] ?? 0) >>> 0 !== xs[i]) return false;
  return true;
}
