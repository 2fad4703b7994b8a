import { expect, it } from 'vitest';
import { acrossText, groupOf, metricGroups, metricsText } from './objectives.ts';

const auc = { metric: 'validation:auc', direction: 'Maximize', of: 'xgb' } as const;
const roc = { metric: 'validation:roc_auc_score', direction: 'Maximize', of: 'linear' } as const;
const loss = { metric: 'val_loss', direction: 'Minimize', of: 'net' } as const;

it('names every definition’s own metric', () => {
  expect(metricsText(metricGroups([auc, { ...auc, of: 'deep' }]))).toBe('validation:auc');
  expect(metricsText(metricGroups([auc, roc]))).toBe(
    'objective metric: validation:auc (xgb), validation:roc_auc_score (linear)',
  );
  expect(metricsText([])).toBe('objective metric');
});

it('calls nothing the best across metrics, and says why', () => {
  expect(acrossText(metricGroups([auc]))).toBe('');
  expect(acrossText(metricGroups([auc, roc]))).toContain('different metrics');
  expect(acrossText(metricGroups([auc, loss, roc]))).toBe(
    'validation:auc and validation:roc_auc_score are better when higher, val_loss when lower: there is no best across them.',
  );
});

it('finds the metric of a definition', () => {
  const groups = metricGroups([auc, loss]);
  expect(groupOf(groups, 'net')?.metric).toBe('val_loss');
  expect(groupOf(groups, undefined)).toBeUndefined();
  expect(groupOf(metricGroups([auc]), undefined)?.metric).toBe('validation:auc');
});
