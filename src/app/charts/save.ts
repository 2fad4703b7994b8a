/** Charts as files: what is on screen as SVG or PNG, the numbers behind it as CSV. */
import type { Picture } from './picture.ts';
import type { Row } from './series.ts';

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** One line a row, a column for each name; a cell with a comma, quote or line break is quoted (RFC 4180). */
export function toCsv(
  columns: readonly { readonly id: string; readonly label: string }[],
  rows: readonly Readonly<Record<string, number | string | undefined>>[],
): string {
  const cell = (value: number | string | undefined) => {
    const text = String(value ?? '');
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map(({ id }) => cell(row[id])).join(','));
  return `${[columns.map(({ label }) => cell(label)).join(','), ...lines].join('\r\n')}\r\n`;
}

/** The CSV of curves by a common x. */
export const curvesCsv = (
  xLabel: string,
  curves: readonly { readonly id: string; readonly label: string }[],
  rows: readonly Row[],
): string => toCsv([{ id: 'x', label: xLabel }, ...curves.map(({ id, label }) => ({ id, label }))], rows);

/** The picture in pixels, twice as many as on screen. */
export async function toPng({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))));
  });
}
