/** A small valid request and ways to bend it, for tests that show one rule at a time. */
import type { HyperParameterTrainingJobDefinition } from '../definition.ts';
import type { CreateHyperParameterTuningJobRequest, HyperParameterTuningJobConfig } from '../tuning-job.ts';

export const exampleDefinition = (
  change: Partial<HyperParameterTrainingJobDefinition> = {},
): HyperParameterTrainingJobDefinition => ({
  StaticHyperParameters: { objective: 'binary:logistic', num_round: '20' },
  AlgorithmSpecification: {
    TrainingImage: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
    TrainingInputMode: 'File',
  },
  RoleArn: 'arn:aws:iam::123456789012:role/tuning',
  InputDataConfig: [
    {
      ChannelName: 'train',
      DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://etude-samples/churn/train/' } },
    },
  ],
  OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
  ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  ...change,
});

/** The single form: strategy Random, 12 training jobs, 3 in parallel, eta and max_depth tuned. */
export const exampleRequest = (
  change: Partial<CreateHyperParameterTuningJobRequest> = {},
  config: Partial<HyperParameterTuningJobConfig> = {},
): CreateHyperParameterTuningJobRequest => ({
  HyperParameterTuningJobName: 'churn',
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
    ResourceLimits: { MaxNumberOfTrainingJobs: 12, MaxParallelTrainingJobs: 3 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.01', MaxValue: '0.5' }],
      IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '8' }],
    },
    ...config,
  },
  TrainingJobDefinition: exampleDefinition(),
  ...change,
});

/** The list form with a definition for each of these, named `d1`, `d2`, … unless they say otherwise. */
export function exampleListRequest(
  definitions: readonly Partial<HyperParameterTrainingJobDefinition>[],
  change: Partial<CreateHyperParameterTuningJobRequest> = {},
  config: Partial<HyperParameterTuningJobConfig> = {},
): CreateHyperParameterTuningJobRequest {
  const { HyperParameterTuningJobObjective, ParameterRanges, ...rest } =
    exampleRequest().HyperParameterTuningJobConfig;
  return {
    HyperParameterTuningJobName: 'churn',
    HyperParameterTuningJobConfig: { ...rest, ...config },
    TrainingJobDefinitions: definitions.map((definition, i) =>
      exampleDefinition({
        DefinitionName: `d${i + 1}`,
        ...(HyperParameterTuningJobObjective ? { TuningObjective: HyperParameterTuningJobObjective } : {}),
        ...(ParameterRanges ? { HyperParameterRanges: ParameterRanges } : {}),
        ...definition,
      }),
    ),
    ...change,
  };
}
