import { expect, test } from 'vitest';
import { ask, open, runToEnd } from '../../node/testing/run.ts';
import { memoryPersistence } from '../db.ts';
import { picturesRequest } from '../testing/pictures.ts';
import { xgboostRequest } from '../testing/requests.ts';

test('the catalogue names every instance type, with the price of its date', async () => {
  const list = await ask(await open(), 'ListInstanceTypes', {});
  expect(list.InstanceTypes).toHaveLength(151);
  expect(list.InstanceTypes.find(({ InstanceType }) => InstanceType === 'ml.m5.xlarge')).toEqual({
    InstanceType: 'ml.m5.xlarge',
    VCpus: 4,
    MemoryGiB: 16,
    ListPricePerHour: 0.23,
    ListAsOf: 'January 2025',
    ListSource: 'an AWS sample',
  });
  expect(list.SpotPriceShare).toBe(0.3);
});

test('a price of the user counts everywhere, outlives the service, and can be taken back', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 2, parallel: 2, earlyStopping: 'Off' }), { persistence });
  const [first] = (
    await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName: 'xgboost-test',
    })
  ).TrainingJobSummaries;
  const TrainingJobName = first?.TrainingJobName ?? '';
  const before = await ask(run, 'DescribeTrainingJobCost', { TrainingJobName });
  expect(before.Cost).toBeCloseTo((before.TrainingTimeInSeconds / 3600) * 0.23, 12);
  const jobCost = async () =>
    (await ask(run, 'DescribeTuningJobRun', { HyperParameterTuningJobName: 'xgboost-test' })).Cost?.Spent ??
    0;
  const jobBefore = await jobCost();

  await ask(run, 'SetPrices', { PerHour: [{ InstanceType: 'ml.m5.xlarge', Price: 0.46 }] });
  expect(await jobCost()).toBeCloseTo(2 * jobBefore, 12);
  expect(before.Prices.PerHour).toEqual([
    { InstanceType: 'ml.m5.xlarge', Price: 0.23, AsOf: 'January 2025' },
  ]);
  const { Prices } = await ask(run, 'DescribeTuningJobRun', { HyperParameterTuningJobName: 'xgboost-test' });
  expect(Prices.PerHour).toEqual([{ InstanceType: 'ml.m5.xlarge', Price: 0.46 }]);
  const again = await open({ persistence });
  expect((await ask(again, 'DescribeTrainingJobCost', { TrainingJobName })).Cost).toBeCloseTo(
    2 * (before.Cost ?? 0),
    12,
  );
  await ask(run, 'SetPrices', { PerHour: [{ InstanceType: 'ml.m5.xlarge', Price: null }] });
  expect(await jobCost()).toBeCloseTo(jobBefore, 12);
});

test('spot capacity costs its share, and the saving is what is not paid of the training time', async () => {
  const run = await runToEnd(
    picturesRequest(
      {
        EnableManagedSpotTraining: true,
        StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 3600 },
      },
      { earlyStopping: 'Off', jobs: 3 },
    ),
  );
  await ask(run, 'SetPrices', { SpotPriceShare: 0.2 });
  const { TrainingJobSummaries } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'pictures',
  });
  const costs = await Promise.all(
    TrainingJobSummaries.map(({ TrainingJobName }) =>
      ask(run, 'DescribeTrainingJobCost', { TrainingJobName }),
    ),
  );
  let sum = 0;
  for (const { TrainingTimeInSeconds, BillableTimeInSeconds, Cost, Prices, Spot } of costs) {
    expect(BillableTimeInSeconds).toBeCloseTo(0.2 * TrainingTimeInSeconds, 9);
    expect(Spot?.SavingPercent).toBeCloseTo(80, 9);
    expect(Cost).toBeCloseTo(((Prices.PerHour[0]?.Price ?? 0) * BillableTimeInSeconds) / 3600, 12);
    sum += Cost ?? 0;
  }
  const { Cost } = await ask(run, 'DescribeTuningJobRun', { HyperParameterTuningJobName: 'pictures' });
  expect(Cost?.Spent).toBeCloseTo(sum, 9);
});

test('prices that cannot be are refused', async () => {
  const run = await open();
  for (const input of [
    { PerHour: [{ InstanceType: 'ml.m5.xlarge' as const, Price: -1 }] },
    { SpotPriceShare: 0 },
    { SpotPriceShare: 1.5 },
  ])
    await expect(ask(run, 'SetPrices', input)).rejects.toMatchObject({ code: 'ValidationException' });
});
