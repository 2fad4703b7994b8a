import type { HyperParameterTrainingJobDefinition } from '../../api/definition.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { xgboostRequest } from './requests.ts';

const channel = (name: string) => ({
  ChannelName: name,
  DataSource: {
    S3DataSource: {
      S3DataType: 'S3Prefix' as const,
      S3Uri: `s3://etude-samples/simulated/caltech-256/${name}/`,
    },
  },
});

export const PICTURES = '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1';

/** Training jobs of 10 epochs of simulated image classification that take minutes of simulated time each, changed as said. */
export function picturesRequest(
  changes: Partial<HyperParameterTrainingJobDefinition> = {},
  options: Parameters<typeof xgboostRequest>[0] = {},
): CreateHyperParameterTuningJobRequest {
  const base = xgboostRequest({ name: 'pictures', jobs: 8, parallel: 2, ...options });
  if (!base.TrainingJobDefinition) throw new Error('The request has no definition');
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
      ...base.TrainingJobDefinition,
      AlgorithmSpecification: { TrainingImage: PICTURES, TrainingInputMode: 'File' },
      StaticHyperParameters: { num_classes: '257', num_training_samples: '15420', epochs: '10' },
      InputDataConfig: [channel('train'), channel('validation')],
      ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
      ...changes,
    },
  };
}
