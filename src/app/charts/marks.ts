/** Marks and colours of training jobs in the charts of the analysis: every kind differs in shape as well as in hue. Pure. */

export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'down'] as const;
export type Shape = (typeof SHAPES)[number];

/** The outline of a mark around a place in pixels, as SVG path data. Many of them make one path. */
export function outline(shape: Shape, x: number, y: number, r: number): string {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  switch (shape) {
    case 'circle':
      return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'square':
      return `M${at(-r, -r)}h${2 * r}v${2 * r}h${-2 * r}z`;
    case 'triangle':
      return `M${at(0, -1.2 * r)}L${at(1.2 * r, r)}L${at(-1.2 * r, r)}z`;
    case 'down':
      return `M${at(0, 1.2 * r)}L${at(1.2 * r, -r)}L${at(-1.2 * r, -r)}z`;
    case 'diamond':
      return `M${at(0, -1.35 * r)}L${at(1.35 * r, 0)}L${at(0, 1.35 * r)}L${at(-1.35 * r, 0)}z`;
    case 'cross': {
      const [a, b] = [r, 0.4 * r];
      // Two bars as one outline, so that it can be filled like the others.
      return `M${at(-a, -a + b)}L${at(-a + b, -a)}L${at(0, -b)}L${at(a - b, -a)}L${at(a, -a + b)}L${at(b, 0)}L${at(a, a - b)}L${at(a - b, a)}L${at(0, b)}L${at(-a + b, a)}L${at(-a, a - b)}L${at(-b, 0)}z`;
    }
  }
}

/** With more marks than this, they hide one another: how many lie in a place says more than each of them. */
const DENSE = 1500;
export const dense = (marks: { readonly length: number }): boolean => marks.length > DENSE;

/** Whether a place lies within both axes. */
export const isWithin = ({ u, v }: { readonly u: number; readonly v: number }): boolean =>
  u >= -SLACK && u <= 1 + SLACK && v >= -SLACK && v <= 1 + SLACK;

/** A value at the very end of an axis is on it, whatever was rounded on the way. */
const SLACK = 1e-9;

/** The nearest place within the axes. */
export const atEdge = ({ u, v }: { readonly u: number; readonly v: number }) => ({
  u: Math.min(1, Math.max(0, u)),
  v: Math.min(1, Math.max(0, v)),
});

/** What stands in the sentence of a chart of marks that lie beyond its axes; begins with a space, empty where none does. */
export function beyondWords(
  marks: readonly { readonly u: number; readonly v: number }[],
  what: readonly [one: string, more: string] = ['training job lies', 'training jobs lie'],
  how = 'drawn hollow at the edge',
): string {
  const count = marks.filter(
    (mark) => Number.isFinite(mark.u) && Number.isFinite(mark.v) && !isWithin(mark),
  ).length;
  return count === 0
    ? ''
    : ` ${count} ${what[count === 1 ? 0 : 1]} beyond the axes: ${how}; the table has the values.`;
}

/** Sides of a place in pixels, and how strong its colour is for one mark, for a few, for more and for many. */
const PLACE = 4;
const STRENGTHS = [0.35, 0.55, 0.75, 1] as const;

interface Placed {
  readonly u: number;
  readonly v: number;
  readonly style: { readonly colour: string };
}

type Scale = (place: number) => number;

/**
 * Thousands of marks as places shaded by how many of a colour lie in them, each doubling twice as strong: a handful of
 * paths, however many marks there are.
 */
export function shaded(
  marks: readonly Placed[],
  sx: Scale,
  sy: Scale,
): { readonly colour: string; readonly opacity: number; readonly path: string }[] {
  const counts = new Map<string, Map<number, number>>();
  for (const { u, v, style } of marks) {
    if (!Number.isFinite(u) || !Number.isFinite(v)) continue;
    const place = Math.floor(sx(u) / PLACE) * 65_536 + Math.floor(sy(v) / PLACE);
    let own = counts.get(style.colour);
    if (!own) counts.set(style.colour, (own = new Map()));
    own.set(place, (own.get(place) ?? 0) + 1);
  }
  return [...counts].flatMap(([colour, places]) => {
    const paths = STRENGTHS.map((): string[] => []);
    for (const [place, count] of places) {
      const [x, y] = [Math.floor(place / 65_536) * PLACE, (place % 65_536) * PLACE];
      const step = Math.min(STRENGTHS.length - 1, Math.floor(Math.log2(count) / 2 + (count > 1 ? 0.5 : 0)));
      paths[step]?.push(`M${x} ${y}h${PLACE}v${PLACE}h-${PLACE}z`);
    }
    return STRENGTHS.flatMap((opacity, step) => {
      const path = (paths[step] ?? []).join('');
      return path === '' ? [] : [{ colour, opacity, path }];
    });
  });
}

/**
 * A colour of a scale from 0 to 1 that rises evenly in lightness and runs from blue over green to yellow, so that it
 * reads without hue too (the stops are those of viridis).
 */
const VIRIDIS = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] as const;

export function rampOf(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1);
  const i = Math.min(VIRIDIS.length - 2, Math.floor(place));
  const channel = (colour: string, k: number) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) => {
    const [a, b] = [channel(VIRIDIS[i] ?? '#000000', k), channel(VIRIDIS[i + 1] ?? '#000000', k)];
    return Math.round(a + (b - a) * (place - i))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
