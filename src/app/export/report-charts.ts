/** Charts of the report as SVG texts: they need neither scripts nor anything from elsewhere. Pure. */
import { formatNumber } from '../format.ts';
import { strokeOf } from '../charts/palette.ts';
import { escapeHtml } from './html.ts';
import type { Curve } from './results-csv.ts';

const WIDTH = 900;
const HEIGHT = 360;
const MARGIN = { left: 80, right: 20, top: 16, bottom: 48 };

interface Line {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly colour: string;
  readonly dash: readonly number[];
  /** What a pointer over it reads. */
  readonly title: string;
  readonly wide?: boolean;
}

interface Chart {
  readonly lines: readonly Line[];
  readonly dots?: readonly { readonly x: number; readonly y: number; readonly title: string }[];
  readonly x: string;
  readonly y: string;
  /** What it shows, for those who do not see it. */
  readonly summary: string;
}

/** At most some 400 points a line: more cannot be told apart at this width. */
const thinned = <T>(points: readonly T[]): readonly T[] => {
  const step = Math.ceil(points.length / 400);
  return step <= 1 ? points : points.filter((_, i) => i % step === 0 || i === points.length - 1);
};

export function svgChart({ lines, dots = [], x, y, summary }: Chart): string {
  const all = [...lines.flatMap(({ points }) => points), ...dots].filter(
    (point) => Number.isFinite(point.x) && Number.isFinite(point.y),
  );
  if (all.length === 0) return '';
  const xs = rangeOf(all.map((point) => point.x));
  const ys = rangeOf(all.map((point) => point.y));
  const place = {
    x: (value: number) =>
      MARGIN.left + ((value - xs[0]) / (xs[1] - xs[0])) * (WIDTH - MARGIN.left - MARGIN.right),
    y: (value: number) =>
      HEIGHT - MARGIN.bottom - ((value - ys[0]) / (ys[1] - ys[0])) * (HEIGHT - MARGIN.top - MARGIN.bottom),
  };
  const at = (value: number) => value.toFixed(1);
  const grid = ticks(ys).map((tick) => {
    const level = at(place.y(tick));
    return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${level}" y2="${level}"/><text x="${MARGIN.left - 8}" y="${level}" dy="4" text-anchor="end">${formatNumber(tick, 4)}</text>`;
  });
  const below = ticks(xs).map(
    (tick) =>
      `<text x="${at(place.x(tick))}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${formatNumber(tick, 4)}</text>`,
  );
  const drawn = lines.map(({ points, colour, dash, title, wide }) => {
    const path = thinned(points)
      .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
      .map((point, i) => `${i === 0 ? 'M' : 'L'}${at(place.x(point.x))} ${at(place.y(point.y))}`)
      .join('');
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${wide ? 3 : 1.5}"${dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : ''}><title>${escapeHtml(title)}</title></path>`;
  });
  const marks = dots.map(
    (dot) =>
      `<circle cx="${at(place.x(dot.x))}" cy="${at(place.y(dot.y))}" r="4"><title>${escapeHtml(dot.title)}</title></circle>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(summary)}">${grid.join('')}${below.join('')}<text x="${WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(x)}</text><text x="14" y="${MARGIN.top + 4}">${escapeHtml(y)}</text>${drawn.join('')}${marks.join('')}</svg>`;
}

/** Learning curves: one line a training job. */
export const curvesChart = (curves: readonly Curve[], metric: string): string =>
  svgChart({
    lines: curves.map(({ trainingJob, points }, i) => {
      const { colour, dash } = strokeOf(i, false);
      return { points, colour, dash, title: trainingJob };
    }),
    x: 'Epoch',
    y: metric,
    summary: `Learning curves of ${curves.length} training jobs: ${metric} after each epoch.`,
  });

/** Every result in the order of launch, and the best so far. */
export function bestSoFarChart(
  results: readonly { readonly name: string; readonly value: number; readonly counts: boolean }[],
  direction: 'Maximize' | 'Minimize',
  metric: string,
): string {
  const better = direction === 'Maximize' ? Math.max : Math.min;
  let best: number | undefined;
  const staircase = results.flatMap(({ value, counts }, i) => {
    if (!counts) return best === undefined ? [] : [{ x: i + 1, y: best }];
    const before = best;
    best = best === undefined ? value : better(best, value);
    // A step, not a slope: the best changes at once.
    return [...(before === undefined ? [] : [{ x: i + 1, y: before }]), { x: i + 1, y: best }];
  });
  return svgChart({
    lines: [
      { points: staircase, colour: strokeOf(0, false).colour, dash: [], title: 'Best so far', wide: true },
    ],
    dots: results.map(({ name, value }, i) => ({
      x: i + 1,
      y: value,
      title: `${name}: ${formatNumber(value)}`,
    })),
    x: 'Training job',
    y: metric,
    summary: `Final ${metric} of ${results.length} training jobs in the order of launch, and the best so far${best === undefined ? '' : `, which ends at ${formatNumber(best)}`}.`,
  });
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** Four to eight round numbers within a range. */
export function ticks([low, high]: readonly [number, number]): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}
