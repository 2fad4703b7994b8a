import { expect, it } from 'vitest';
import { beyondWords, isWithin } from '../../../charts/marks.ts';
import { bandAxisOf, valueAxisOf } from './picture.ts';

it('reaches over the band and over every training job', () => {
  // What a model believes is narrower than what training jobs came to.
  const axis = bandAxisOf('last accuracy', [0.574, 0.9, 0.91, 0.92], [0.71, 0.93]);
  for (const value of [0.574, 0.71, 0.93]) {
    expect(axis.place(value)).toBeGreaterThanOrEqual(0);
    expect(axis.place(value)).toBeLessThanOrEqual(1);
  }
});

it('is not flattened by a band that knows nothing', () => {
  const axis = bandAxisOf('last auc', [0.75, 0.8, 0.9], [-1862, 0.4, 0.91, 0.93]);
  expect(axis.place(0.9) - axis.place(0.75)).toBeGreaterThan(0.25);
  expect(axis.place(-1862)).toBeLessThan(0);
});

it('moves no value to another: what diverged lies beyond the axis and is counted', () => {
  const values = [...Array.from({ length: 60 }, (_, i) => 0.8 + i / 1000), 1e6];
  const axis = valueAxisOf('last loss', values);
  const marks = values.map((value) => ({ u: 0.5, v: axis.place(value) }));
  expect(marks.filter((mark) => !isWithin(mark))).toHaveLength(1);
  expect(beyondWords(marks)).toBe(
    ' 1 training job lies beyond the axes: drawn hollow at the edge; the table has the values.',
  );
  expect(beyondWords(marks.slice(0, 60))).toBe('');
});
