/** The name of an axis in the room beside it. Pure. */

const [LARGEST, SMALLEST] = [12, 9];
/** Width of a letter as a share of its height, on average. */
const LETTER = 0.54;

interface AxisLabel {
  readonly text: string;
  readonly size: number;
}

/** What recharts' Label takes to write a name along the vertical axis. */
export const besideAxis = ({ text, size }: AxisLabel, fill: string) =>
  ({
    value: text,
    angle: -90,
    position: 'insideLeft',
    style: { textAnchor: 'middle' },
    fill,
    fontSize: size,
  }) as const;

/** The text and its size in pixels so that it takes at most `room` pixels: smaller first, then cut. */
export function fittedLabel(text: string, room: number): AxisLabel {
  const fits = Math.floor(room / (LETTER * Math.max(1, text.length)));
  const size = Math.min(LARGEST, Math.max(SMALLEST, fits));
  const most = Math.floor(room / (LETTER * size));
  return { text: text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text, size };
}
