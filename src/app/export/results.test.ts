import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { exampleRequest } from '../../api/testing/example-request.ts';
import type { TrainingJobSummary, TuningJob } from '../jobs.ts';
import { csv } from './csv.ts';
import { report, STYLE, STYLE_HASH } from './report.ts';
import { svgChart, ticks } from './report-charts.ts';
import { readCurves } from './read-curves.ts';
import { curvesCsv, trainingJobsCsv } from './results-csv.ts';

const training = (name: string, change: Partial<TrainingJobSummary> = {}): TrainingJobSummary => ({
  TrainingJobName: name,
  TrainingJobArn: `arn:aws:sagemaker:us-east-1:123456789012:training-job/${name}`,
  CreationTime: new Date(0),
  TrainingJobStatus: 'Completed',
  TunedHyperParameters: {},
  ...change,
});

test('a spreadsheet computes nothing, and a number stays a number', () => {
  expect(
    csv(
      ['a', 'b,"c'],
      [
        ['=1+1', -1.5],
        ['@x', '-1e-5'],
        [undefined, 'line\nbreak'],
        ['-cmd', '+'],
      ],
    ),
  ).toBe(`a,"b,""c"\r\n'=1+1,-1.5\r\n'@x,-1e-5\r\n,"line\nbreak"\r\n'-cmd,'+\r\n`);
});

test('training jobs have the columns of the SDK’s analytics', () => {
  const text = trainingJobsCsv([
    training('churn-001-0000000a', {
      TunedHyperParameters: { eta: '0.1', booster: '"dart"' },
      TrainingStartTime: new Date(1000),
      TrainingEndTime: new Date(61_500),
      FinalHyperParameterTuningJobObjectiveMetric: { MetricName: 'validation:auc', Value: 0.9 },
    }),
    training('churn-002-0000000b', { TrainingJobStatus: 'Failed', TunedHyperParameters: { max_depth: '3' } }),
  ]);
  expect(text.split('\r\n')).toEqual([
    'eta,booster,max_depth,TrainingJobName,TrainingJobStatus,FinalObjectiveValue,TrainingStartTime,TrainingEndTime,TrainingElapsedTimeSeconds',
    '0.1,dart,,churn-001-0000000a,Completed,0.9,1970-01-01T00:00:01.000Z,1970-01-01T00:01:01.500Z,60.5',
    ',,3,churn-002-0000000b,Failed,,,,',
    '',
  ]);
  expect(trainingJobsCsv([training('a', { TrainingJobDefinitionName: 'd1' })])).toContain(
    'TrainingElapsedTimeSeconds,TrainingJobDefinitionName\r\n',
  );
});

const job: TuningJob = {
  ...exampleRequest({ HyperParameterTuningJobName: 'churn' }),
  HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/churn',
  HyperParameterTuningJobStatus: 'Completed',
  CreationTime: new Date(0),
  TrainingJobStatusCounters: {},
  ObjectiveStatusCounters: {},
};

test('a curve longer than one answer is read in parts, whole', async () => {
  const asked: [number | undefined, number | undefined][] = [];
  const call = async (operation: string, input: { MetricQueries?: { Start?: number; End?: number }[] }) => {
    if (operation === 'DescribeTuningJobTimeline')
      return { TrainingJobs: [{ TrainingJobName: 'churn-001-0000000a', Epochs: 2500 }] };
    return {
      MetricQueryResults: (input.MetricQueries ?? []).map(({ Start = 1, End = 0 }) => {
        asked.push([Start, End]);
        const xs = Array.from({ length: Math.min(End, 2500) - Start + 1 }, (_, i) => Start + i);
        return { Status: 'Complete', XAxisValues: xs, MetricValues: xs };
      }),
    };
  };
  const curves = await readCurves(call as never, job, [training('churn-001-0000000a')], ['validation:auc']);
  expect(asked).toEqual([
    [1, 1000],
    [1001, 2000],
    [2001, 3000],
  ]);
  expect(curves).toHaveLength(1);
  expect(curves[0]?.points.map(({ x }) => x)).toEqual(Array.from({ length: 2500 }, (_, i) => i + 1));
  expect(curvesCsv(curves).split('\r\n')[2500]).toBe('churn-001-0000000a,validation:auc,2500,2500');
});

test('the report escapes what users wrote, and its policy lets nothing in but its own style', () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
  const html = report({
    job: { ...job, FailureReason: attack },
    run: undefined,
    trainingJobs: [
      training('churn-001-0000000a', {
        TunedHyperParameters: { [attack]: attack },
        FinalHyperParameterTuningJobObjectiveMetric: { MetricName: 'validation:auc', Value: 0.9 },
      }),
    ],
    curves: [
      {
        trainingJob: attack,
        metric: 'validation:auc',
        points: [
          { x: 1, y: 1 },
          { x: 2, y: 3 },
        ],
      },
    ],
    note: attack,
    simulated: [attack],
    written: '21 Nov 2026',
  });
  expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>[^&]/);
  expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(4);
  expect(html).not.toMatch(/<[^>]*\b(src|href)=|url\(|@import/);
  expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);
  expect(html).toContain(`default-src 'none'; style-src '${STYLE_HASH}'`);
  expect(html.match(/<svg/g)).toHaveLength(2);
});

test('ticks are round numbers within the range, and a chart of one value still has a place for it', () => {
  expect(ticks([0, 1])).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
  expect(ticks([-3, 12])).toEqual([0, 5, 10]);
  const one = svgChart({
    lines: [],
    dots: [{ x: 1, y: 1, title: 'a' }],
    x: 'x',
    y: 'y',
    summary: 's',
  });
  expect(one).not.toContain('NaN');
  expect(svgChart({ lines: [], x: 'x', y: 'y', summary: 's' })).toBe('');
});
