/** Marks and colours of training jobs in the charts of the analysis: every kind differs in shape as well as in hue. Pure. */

export const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const;
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
    case 'diamond':
      return `M${at(0, -1.35 * r)}L${at(1.35 * r, 0)}L${at(0, 1.35 * r)}L${at(-1.35 * r, 0)}z`;
    case 'cross': {
      const [a, b] = [r, 0.4 * r];
      // Two bars as one outline, so that it can be filled like the others.
      return `M${at(-a, -a + b)}L${at(-a + b, -a)}L${at(0, -b)}L${at(a - b, -a)}L${at(a, -a + b)}L${at(b, 0)}L${at(a, a - b)}L${at(a - b, a)}L${at(0, b)}L${at(-a + b, a)}L${at(-a, a - b)}L${at(-b, 0)}z`;
    }
  }
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
