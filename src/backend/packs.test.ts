import { expect, test } from 'vitest';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { memoryPersistence } from './db.ts';
import { xgboostRequest } from './testing/requests.ts';

const NAME = { HyperParameterTuningJobName: 'xgboost-test' };

test('what a tuning job that has ended is made of is one text, and every answer is as it was', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 5, rounds: 4 }), { persistence });
  const saved = await persistence.load();
  expect([saved.trainingJobs.length, saved.summaries.length]).toEqual([0, 1]);

  const again = await open({ persistence });
  const all = { ...NAME, MaxResults: 100 };
  const answer = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', all);
  const [first] = answer.TrainingJobSummaries;
  if (!first) throw new Error('No training job.');
  const described = { TrainingJobName: first.TrainingJobName };
  // Asked for by its own name before anything else.
  expect(await ask(again, 'DescribeTrainingJob', described)).toEqual(
    await ask(run, 'DescribeTrainingJob', described),
  );
  expect(await ask(again, 'ListTrainingJobsForHyperParameterTuningJob', all)).toEqual(answer);
  expect(await ask(again, 'ListTuningJobOverviews', {})).toEqual(
    await ask(run, 'ListTuningJobOverviews', {}),
  );
});

test('lists of tuning jobs that have ended read no training jobs and say the same', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 5, rounds: 4 }), { persistence });
  const again = await open({
    persistence: {
      ...persistence,
      pack: () => {
        throw new Error('A list read training jobs.');
      },
    },
  });
  const lists = [
    ['ListTuningJobOverviews', {}],
    ['ListHyperParameterTuningJobs', {}],
    ['ListSimulations', {}],
    ['ListWarmStartParents', { Request: {}, WarmStartType: 'TransferLearning' }],
  ] as const;
  for (const [operation, input] of lists)
    expect(await ask(again, operation, input)).toEqual(await ask(run, operation, input));
});

test('whatever is asked for first, what it needs is read', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 5, rounds: 4 }), { persistence });
  const { TrainingJobSummaries } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', NAME);
  const [{ TrainingJobName, TrainingJobArn } = { TrainingJobName: '', TrainingJobArn: '' }] =
    TrainingJobSummaries;
  const S3Uri = 's3://etude-output/tests/';
  const metric = {
    MetricName: 'validation:rmse',
    ResourceArn: TrainingJobArn,
    MetricStat: 'Last',
    Period: 'IterationNumber',
    XAxisType: 'IterationNumber',
  } as const;
  const subject = { ...NAME, Definition: 0, Value: 'Last' } as const;
  const questions = [
    ['DescribeHyperParameterTuningJob', NAME],
    ['ListTrainingJobsForHyperParameterTuningJob', NAME],
    ['DescribeTrainingJob', { TrainingJobName }],
    ['DescribeTrainingJobDecisions', { TrainingJobName }],
    ['DescribeTrainingJobCost', { TrainingJobName }],
    ['ListTrainingJobOutputs', { TrainingJobName }],
    ['GetTrainingJobLog', { TrainingJobName }],
    ['DescribeRunningAverages', { TrainingJobName, Epoch: 2 }],
    ['BatchGetMetrics', { MetricQueries: [metric] }],
    ['ListTags', { ResourceArn: TrainingJobArn }],
    ['DescribeTuningJobRun', NAME],
    ['DescribeTuningJobTimeline', NAME],
    ['DescribeTuningJobAnalysis', NAME],
    ['DescribeHyperparameterImportance', subject],
    ['ReplayStoppingRules', { ...NAME, Patience: 3 }],
    ['DescribeRehearsalProblem', NAME],
    ['ListObjects', { S3Uri }],
    ['GetObject', { S3Uri: `${S3Uri}${TrainingJobName}/output/history.csv` }],
  ] as const;
  for (const [operation, input] of questions)
    expect(await (await open({ persistence })).service.call(operation, input), operation).toEqual(
      await run.service.call(operation, input),
    );
  const { Body } = await ask(await open({ persistence }), 'ExportTuningJob', NAME);
  expect((JSON.parse(Body) as { TrainingJobs: object[] }).TrainingJobs).toHaveLength(5);
});

test('a tag given to a training job later is there after another start', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 3, rounds: 2 }), { persistence });
  const [first] = (await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', NAME)).TrainingJobSummaries;
  const ResourceArn = first?.TrainingJobArn ?? '';
  const later = await open({ persistence });
  await ask(later, 'AddTags', { ResourceArn, Tags: [{ Key: 'late', Value: 'yes' }] });
  const { Tags } = await ask(await open({ persistence }), 'ListTags', { ResourceArn });
  expect(Tags).toContainEqual({ Key: 'late', Value: 'yes' });
  expect((await persistence.load()).trainingJobs).toEqual([]);
});

test('a tuning job of the name of a deleted one has its own training jobs alone', async () => {
  const persistence = memoryPersistence();
  await runToEnd(xgboostRequest({ jobs: 6, rounds: 2 }), { persistence });
  const second = await open({ persistence });
  await ask(second, 'DeleteHyperParameterTuningJob', NAME);
  const third = await open({ persistence });
  await third.service.call('CreateHyperParameterTuningJob', xgboostRequest({ jobs: 4, rounds: 2 }));
  await third.service.idle();
  const { TrainingJobSummaries } = await ask(
    await open({ persistence }),
    'ListTrainingJobsForHyperParameterTuningJob',
    NAME,
  );
  expect(TrainingJobSummaries).toHaveLength(4);
});
