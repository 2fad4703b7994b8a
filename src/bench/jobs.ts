import type { Page } from '@playwright/test';
import type { Input } from '../api/operations.ts';
import { ask } from './ask.ts';

/** Tuning jobs that benches run: simulated learning curves of five metrics, so that the time is the console's. */
const METRICS = ['validation:accuracy', 'validation:loss', 'train:accuracy', 'train:loss', 'validation:top5'];

const channel = (ChannelName: string) => ({
  ChannelName,
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: `s3://etude-samples/churn/${ChannelName}/`,
      S3DataDistributionType: 'FullyReplicated' as const,
    },
  },
  ContentType: 'text/csv',
});

/** Random search over `jobs` training jobs of `epochs` each, ten at a time. */
export const requestOf = (
  name: string,
  jobs: number,
  epochs: number,
  seed = 1,
): Input<'CreateHyperParameterTuningJob'> => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
    ResourceLimits: { MaxNumberOfTrainingJobs: jobs, MaxParallelTrainingJobs: 10 },
    ParameterRanges: {
      ContinuousParameterRanges: [
        { Name: 'learning_rate', MinValue: '0.00001', MaxValue: '1', ScalingType: 'Logarithmic' },
      ],
      IntegerParameterRanges: [{ Name: 'mini_batch_size', MinValue: '16', MaxValue: '64' }],
    },
    TrainingJobEarlyStoppingType: 'Off',
    RandomSeed: seed,
  },
  TrainingJobDefinition: {
    StaticHyperParameters: { epochs: String(epochs), optimizer: 'adam' },
    AlgorithmSpecification: {
      TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/bench:1',
      TrainingInputMode: 'File',
      MetricDefinitions: METRICS.map((Name) => ({ Name, Regex: `${Name}=([0-9.]+)` })),
    },
    Environment: { ETUDE_SURROGATE: 'caltech-256' },
    RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 864_000 },
  },
});

/** Epoch reports that the service has handled for a tuning job. */
export async function epochsOf(page: Page, name: string): Promise<number> {
  const { Total } = (await ask(page, 'ListTuningJobEvents', {
    HyperParameterTuningJobName: name,
    Types: ['Epoch'],
    MaxResults: 1,
  })) as { Total: number };
  return Total;
}

export const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
export const ms = (value: number) => `${value.toFixed(0)} ms`;
export const say = (line: string) => process.stdout.write(`${line}\n`);
