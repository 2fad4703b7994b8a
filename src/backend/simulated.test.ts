import { describe, expect, it } from 'vitest';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';

type Definition = NonNullable<CreateHyperParameterTuningJobRequest['TrainingJobDefinition']>;

const channel = (name: string) => ({
  ChannelName: name,
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: `s3://etude-samples/simulated/caltech-256/${name}/`,
    },
  },
});

/** Twelve training jobs of 10 epochs of image classification, changed as said. */
function request(definition: Partial<Definition>): CreateHyperParameterTuningJobRequest {
  const base = xgboostRequest({ name: 'pictures', jobs: 12, parallel: 2 });
  return {
    ...base,
    HyperParameterTuningJobConfig: {
      ...base.HyperParameterTuningJobConfig,
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
      ParameterRanges: {
        ContinuousParameterRanges: [
          { Name: 'learning_rate', MinValue: '0.00001', MaxValue: '1', ScalingType: 'Logarithmic' },
        ],
      },
    },
    TrainingJobDefinition: {
      ...base.TrainingJobDefinition!,
      AlgorithmSpecification: {
        TrainingImage: '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1',
        TrainingInputMode: 'File',
      },
      StaticHyperParameters: { num_classes: '257', num_training_samples: '15420', epochs: '10' },
      InputDataConfig: [channel('train'), channel('validation')],
      ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 50 },
      ...definition,
    },
  };
}

const own = {
  AlgorithmSpecification: {
    TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/my-training:3',
    TrainingInputMode: 'File' as const,
    MetricDefinitions: [{ Name: 'validation:accuracy', Regex: 'acc=([0-9.]+)' }],
  },
};

describe('a definition on simulated data', () => {
  it('runs to its end, stops early and is listed as simulated with the reason', async () => {
    const run = await runToEnd(request({}));
    const job = await ask(run, 'DescribeHyperParameterTuningJob', {
      HyperParameterTuningJobName: 'pictures',
    });
    expect(job.HyperParameterTuningJobStatus).toBe('Completed');
    const best = Number(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value);
    expect(best).toBeGreaterThan(0.1);
    expect(best).toBeLessThan(0.505);
    expect(job.TrainingJobStatusCounters?.Stopped).toBeGreaterThan(0);
    const { Simulations } = await ask(run, 'ListSimulations', {});
    expect(Simulations).toMatchObject([
      {
        HyperParameterTuningJobName: 'pictures',
        Definitions: [{ Why: expect.stringContaining('Caltech-256') }],
      },
    ]);
  });

  it('is not said of one that really trains', async () => {
    const run = await open();
    await run.service.call('CreateHyperParameterTuningJob', xgboostRequest({ jobs: 3 }));
    expect(await ask(run, 'ListSimulations', {})).toEqual({ Simulations: [] });
    await run.service.idle();
  });
});

describe('a container that nobody here can run', () => {
  it('is refused, saying what can be done', async () => {
    const { service } = await open();
    await expect(service.call('CreateHyperParameterTuningJob', request(own))).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('ETUDE_SURROGATE'),
    });
  });

  it('plays the problem that its environment names, under its own metric names', async () => {
    const run = await runToEnd(request({ ...own, Environment: { ETUDE_SURROGATE: 'caltech-256' } }));
    const { TrainingJobSummaries: jobs } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName: 'pictures',
    });
    expect(jobs[0]?.FinalHyperParameterTuningJobObjectiveMetric?.MetricName).toBe('validation:accuracy');
    const { Simulations } = await ask(run, 'ListSimulations', {});
    expect(Simulations[0]?.Definitions[0]?.Why).toContain('container is not run here');
  });
});

describe('an algorithm that exists only in an AWS account', () => {
  const arn = 'arn:aws:sagemaker:us-east-1:123456789012:algorithm/forest-of-mine';
  const elsewhere = {
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: {
          S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: 's3://of-the-account/train/' },
        },
      },
    ],
    Environment: { ETUDE_SURROGATE: 'caltech-256' },
  };
  const resource = {
    ...elsewhere,
    AlgorithmSpecification: { AlgorithmName: 'forest-of-mine', TrainingInputMode: 'File' as const },
  };

  it.each([
    ['an algorithm resource', resource],
    [
      'one of Marketplace',
      {
        ...elsewhere,
        AlgorithmSpecification: { AlgorithmName: arn, TrainingInputMode: 'File' as const },
        EnableNetworkIsolation: true,
      },
    ],
  ])(
    '%s runs as the problem chosen, wherever its data lies, and its request stays what it is',
    async (_, changed) => {
      const asked = request(changed);
      const run = await runToEnd(asked);
      const job = await ask(run, 'DescribeHyperParameterTuningJob', {
        HyperParameterTuningJobName: 'pictures',
      });
      expect(job.HyperParameterTuningJobStatus).toBe('Completed');
      expect(job.TrainingJobDefinition).toMatchObject({
        AlgorithmSpecification: changed.AlgorithmSpecification,
        InputDataConfig: changed.InputDataConfig,
      });
      const { Simulations } = await ask(run, 'ListSimulations', {});
      expect(Simulations[0]?.Definitions[0]?.Why).toContain('algorithm resource is not run here');
    },
  );

  it('is refused without one, and Marketplace with metric definitions', async () => {
    const { service } = await open();
    const refusal = (changed: Partial<Definition>) =>
      service.call('CreateHyperParameterTuningJob', request(changed)).catch((thrown: unknown) => thrown);
    expect(await refusal({ ...resource, Environment: {} })).toMatchObject({
      message: expect.stringContaining('no training code here for an algorithm resource'),
      path: ['TrainingJobDefinition', 'AlgorithmSpecification', 'AlgorithmName'],
    });
    const given = { AlgorithmName: arn, ...own.AlgorithmSpecification, TrainingImage: undefined };
    expect(
      await refusal({ ...resource, AlgorithmSpecification: given, EnableNetworkIsolation: true }),
    ).toMatchObject({ message: expect.stringContaining("can't override the metric definitions") });
  });

  it('is tuned by hyperparameters that the problem does not know', async () => {
    const asked = request(resource);
    const run = await runToEnd({
      ...asked,
      HyperParameterTuningJobConfig: {
        ...asked.HyperParameterTuningJobConfig,
        TrainingJobEarlyStoppingType: 'Off',
        ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 2 },
        ParameterRanges: {
          CategoricalParameterRanges: [{ Name: 'colour', Values: ['red', 'green', 'blue'] }],
        },
      },
    });
    const { TrainingJobSummaries: jobs } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName: 'pictures',
    });
    const values = jobs.map((each) => each.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? 0);
    expect(values).toHaveLength(3);
    // Far more than the noise of an epoch, 0.6 % of accuracy.
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.02);
  });
});

describe("a user's own script", () => {
  const script = {
    AlgorithmSpecification: {
      ...own.AlgorithmSpecification,
      TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/etude-script:1',
    },
  };

  it('has to be named', async () => {
    const { service } = await open();
    await expect(service.call('CreateHyperParameterTuningJob', request(script))).rejects.toMatchObject({
      message: expect.stringContaining('sagemaker_program'),
    });
  });

  it('fails its training jobs with the reason where there is no sandbox', async () => {
    const run = await runToEnd(
      request({
        ...script,
        StaticHyperParameters: {
          sagemaker_program: 'train.js',
          sagemaker_submit_directory: 's3://etude-samples/scripts/keras-like',
        },
      }),
    );
    const job = await ask(run, 'DescribeHyperParameterTuningJob', {
      HyperParameterTuningJobName: 'pictures',
    });
    expect(job.HyperParameterTuningJobStatus).toBe('Failed');
    const ended = run.events.find(({ Type }) => Type === 'TrainingJobFailed');
    expect(ended?.Message).toContain('in a browser only');
  });
});

it('gives a name away once, even to two requests at the same moment', async () => {
  const { service } = await open();
  const both = await Promise.allSettled(
    [1, 2].map(() => service.call('CreateHyperParameterTuningJob', xgboostRequest({ jobs: 3 }))),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await service.idle();
});
