import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';

/** Small tuning jobs on the bundled data, for tests. */

const ROLE = 'arn:aws:iam::123456789012:role/EtudeExecutionRole';

const channel = (name: string, S3Uri: string) => ({
  ChannelName: name,
  ContentType: 'text/csv',
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri,
      S3DataDistributionType: 'FullyReplicated' as const,
    },
  },
});

const definition = (image: string, data: string, statics: Record<string, string>) => ({
  StaticHyperParameters: statics,
  AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' as const },
  RoleArn: ROLE,
  InputDataConfig: [
    channel('train', `s3://etude-samples/${data}/train/`),
    channel('validation', `s3://etude-samples/${data}/validation/`),
  ],
  OutputDataConfig: { S3OutputPath: 's3://etude-output/tests/' },
  ResourceConfig: { InstanceType: 'ml.m5.xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
});

export const XGBOOST = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1';
export const LINEAR = '382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1';

interface Options {
  readonly name?: string;
  readonly jobs?: number;
  readonly parallel?: number;
  readonly rounds?: number;
  readonly earlyStopping?: 'Off' | 'Auto';
  readonly seed?: number;
}

/** XGBoost on the concrete data, minimising validation:rmse: cheap, and with settings bad enough to be stopped. */
export function xgboostRequest({
  name = 'xgboost-test',
  jobs = 8,
  parallel = 3,
  rounds = 12,
  earlyStopping = 'Auto',
  seed = 7,
}: Options = {}): CreateHyperParameterTuningJobRequest {
  return {
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobConfig: {
      Strategy: 'Random',
      HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'validation:rmse' },
      ResourceLimits: { MaxNumberOfTrainingJobs: jobs, MaxParallelTrainingJobs: parallel },
      ParameterRanges: {
        ContinuousParameterRanges: [
          { Name: 'eta', MinValue: '0.01', MaxValue: '0.5', ScalingType: 'Logarithmic' },
        ],
        IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '8', ScalingType: 'Linear' }],
      },
      TrainingJobEarlyStoppingType: earlyStopping,
      RandomSeed: seed,
    },
    TrainingJobDefinition: definition(XGBOOST, 'concrete', {
      objective: 'reg:squarederror',
      eval_metric: 'rmse',
      num_round: String(rounds),
    }),
  };
}
