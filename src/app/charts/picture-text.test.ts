import { expect, it } from 'vitest';
import { fileName, rowsOf, textLines, textWidth } from './picture-text.ts';

it('breaks a title between words, and a name that is longer than a line within it', () => {
  const lines = textLines('Learning curves of validation:auc', 120, 12);
  expect(lines.join(' ')).toBe('Learning curves of validation:auc');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of [...lines, ...textLines('x'.repeat(90), 120, 12)])
    expect(textWidth(line, 12)).toBeLessThanOrEqual(120);
  expect(textLines('x'.repeat(90), 120, 12).join('')).toBe('x'.repeat(90));
});

it('puts the key in rows', () => {
  expect(rowsOf([60, 60, 60, 200], 150, 10)).toEqual([
    { left: 0, row: 0 },
    { left: 70, row: 0 },
    { left: 0, row: 1 },
    { left: 0, row: 2 },
  ]);
});

it('names a file after the tuning job and the chart', () => {
  expect(fileName('xgboost-churn', 'Objective against eta (log)')).toBe(
    'xgboost-churn-Objective-against-eta-log',
  );
  expect(fileName('', 'Rank')).toBe('Rank');
});
