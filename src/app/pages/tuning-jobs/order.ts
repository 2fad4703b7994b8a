/** How each column of the list sorts. Pure. */
import type { TuningJobRow } from './row.ts';

export type Compare = (a: TuningJobRow, b: TuningJobRow) => number;

let collator: Intl.Collator | undefined;

/** What knows the order of letters takes its time to come to be: it comes when somebody sorts by a text. */
const byText =
  (value: (row: TuningJobRow) => string): Compare =>
  (a, b) => {
    collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    return collator.compare(value(a), value(b));
  };

const byNumber =
  (value: (row: TuningJobRow) => number | undefined): Compare =>
  (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === undefined || right === undefined)
      return Number(left !== undefined) - Number(right !== undefined);
    return left - right;
  };

/** By the column's id. */
export const COLUMN_ORDER: Readonly<Record<string, Compare>> = {
  name: byText(({ name }) => name),
  status: byText(({ status }) => status),
  progress: (a, b) => a.completed - b.completed || a.total - b.total,
  best: byNumber(({ best }) => best),
  strategy: byText(({ strategy }) => strategy),
  created: byNumber(({ created }) => created.getTime()),
  duration: byNumber(({ duration }) => duration),
  objective: byText(({ objective }) => objective),
  running: byNumber(({ running }) => running),
  stopped: byNumber(({ stopped }) => stopped),
  failed: byNumber(({ failed }) => failed),
  tags: byText(({ tags }) => tags.join(' ')),
};
