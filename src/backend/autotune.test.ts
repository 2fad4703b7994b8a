import { expect, it } from 'vitest';
import type { TuningJobRun } from '../api/local.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from '../api/tuning-job.ts';
import { bundledOnDisk } from '../node/bundled.ts';
import { memoryPersistence } from './db.ts';
import { createPool } from './pool.ts';
import { createService } from './service.ts';
import { inProcess } from './testing/in-process.ts';
import { xgboostRequest } from './testing/requests.ts';

const wall = { now: () => Date.now(), setTimeout: (run: () => void, ms: number) => setTimeout(run, ms) };

const open = () =>
  createService({
    persistence: memoryPersistence(),
    bundled: bundledOnDisk,
    pool: createPool(2, inProcess()),
    wall,
    createdAt: Date.UTC(2026, 0, 1),
    pace: 'Max',
    push: () => {},
  });

/** Two training jobs of two rounds; ranges and early stopping are left to Autotune. */
function request(
  AutoParameters: { Name: string; ValueHint: string }[],
): CreateHyperParameterTuningJobRequest {
  const whole = xgboostRequest({ name: 'auto', jobs: 2, parallel: 2, rounds: 2 });
  const { TrainingJobEarlyStoppingType: _, ...config } = whole.HyperParameterTuningJobConfig;
  return {
    ...whole,
    HyperParameterTuningJobConfig: { ...config, ParameterRanges: { AutoParameters } },
    Autotune: { Mode: 'Enabled' },
  };
}
const name = { HyperParameterTuningJobName: 'auto' };

it('what Autotune filled in is described as if it had been asked for, and runs', async () => {
  const service = await open();
  await service.call('CreateHyperParameterTuningJob', request([{ Name: 'max_depth', ValueHint: '4' }]));
  await service.idle();
  const job = (await service.call(
    'DescribeHyperParameterTuningJob',
    name,
  )) as DescribeHyperParameterTuningJobResponse;
  expect(job).toMatchObject({
    Autotune: { Mode: 'Enabled' },
    HyperParameterTuningJobStatus: 'Completed',
    HyperParameterTuningJobConfig: {
      ParameterRanges: { IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '8' }] },
      TrainingJobEarlyStoppingType: 'Auto',
      TuningJobCompletionCriteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } },
      ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 2 },
    },
    TrainingJobDefinition: { RetryStrategy: { MaximumRetryAttempts: 3 } },
  });
  expect(job.HyperParameterTuningJobConfig.ParameterRanges).not.toHaveProperty('AutoParameters');
  expect(Object.keys(job.BestTrainingJob?.TunedHyperParameters ?? {})).toEqual(['max_depth']);

  const { AutotuneChoices } = (await service.call('DescribeTuningJobRun', name)) as TuningJobRun;
  expect(AutotuneChoices?.map(({ Path, Value }) => [Path.split('.').at(-1), Value])).toEqual([
    ['max_depth', 'Integer 2–8'],
    ['TrainingJobEarlyStoppingType', 'Auto'],
    ['CompleteOnConvergence', 'Enabled'],
    ['MaximumRetryAttempts', '3'],
  ]);
});

it('a job that Autotune filled can be cloned, and the clone has nothing left to fill', async () => {
  const service = await open();
  await service.call('CreateHyperParameterTuningJob', request([{ Name: 'max_depth', ValueHint: '4' }]));
  await service.idle();
  const job = (await service.call(
    'DescribeHyperParameterTuningJob',
    name,
  )) as DescribeHyperParameterTuningJobResponse;
  const { TrainingJobDefinition: described, HyperParameterTuningJobConfig } = job;
  if (!described) throw new Error('The job has no definition');
  const { MetricDefinitions: _, ...AlgorithmSpecification } = described.AlgorithmSpecification;
  const { _tuning_objective_metric, ...StaticHyperParameters } = described.StaticHyperParameters ?? {};
  expect(_tuning_objective_metric).toBe('validation:rmse');
  await service.call('CreateHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'copy',
    HyperParameterTuningJobConfig,
    TrainingJobDefinition: { ...described, AlgorithmSpecification, StaticHyperParameters },
    Autotune: { Mode: 'Enabled' },
    WarmStartConfig: {
      WarmStartType: 'IdenticalDataAndAlgorithm',
      ParentHyperParameterTuningJobs: [name],
    },
  });
  await service.idle();
  const { AutotuneChoices } = (await service.call('DescribeTuningJobRun', {
    HyperParameterTuningJobName: 'copy',
  })) as TuningJobRun;
  expect(AutotuneChoices).toEqual([]);
});

it('a value nothing can be searched around is refused at its place', async () => {
  const service = await open();
  await expect(
    service.call('CreateHyperParameterTuningJob', request([{ Name: 'max_depth', ValueHint: 'deep' }])),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'Give max_depth a whole number as hint.',
    path: ['HyperParameterTuningJobConfig', 'ParameterRanges', 'AutoParameters', 0, 'ValueHint'],
  });
});

it('what comes out has to be a request that is taken without Autotune', async () => {
  const service = await open();
  const few = request([{ Name: 'max_depth', ValueHint: '1' }]);
  const { ResourceLimits } = few.HyperParameterTuningJobConfig;
  ResourceLimits.MaxNumberOfTrainingJobs = 3;
  await expect(service.call('CreateHyperParameterTuningJob', few)).rejects.toMatchObject({
    message: expect.stringContaining("You don't have enough combinations") as string,
  });
});
