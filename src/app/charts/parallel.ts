/** Parallel coordinates: which lines are within the brushes, and where a pointer hits. Pure. */

/** Ends of a brush on an axis of the unit interval, low first. */
export type Brush = readonly [low: number, high: number];

export interface ParallelLine {
  readonly id: string;
  /** Its place on every axis by the axis' id, 0 at the bottom. */
  readonly places: Readonly<Record<string, number>>;
  /** From 0, the worst, to 1, the best. */
  readonly merit: number;
  readonly text: () => readonly string[];
}

// A brush drawn by a pointer ends between pixels: what it visibly touches is within.
const SLACK = 0.005;

/** Lines within every brush and among the best `share` of all. */
export function keptLines(
  lines: readonly ParallelLine[],
  brushes: Readonly<Record<string, Brush>>,
  share: number,
): readonly ParallelLine[] {
  const most = Math.max(1, Math.ceil(share * lines.length - 1e-9));
  const best =
    share >= 1
      ? undefined
      : new Set(
          lines
            .toSorted((a, b) => b.merit - a.merit)
            .slice(0, most)
            .map(({ id }) => id),
        );
  return lines.filter(
    ({ id, places }) =>
      (best?.has(id) ?? true) &&
      Object.entries(brushes).every(([axis, [low, high]]) => {
        const place = places[axis] ?? Number.NaN;
        return place >= low - SLACK && place <= high + SLACK;
      }),
  );
}

/** More lines than this are a felt: those drawn are the best half of as many, and an even choice of the others. */
const MOST_LINES = 1200;

/** Lines to draw for all of them, in their order; those that are selected always. */
export function drawnLines(
  lines: readonly ParallelLine[],
  selected: readonly string[] = [],
): readonly ParallelLine[] {
  if (lines.length <= MOST_LINES) return lines;
  const half = MOST_LINES / 2;
  const byMerit = lines.toSorted((a, b) => b.merit - a.merit);
  const step = (lines.length - half) / half;
  const spread = Array.from({ length: half }, (_, i) => byMerit[half + Math.floor(i * step)]);
  const chosen = new Set([...byMerit.slice(0, half), ...spread]);
  const always = new Set(selected);
  return lines.filter((line) => chosen.has(line) || always.has(line.id));
}

/** The line nearest to a pointer: `at` in units of the gaps between axes, `height` from 0 to 1; undefined beyond `reach`. */
export function nearestLine(
  lines: readonly ParallelLine[],
  axes: readonly string[],
  { at, height }: { readonly at: number; readonly height: number },
  reach: number,
): ParallelLine | undefined {
  const left = Math.min(axes.length - 2, Math.max(0, Math.floor(at)));
  const [from, to] = [axes[left] ?? '', axes[left + 1] ?? ''];
  let [best, distance]: [ParallelLine | undefined, number] = [undefined, reach];
  for (const line of lines) {
    const [a, b] = [line.places[from] ?? Number.NaN, line.places[to] ?? Number.NaN];
    const away = Math.abs(a + (b - a) * (at - left) - height);
    if (away <= distance) [best, distance] = [line, away];
  }
  return best;
}

/** The list with one of its items moved by so many places. */
export function moved<T>(items: readonly T[], item: T, by: number): T[] {
  const from = items.indexOf(item);
  const to = Math.min(items.length - 1, Math.max(0, from + by));
  const rest = items.filter((each) => each !== item);
  return from < 0 ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}
