import { expect, test } from 'vitest';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { memoryPersistence } from './db.ts';
import { xgboostRequest } from './testing/requests.ts';

const NAME = { HyperParameterTuningJobName: 'xgboost-test' };

test('what a tuning job that has ended is made of is one text, and every answer is as it was', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 5, rounds: 4 }), { persistence });
  const saved = await persistence.load();
  expect([saved.trainingJobs.length, saved.packs.length]).toEqual([0, 1]);

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
