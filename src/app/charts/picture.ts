/** A chart as one SVG document that can be read by itself: title, subject, the chart, and the key to it. */
import { inkOf } from './palette.ts';
import { rowsOf, textLines, textWidth } from './picture-text.ts';

const SVG = 'http://www.w3.org/2000/svg';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export interface PictureWords {
  readonly title: string;
  /** The tuning job, or several. */
  readonly subject: string;
  readonly dark: boolean;
}

const [TITLE, SUBJECT, KEY] = [16, 12, 12];
const [MARGIN, GAP, ROW] = [12, 16, 20];

function draw(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** The chart's own drawing, with what lies on the canvas under it as a picture. */
function chartOf(element: Element) {
  const drawn = element.querySelector<SVGSVGElement>('svg.recharts-surface');
  if (!drawn) return undefined;
  const { width, height } = drawn.getBoundingClientRect();
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const canvas = element.querySelector('canvas');
  if (canvas && canvas.width > 0) {
    copy.prepend(
      draw('image', {
        href: canvas.toDataURL('image/png'),
        width: canvas.clientWidth,
        height: canvas.clientHeight,
      }),
    );
  }
  return { copy, width, height };
}

type Part = { readonly width: number; readonly draw: (left: number, middle: number) => SVGElement };

/** An entry of the key as the page has it: swatches and words in their order. */
function partsOf(entry: Element, colour: string): readonly Part[] {
  return [...entry.childNodes].flatMap((node): readonly Part[] => {
    if (node instanceof SVGSVGElement) {
      const { width, height } = node.getBoundingClientRect();
      return [
        {
          width,
          draw: (left, middle) => {
            const copy = node.cloneNode(true) as SVGSVGElement;
            for (const [key, value] of Object.entries({ x: left, y: middle - height / 2, width, height }))
              copy.setAttribute(key, String(value));
            return copy;
          },
        },
      ];
    }
    // Words around a swatch are in their order; words alone are one text, however the page has put them together.
    if (node instanceof Element && node.querySelector('svg')) return partsOf(node, colour);
    const text = node.textContent?.trim() ?? '';
    if (text === '') return [];
    return [
      {
        width: textWidth(text, KEY),
        draw: (x, middle) => draw('text', { x, y: middle + 4, 'font-size': KEY, fill: colour }, text),
      },
    ];
  });
}

/**
 * The chart inside an element, and around it what the page around it says. What comes from style sheets is written down,
 * because a file has none. Undefined where there is no chart. What is marked `data-key` is the key.
 */
export function pictureOf(element: Element, { title, subject, dark }: PictureWords): Picture | undefined {
  const chart = chartOf(element);
  if (!chart) return undefined;
  const ink = inkOf(dark);
  const width = Math.max(chart.width, 320);
  const room = width - 2 * MARGIN;
  const parts: SVGElement[] = [];
  let y = MARGIN;
  const write = (text: string, size: number, weight: number) => {
    for (const line of textLines(text, room, size)) {
      y += size + 4;
      parts.push(
        draw('text', { x: MARGIN, y, 'font-size': size, 'font-weight': weight, fill: ink.text }, line),
      );
    }
  };
  write(title, TITLE, 700);
  write(subject, SUBJECT, 400);
  y += 8;
  chart.copy.setAttribute('y', String(y));
  parts.push(chart.copy);
  y += chart.height + 8;

  const widthOf = (entry: readonly Part[]) => entry.reduce((sum, part) => sum + part.width + 6, 0);
  const entries = [...element.querySelectorAll('[data-key]')]
    .map((entry) => partsOf(entry, ink.text))
    // What is longer than a row goes on in the next.
    .flatMap((entry) => (widthOf(entry) > room ? entry.map((part) => [part]) : [entry]));
  const widths = entries.map(widthOf);
  const places = rowsOf(widths, room, GAP);
  for (const [i, entry] of entries.entries()) {
    const { left = 0, row = 0 } = places[i] ?? {};
    let x = MARGIN + left;
    for (const part of entry) {
      parts.push(part.draw(x, y + ROW * (row + 0.5)));
      x += part.width + 6;
    }
  }
  const rows = entries.length === 0 ? 0 : 1 + (places.at(-1)?.row ?? 0);
  const height = y + rows * ROW + MARGIN;

  const whole = draw('svg', { width, height, 'font-family': 'Open Sans, sans-serif', color: ink.text });
  whole.append(draw('rect', { width: '100%', height: '100%', fill: ink.paper }), ...parts);
  return { svg: new XMLSerializer().serializeToString(whole), width, height };
}
