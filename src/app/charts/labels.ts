/** Where the labels of marks go, so that none hides another. Pure. */
import type { PlotArea } from './draw.ts';

export interface Labelled {
  /** The mark in pixels. */
  readonly x: number;
  readonly y: number;
  /** From the middle of the mark to its label, in pixels. */
  readonly away: number;
  readonly text: string;
  /** Rather above than beside it. */
  readonly above?: boolean;
}

export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly textAnchor: 'start' | 'middle' | 'end';
}

const LETTER = 7;
const HEIGHT = 14;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** One place a mark, the first that is free of those around it; undefined where there is none: its value is in the table. */
export function placeLabels(marks: readonly Labelled[], area: PlotArea): (LabelPlace | undefined)[] {
  const taken: Box[] = [];
  return marks.map(({ x, y, away, text, above = false }) => {
    const width = LETTER * text.length;
    const inwards = x > area.x + area.width / 2;
    const beside = (left: boolean): LabelPlace => ({
      x: left ? x - away : x + away,
      y,
      textAnchor: left ? 'end' : 'start',
    });
    const over: LabelPlace = { x, y: y - away - 2, textAnchor: 'middle' };
    const under: LabelPlace = { x, y: y + away + 2, textAnchor: 'middle' };
    // Near an end of the axis there is room above and below only towards the middle.
    const corner = (place: LabelPlace): LabelPlace => ({
      ...place,
      x: inwards ? x + away / 2 : x - away / 2,
      textAnchor: inwards ? 'end' : 'start',
    });
    const places = above
      ? [over, corner(over), beside(inwards), under, corner(under), beside(!inwards)]
      : [beside(inwards), over, corner(over), under, corner(under), beside(!inwards)];
    for (const place of places) {
      const left =
        place.textAnchor === 'start' ? place.x : place.textAnchor === 'end' ? place.x - width : x - width / 2;
      const box = { left, right: left + width, top: place.y - HEIGHT / 2, bottom: place.y + HEIGHT / 2 };
      // Above the upper end of the axis there is still room for a line of text.
      const inside =
        box.left >= area.x &&
        box.right <= area.x + area.width + 16 &&
        box.top >= area.y - 12 &&
        box.bottom <= area.y + area.height;
      if (!inside || taken.some((each) => overlap(each, box))) continue;
      taken.push(box);
      return place;
    }
    return undefined;
  });
}
