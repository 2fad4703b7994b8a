/**
 * Colour and dash by a curve's index. Ten colours, each with at least 3:1 contrast on its background (WCAG 1.4.11),
 * and four dashes, so that 40 jobs differ and no two neighbours are told apart by colour alone.
 */
const LIGHT = [
  '#1f6fd1',
  '#c2410c',
  '#0f7f5b',
  '#9d27b0',
  '#a16207',
  '#0e7c91',
  '#c81e5b',
  '#4d5b00',
  '#5b3fd1',
  '#6b5b4d',
];
const DARK = [
  '#6fb1ff',
  '#ff9757',
  '#4fd1a1',
  '#e08bf0',
  '#e8c04a',
  '#4fcfe3',
  '#ff85ad',
  '#bccd4f',
  '#b3a4ff',
  '#cdbba7',
];
const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]];

export interface Stroke {
  readonly colour: string;
  /** Lengths of strokes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

export function strokeOf(index: number, dark: boolean): Stroke {
  const colours = dark ? DARK : LIGHT;
  const place = Math.max(0, index);
  return {
    colour: colours[place % colours.length] ?? '#888888',
    // The dash moves on with every job, so that neighbours differ in both; after 20 jobs the pairs would come again.
    dash: DASHES[(place + Math.floor(place / 20)) % DASHES.length] ?? [],
  };
}

/** Of what is drawn beside the curves. */
export const inkOf = (dark: boolean) =>
  dark
    ? { text: '#c6c6cd', grid: '#424650', threshold: '#ffffff', stop: '#ff7a7a', paper: '#161d26' }
    : { text: '#424650', grid: '#dedee3', threshold: '#0f141a', stop: '#db0000', paper: '#ffffff' };
