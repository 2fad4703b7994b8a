import { expect, it } from 'vitest';
import { fittedLabel } from './axis-label.ts';

it('writes the name of an axis smaller before it is cut', () => {
  expect(fittedLabel('validation:auc', 300)).toEqual({ text: 'validation:auc', size: 12 });
  const long = 'objective metric: validation:auc (xgb), validation:roc_auc_score (li)';
  expect(fittedLabel(long, 360)).toEqual({ text: long, size: 9 });
  const cut = fittedLabel(long, 120).text;
  expect(cut).toMatch(/^objective.*…$/);
  expect(cut.length * 9 * 0.54).toBeLessThanOrEqual(120);
});
