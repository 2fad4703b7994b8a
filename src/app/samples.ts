import { TrainingInstanceType } from '../api/instance-types.ts';
import type { Input } from '../api/operations.ts';
import { algorithms } from '../training/catalog/index.ts';
import { EXAMPLE_ROLE } from './pages/create/defaults.ts';
import { withSuffix } from './pages/create/text.ts';
import type { CatalogAlgorithm } from '../training/catalog/types.ts';
import { SAMPLE_TEXTS, type SampleId, type SampleText } from './sample-list.ts';

type Request = Input<'CreateHyperParameterTuningJob'>;
type Definition = NonNullable<Request['TrainingJobDefinition']>;

const channel = (name: string, uri: string): NonNullable<Definition['InputDataConfig']>[number] => ({
  ChannelName: name,
  DataSource: {
    S3DataSource: { S3DataType: 'S3Prefix', S3Uri: uri, S3DataDistributionType: 'FullyReplicated' },
  },
  ContentType: 'text/csv',
  CompressionType: 'None',
  RecordWrapperType: 'None',
});

/** What all definitions of the samples share: algorithm, a bundled data set's two channels, one instance. */
function definition(id: CatalogAlgorithm['id'], dataset: string, own: Partial<Definition>): Definition {
  const algorithm = algorithms.find((each) => each.id === id);
  if (!algorithm) throw new Error(`The catalogue has no algorithm ${id}.`);
  const { image, source, instanceType, metrics } = algorithm;
  return {
    AlgorithmSpecification: {
      TrainingImage: image,
      TrainingInputMode: 'File',
      // Metrics of built-in algorithms are given; those of an own container are found in its log (spec rules.md V9).
      ...(source === 'own' && {
        MetricDefinitions: metrics.flatMap(({ name, regex }) =>
          regex ? [{ Name: name, Regex: regex }] : [],
        ),
      }),
    },
    RoleArn: EXAMPLE_ROLE,
    InputDataConfig: [
      channel('train', `s3://etude-samples/${dataset}/train/`),
      channel('validation', `s3://etude-samples/${dataset}/validation/`),
    ],
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: {
      InstanceType: TrainingInstanceType.parse(instanceType),
      InstanceCount: 1,
      VolumeSizeInGB: 10,
    },
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    ...own,
  };
}

export interface Sample extends SampleText {
  readonly request: (name: string) => Request;
  /** Created beside it under `<name>-auto`: the same with early stopping. */
  readonly pair?: true;
}

/** Tuning jobs that run at once, on bundled data. */
export const SAMPLES: Readonly<Record<SampleId, Sample>> = {
  'xgboost-churn': {
    ...SAMPLE_TEXTS['xgboost-churn'],
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 3 },
        ParameterRanges: {
          ContinuousParameterRanges: [
            { Name: 'eta', MinValue: '0.01', MaxValue: '0.5', ScalingType: 'Logarithmic' },
            { Name: 'min_child_weight', MinValue: '0.5', MaxValue: '20', ScalingType: 'Logarithmic' },
            { Name: 'subsample', MinValue: '0.5', MaxValue: '1', ScalingType: 'Linear' },
            { Name: 'colsample_bytree', MinValue: '0.3', MaxValue: '1', ScalingType: 'Linear' },
          ],
          IntegerParameterRanges: [
            { Name: 'max_depth', MinValue: '1', MaxValue: '10', ScalingType: 'Linear' },
          ],
        },
        TrainingJobEarlyStoppingType: 'Auto',
        RandomSeed: 1,
      },
      TrainingJobDefinition: definition('xgboost', 'churn', {
        StaticHyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '100' },
      }),
      Tags: [{ Key: 'sample', Value: 'xgboost-churn' }],
    }),
  },
  'moons-network': {
    ...SAMPLE_TEXTS['moons-network'],
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'val_loss' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 24, MaxParallelTrainingJobs: 4 },
        ParameterRanges: {
          ContinuousParameterRanges: [
            { Name: 'learning_rate', MinValue: '0.001', MaxValue: '0.03', ScalingType: 'Logarithmic' },
          ],
          IntegerParameterRanges: [
            { Name: 'mini_batch_size', MinValue: '4', MaxValue: '30', ScalingType: 'Linear' },
          ],
          CategoricalParameterRanges: [{ Name: 'optimizer', Values: ['sgd', 'adam', 'rmsprop', 'nag'] }],
        },
        TrainingJobEarlyStoppingType: 'Auto',
        RandomSeed: 4,
      },
      TrainingJobDefinition: definition('mlp', 'moons', {
        StaticHyperParameters: { hidden_units: '500', epochs: '300' },
      }),
      Tags: [{ Key: 'sample', Value: 'moons-network' }],
    }),
  },
  'keras-tutorial': {
    ...SAMPLE_TEXTS['keras-tutorial'],
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Grid',
        HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'val_loss' },
        ResourceLimits: { MaxParallelTrainingJobs: 3 },
        ParameterRanges: {
          CategoricalParameterRanges: [{ Name: 'patience', Values: ['4000', '0', '200'] }],
        },
        // Early stopping is the network's own here; the tuning job's would stop the run that shows the over-fit.
        TrainingJobEarlyStoppingType: 'Off',
        RandomSeed: 1,
      },
      TrainingJobDefinition: definition('mlp', 'moons-tutorial', {
        StaticHyperParameters: {
          hidden_units: '500',
          epochs: '4000',
          optimizer: 'adam',
          // Alike in weights and shuffles: a run is a longer or shorter part of the same curve.
          seed: '1',
          early_stopping: 'true',
          early_stopping_monitor: 'val_loss',
          model_checkpoint: 'true',
          checkpoint_monitor: 'val_accuracy',
          save_best_only: 'true',
        },
      }),
      Tags: [{ Key: 'sample', Value: 'keras-tutorial' }],
    }),
  },
  'two-algorithms': {
    ...SAMPLE_TEXTS['two-algorithms'],
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        ResourceLimits: { MaxNumberOfTrainingJobs: 10, MaxParallelTrainingJobs: 3 },
        TrainingJobEarlyStoppingType: 'Off',
        RandomSeed: 2,
      },
      TrainingJobDefinitions: [
        definition('xgboost', 'churn', {
          DefinitionName: 'xgboost',
          TuningObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
          HyperParameterRanges: {
            ContinuousParameterRanges: [
              { Name: 'eta', MinValue: '0.1', MaxValue: '0.3', ScalingType: 'Linear' },
            ],
          },
          StaticHyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '100' },
        }),
        definition('linear-learner', 'churn', {
          DefinitionName: 'linear-learner',
          TuningObjective: { Type: 'Maximize', MetricName: 'validation:roc_auc_score' },
          HyperParameterRanges: {
            ContinuousParameterRanges: [
              { Name: 'learning_rate', MinValue: '0.1', MaxValue: '0.3', ScalingType: 'Linear' },
            ],
          },
          StaticHyperParameters: { predictor_type: 'binary_classifier' },
        }),
      ],
      Tags: [{ Key: 'sample', Value: 'two-algorithms' }],
    }),
  },
  'own-script': {
    ...SAMPLE_TEXTS['own-script'],
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Bayesian',
        HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'val_loss' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 12, MaxParallelTrainingJobs: 2 },
        ParameterRanges: {
          ContinuousParameterRanges: [
            { Name: 'learning_rate', MinValue: '0.001', MaxValue: '0.5', ScalingType: 'Logarithmic' },
          ],
          IntegerParameterRanges: [
            { Name: 'hidden_units', MinValue: '2', MaxValue: '32', ScalingType: 'Logarithmic' },
          ],
        },
        TrainingJobEarlyStoppingType: 'Auto',
        RandomSeed: 3,
      },
      TrainingJobDefinition: definition('script', 'moons', {
        StaticHyperParameters: {
          sagemaker_program: 'train.js',
          sagemaker_submit_directory: 's3://etude-samples/scripts/keras-like',
          epochs: '40',
        },
      }),
      Tags: [{ Key: 'sample', Value: 'own-script' }],
    }),
  },
  'caltech-256': {
    ...SAMPLE_TEXTS['caltech-256'],
    pair: true,
    request: (name) => ({
      HyperParameterTuningJobName: name,
      HyperParameterTuningJobConfig: {
        Strategy: 'Bayesian',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 2 },
        ParameterRanges: {
          ContinuousParameterRanges: [
            { Name: 'learning_rate', MinValue: '0.00001', MaxValue: '1', ScalingType: 'Logarithmic' },
          ],
          IntegerParameterRanges: [
            { Name: 'mini_batch_size', MinValue: '16', MaxValue: '64', ScalingType: 'Auto' },
          ],
          CategoricalParameterRanges: [{ Name: 'optimizer', Values: ['sgd', 'adam', 'rmsprop', 'nag'] }],
        },
        TrainingJobEarlyStoppingType: 'Off',
        RandomSeed: 1,
      },
      TrainingJobDefinition: definition('image-classification', 'simulated/caltech-256', {
        StaticHyperParameters: {
          num_layers: '18',
          image_shape: '3,224,224',
          num_classes: '257',
          num_training_samples: '15420',
          epochs: '10',
          top_k: '2',
          precision_dtype: 'float32',
          augmentation_type: 'crop',
        },
        ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 50 },
      }),
      Tags: [{ Key: 'sample', Value: 'caltech-256' }],
    }),
  },
};

/** What starting a sample under a name creates: one tuning job, or two that differ in early stopping alone. */
export function requestsOf(id: SampleId, name: string): Request[] {
  const { request, pair } = SAMPLES[id];
  const first = request(name);
  if (!pair) return [first];
  const twin = {
    ...first,
    HyperParameterTuningJobName: `${name}-auto`,
    HyperParameterTuningJobConfig: {
      ...first.HyperParameterTuningJobConfig,
      TrainingJobEarlyStoppingType: 'Auto' as const,
    },
  };
  return [first, twin];
}

/** `base`, or `base-2`, `base-3`, … whichever is free. Names are compared without regard to case (spec api.md §3.1). */
export function uniqueName(base: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  if (!used.has(base.toLowerCase())) return base;
  for (let number = 2; ; number++) {
    const name = withSuffix(base, `-${number}`, 32);
    if (!used.has(name.toLowerCase())) return name;
  }
}
