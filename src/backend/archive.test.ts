import { beforeAll, describe, expect, it } from 'vitest';
import { ask, open, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';

const NAME = { HyperParameterTuningJobName: 'xgboost-test' };
const exported = async (run: Run) => (await ask(run, 'ExportTuningJob', NAME)).Body;

let original: Run;
let body: string;
beforeAll(async () => {
  original = await runToEnd(xgboostRequest({ jobs: 6, rounds: 8 }));
  await ask(original, 'SetTuningJobNote', { ...NAME, Note: '# Why\n*because*' });
  body = await exported(original);
});

/** Everything that is said of the tuning job. */
async function answers(run: Run) {
  const { TrainingJobSummaries: training } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
    ...NAME,
    MaxResults: 100,
  });
  return {
    job: await ask(run, 'DescribeHyperParameterTuningJob', NAME),
    run: await ask(run, 'DescribeTuningJobRun', NAME),
    timeline: await ask(run, 'DescribeTuningJobTimeline', NAME),
    events: await ask(run, 'ListTuningJobEvents', { ...NAME, MaxResults: 1000 }),
    training: await Promise.all(
      training.map(async ({ TrainingJobName, TrainingJobArn }) => [
        await ask(run, 'DescribeTrainingJob', { TrainingJobName }),
        await ask(run, 'DescribeTrainingJobDecisions', { TrainingJobName }),
        await ask(run, 'GetTrainingJobLog', { TrainingJobName }),
        await ask(run, 'BatchGetMetrics', {
          MetricQueries: [
            {
              ResourceArn: TrainingJobArn,
              MetricName: 'validation:rmse',
              MetricStat: 'Last',
              Period: 'IterationNumber',
              XAxisType: 'IterationNumber',
            },
          ],
        }),
      ]),
    ),
  };
}

describe('an exported tuning job', () => {
  it('comes back elsewhere without loss: every answer about it is the same, and so is a second export', async () => {
    const elsewhere = await open();
    expect(await ask(elsewhere, 'ImportTuningJob', { Body: body })).toMatchObject(NAME);
    expect(await answers(elsewhere)).toEqual(await answers(original));
    expect(await exported(elsewhere)).toBe(body);
    const { TuningJobs } = await ask(elsewhere, 'ListTuningJobOverviews', {});
    expect(TuningJobs[0]).toMatchObject({ HasNote: true, ImportedTime: expect.any(Date) });
    expect((await ask(elsewhere, 'DescribeTuningJobNote', NAME)).Note).toBe('# Why\n*because*');
  });

  it('takes the models along', async () => {
    const elsewhere = await open();
    await ask(elsewhere, 'ImportTuningJob', { Body: body });
    const best = (await ask(elsewhere, 'DescribeHyperParameterTuningJob', NAME)).BestTrainingJob;
    const { ModelArtifacts } = await ask(elsewhere, 'DescribeTrainingJob', {
      TrainingJobName: best?.TrainingJobName ?? '',
    });
    const uri = { S3Uri: ModelArtifacts.S3ModelArtifacts };
    expect((await ask(elsewhere, 'GetObject', uri)).Body).toBe((await ask(original, 'GetObject', uri)).Body);
  });

  it('is not written over a tuning job of its name', async () => {
    await expect(ask(original, 'ImportTuningJob', { Body: body })).rejects.toMatchObject({
      code: 'ResourceInUse',
    });
  });

  it('can be stored beside it under another name: every answer is the same but for the names', async () => {
    const NEW = { HyperParameterTuningJobName: 'another' };
    const run = await open();
    await ask(run, 'ImportTuningJob', { Body: body });
    expect(await ask(run, 'ImportTuningJob', { Body: body, ...NEW })).toMatchObject(NEW);
    const again = (await ask(run, 'ExportTuningJob', NEW)).Body;
    expect(again).not.toContain('xgboost-test');
    expect(again.replaceAll('another', 'xgboost-test')).toBe(body);
    expect(await exported(run)).toBe(body);
    const best = async (name: typeof NEW) =>
      (await ask(run, 'DescribeHyperParameterTuningJob', name)).BestTrainingJob?.TrainingJobName ?? '';
    const { ModelArtifacts } = await ask(run, 'DescribeTrainingJob', { TrainingJobName: await best(NEW) });
    expect(ModelArtifacts.S3ModelArtifacts).toContain('/another-');
    const model = await ask(run, 'GetObject', { S3Uri: ModelArtifacts.S3ModelArtifacts });
    const before = await ask(run, 'DescribeTrainingJob', { TrainingJobName: await best(NAME) });
    expect(model.Body).toBe(
      (await ask(run, 'GetObject', { S3Uri: before.ModelArtifacts.S3ModelArtifacts })).Body,
    );
    await expect(ask(run, 'ImportTuningJob', { Body: body, ...NEW })).rejects.toMatchObject({
      code: 'ResourceInUse',
    });
  });

  it('is refused before it has ended', async () => {
    const run = await open({ pace: 'Paused' });
    await run.service.call('CreateHyperParameterTuningJob', xgboostRequest());
    await expect(exported(run)).rejects.toThrow('has not ended');
  });

  it.each([
    ['no JSON', () => 'hello', 'no exported tuning job'],
    ['another version', () => body.replace('"Version":1', '"Version":2'), 'newer version'],
    ['a member missing', () => body.replace('"seed":', '"sead":'), 'TuningJob.seed'],
    [
      'a running tuning job',
      () => body.replace('"status":"Completed","elapsed"', '"status":"InProgress","elapsed"'),
      'TuningJob.status',
    ],
    [
      'a prototype',
      () => body.replace('"TuningJob":{', '"TuningJob":{"__proto__":{"polluted":true},'),
      '__proto__',
    ],
    [
      'too deep',
      () => body.replace('"Models":', `"Deep":${'['.repeat(60)}${']'.repeat(60)},"Models":`),
      '40 levels',
    ],
    ['a stranger’s training job', () => body.replace('"index":1', '"index":7'), 'do not belong together'],
    [
      'a decision that nothing knows',
      () => body.replaceAll('"rule":"random"', '"rule":"astrology"'),
      'do not fit together',
    ],
  ])('%s is refused with the reason, and nothing is stored', async (_what, bent, reason) => {
    expect(bent()).not.toBe(body);
    const run = await open();
    await expect(ask(run, 'ImportTuningJob', { Body: bent() })).rejects.toThrow(reason);
    expect((await ask(run, 'ListTuningJobOverviews', {})).TuningJobs).toEqual([]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

it('the overview says of every tuning job what its description says', async () => {
  const run = await open();
  for (let i = 0; i < 3; i++) {
    await ask(run, 'ImportTuningJob', { Body: body.replaceAll('xgboost-test', `copy-${i}`) });
  }
  const { TuningJobs } = await ask(run, 'ListTuningJobOverviews', {});
  expect(TuningJobs).toHaveLength(3);
  for (const overview of TuningJobs) {
    const { HyperParameterTuningJobName } = overview;
    const described = await ask(run, 'DescribeHyperParameterTuningJob', { HyperParameterTuningJobName });
    const best = described.BestTrainingJob;
    expect(overview).toMatchObject({
      HyperParameterTuningJobStatus: described.HyperParameterTuningJobStatus,
      Strategy: 'Random',
      TrainingJobStatusCounters: described.TrainingJobStatusCounters,
      MaxNumberOfTrainingJobs: 6,
      Objectives: [{ Type: 'Minimize', MetricName: 'validation:rmse' }],
      Best: {
        TrainingJobName: best?.TrainingJobName,
        ...best?.FinalHyperParameterTuningJobObjectiveMetric,
      },
    });
  }
});
