/** The name of an axis in the room beside it. Pure. */

const [LARGEST, SMALLEST] = [12, 9];
/** Width of a letter as a share of its height, on average. */
const LETTER = 0.54;

/** The text and its size in pixels so that it takes at most `room` pixels: smaller first, then cut. */
export function fittedLabel(text: string, room: number): { readonly text: string; readonly size: number } {
  const fits = Math.floor(room / (LETTER * Math.max(1, text.length)));
  const size = Math.min(LARGEST, Math.max(SMALLEST, fits));
  const most = Math.floor(room / (LETTER * size));
  return { text: text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text, size };
}
