/** Text around a chart in a picture: a file has no page to say what it shows. Pure. */

/** Width of a letter as a share of its height, on average. */
const LETTER = 0.56;

export const textWidth = (text: string, size: number): number => LETTER * size * text.length;

/** The text in lines of at most `room` pixels, broken between words and within one only where it is longer than a line. */
export function textLines(text: string, room: number, size: number): readonly string[] {
  const most = Math.max(1, Math.floor(room / (LETTER * size)));
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => word.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? []);
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Left ends and row of things of these widths, side by side in rows of at most `room` pixels. */
export function rowsOf(
  widths: readonly number[],
  room: number,
  gap: number,
): readonly { readonly left: number; readonly row: number }[] {
  let [left, row] = [0, 0];
  return widths.map((width) => {
    if (left > 0 && left + width > room) [left, row] = [0, row + 1];
    const place = { left, row };
    left += width + gap;
    return place;
  });
}

/** A file's name out of what it shows and of whom: letters and digits, joined by hyphens. */
export const fileName = (...parts: readonly string[]): string =>
  parts
    .map((part) => part.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''))
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 180);
