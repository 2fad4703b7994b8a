import { expect, it } from 'vitest';
import { Points } from '../../../lib/points.ts';
import type { TrainingJobSummary } from '../../jobs.ts';
import { metricGroups } from '../../objectives.ts';
import { curveMarks } from './curve-marks.ts';
import { chosenCurves, describeCurves, tableColumns } from './curve-shapes.ts';

const nameOf = (index: number) => `churn-${String(index + 1).padStart(3, '0')}-0123abcd`;
const curve = (index: number, ...ys: number[]) => ({
  id: nameOf(index),
  label: nameOf(index),
  index,
  points: Points.from(
    ys.map((_, i) => i + 1),
    ys,
  ),
});
const job = (index: number, definition: string): TrainingJobSummary => ({
  TrainingJobName: nameOf(index),
  TrainingJobArn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${nameOf(index)}`,
  TrainingJobDefinitionName: definition,
  TrainingJobStatus: 'Completed',
  CreationTime: new Date(0),
  TunedHyperParameters: {},
});
const auc = { metric: 'validation:auc', direction: 'Maximize', of: 'xgb' } as const;
const roc = { metric: 'validation:roc_auc_score', direction: 'Maximize', of: 'linear' } as const;
const loss = { metric: 'val_loss', direction: 'Minimize', of: 'net' } as const;
const plain = { x: 'epoch', smoothing: 0, times: new Map() } as const;

const curves = [curve(0, 0.5, 0.8, 0.7), curve(1, 0.9, 0.95)];
const jobs = [job(0, 'xgb'), job(1, 'linear')];

it('names the best of each metric and none across them', () => {
  expect(describeCurves(curves, jobs, metricGroups([auc, roc]))).toBe(
    '2 training jobs; the highest validation:auc is 0.8, training job 001 at epoch 2; the highest validation:roc_auc_score is 0.95, training job 002 at epoch 2. These are different metrics: there is no best across them.',
  );
  const mixed = describeCurves(curves, [job(0, 'xgb'), job(1, 'net')], metricGroups([auc, loss]));
  expect(mixed).toContain('the lowest val_loss is 0.9, training job 002 at epoch 1');
  expect(mixed).toContain('when lower: there is no best across them.');
  expect(describeCurves(curves, jobs, metricGroups([auc]))).toBe(
    '2 training jobs; the highest validation:auc is 0.95, training job 002 at epoch 2.',
  );
});

it('says of a best that a logarithmic axis cannot show it', () => {
  const groups = metricGroups([{ ...loss, of: 'xgb' }]);
  const below = [curve(0, 0.3, -0.68)];
  expect(describeCurves(below, jobs, groups, true)).toContain(
    '−0.68 (0 or less: not on a logarithmic axis), training job 001',
  );
  expect(describeCurves(below, jobs, groups)).not.toContain('logarithmic');
});

it('takes the best by each one’s own metric and direction', () => {
  const many = Array.from({ length: 24 }, (_, i) => curve(i, i / 100));
  const groups = metricGroups([auc, loss]);
  const top = chosenCurves(
    many,
    many.map(({ index }) => job(index, index % 2 === 0 ? 'xgb' : 'net')),
    'top',
    { selected: [], groups },
  );
  expect(top.filter(({ index }) => index % 2 === 0).map(({ index }) => index)).toEqual([
    4, 6, 8, 10, 12, 14, 16, 18, 20, 22,
  ]);
  expect(top.filter(({ index }) => index % 2 === 1).map(({ index }) => index)).toEqual([
    1, 3, 5, 7, 9, 11, 13, 15, 17, 19,
  ]);
});

it('counts no value of a training job that failed among the best', () => {
  const failed = { ...job(1, 'xgb'), TrainingJobStatus: 'Failed' as const };
  const groups = metricGroups([auc]);
  const both = [job(0, 'xgb'), failed];
  const top = chosenCurves(curves, both, 'top', { selected: [], groups });
  expect(top.map(({ index }) => index)).toEqual([0]);
  expect(describeCurves(curves, both, groups)).toContain('is 0.8, training job 001 at epoch 2');
  expect(chosenCurves(curves, both, 'all', { selected: [], groups })).toHaveLength(2);
});

it('has what was reported beside what is drawn smoothed, each under its name', () => {
  const [reported, drawn] = tableColumns([curve(0, 1, 3)], jobs, metricGroups([auc]), {
    ...plain,
    smoothing: 0.6,
  });
  expect(reported?.label).toBe('001');
  expect([...(reported?.points.ys ?? [])]).toEqual([1, 3]);
  expect(drawn?.label).toBe('001 smoothed 0.6');
  expect(drawn?.points.y(1)).toBeCloseTo((0.6 * 1 + 3) / 1.6, 12);
  expect(tableColumns(curves, jobs, metricGroups([auc, roc]), plain).map(({ label }) => label)).toEqual([
    '001 validation:auc',
    '002 validation:roc_auc_score',
  ]);
});

it('marks best and last of all that stand out, and of the best where none does', () => {
  const groups = metricGroups([auc]);
  const stop = { x: 3, y: 0.7, kind: 'stop', label: 'Stopped' } as const;
  const labels = (standing: readonly string[], smoothing = 0) =>
    curveMarks(curves, jobs, groups, {
      standing,
      shaping: { ...plain, smoothing },
      stop: standing.at(-1) === nameOf(0) ? stop : undefined,
    }).map(({ label }) => label);
  expect(labels([])).toEqual(['002 best and last 0.95']);
  expect(labels([nameOf(0)])).toEqual(['Best 0.8', 'Stopped, last 0.7']);
  expect(labels([nameOf(1), nameOf(0)])).toEqual([
    '001 best 0.8',
    '001 stopped, last 0.7',
    '002 best and last 0.95',
  ]);
  // Smoothing changes the curves, not what was reported.
  expect(labels([nameOf(0)], 0.9)).toEqual(['Best 0.8', 'Stopped, last 0.7']);
});
