/** Charts as files: what is on screen as SVG or PNG, the numbers behind it as CSV. */
import type { Row } from './series.ts';

const SVG = 'http://www.w3.org/2000/svg';

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

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * The chart inside an element as one SVG document: recharts' own drawing over what lies on the canvas under it. What
 * comes from style sheets is written down, because a file has none.
 */
export function pictureOf(element: Element, background: string): Picture | undefined {
  const drawn = element.querySelector<SVGSVGElement>('svg.recharts-surface');
  if (!drawn) return undefined;
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', SVG);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', 'Open Sans, sans-serif');
  const paper = document.createElementNS(SVG, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', background);
  const under: Element[] = [paper];
  const canvas = element.querySelector('canvas');
  if (canvas && canvas.width > 0) {
    const image = document.createElementNS(SVG, 'image');
    image.setAttribute('href', canvas.toDataURL('image/png'));
    image.setAttribute('width', String(canvas.clientWidth));
    image.setAttribute('height', String(canvas.clientHeight));
    under.push(image);
  }
  copy.prepend(...under);
  return { svg: new XMLSerializer().serializeToString(copy), width, height };
}

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
