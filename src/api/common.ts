/** Names, ARNs, statuses and other leaves that several operations share. Limits: service model sagemaker 2017-07-24. */
import { z } from 'zod';
import { list, oneOf, text, whole } from './constraint.ts';

export const HyperParameterTuningJobName = text(
  { min: 1, max: 32, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}' },
  'Enter 1–32 letters, digits or hyphens; start and end with a letter or digit.',
);

export const TrainingJobName = text(
  { min: 1, max: 63, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}' },
  'Enter 1–63 letters, digits or hyphens; start and end with a letter or digit.',
);

export const DefinitionName = text(
  { min: 1, max: 64, pattern: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}' },
  'Enter 1–64 letters, digits or hyphens; start and end with a letter or digit.',
);

export const HyperParameterTuningJobArn = text(
  { max: 256, pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:hyper-parameter-tuning-job/.*' },
  'Enter the ARN of a tuning job.',
);

export const TrainingJobArn = text(
  {
    max: 256,
    pattern:
      'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:training-job/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
  },
  'Enter the ARN of a training job.',
);

export const RoleArn = text(
  { min: 20, max: 2048, pattern: 'arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' },
  'Enter the ARN of an IAM role, such as arn:aws:iam::123456789012:role/tuning.',
);

/** Any resource of the service, as tags take it. */
export const ResourceArn = text(
  { max: 256, pattern: 'arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+' },
  'Enter the ARN of a SageMaker resource.',
);

/** The model's S3Uri. It admits https too; the local object store reads only s3 (see local.ts). */
export const S3OrHttpsUri = text(
  { max: 1024, pattern: '(https|s3)://([^/]+)/?(.*)' },
  'Enter a location such as s3://bucket/prefix/, of at most 1,024 characters.',
);

export const KmsKeyId = text(
  { max: 2048, pattern: '[a-zA-Z0-9:/_-]*' },
  'Enter a key ID, alias or ARN: at most 2,048 letters, digits and : / _ -.',
);

export const MetricName = text(
  { min: 1, max: 255, pattern: '.+' },
  'Enter a metric name of 1–255 characters.',
);

export const HyperParameterName = text({ max: 256 });
export const HyperParameterValue = text({ max: 2500 });

export const FailureReason = text({ max: 1024, pattern: '[\\S\\s]*' });

export const NextToken = text({ max: 8192 });
export const MaxResults = whole(1, 100);

export const SortOrder = oneOf(['Ascending', 'Descending']);
export type SortOrder = z.infer<typeof SortOrder>;

export const HyperParameterTuningJobStatus = oneOf([
  'Completed',
  'InProgress',
  'Failed',
  'Stopped',
  'Stopping',
  'Deleting',
  'DeleteFailed',
]);
export type HyperParameterTuningJobStatus = z.infer<typeof HyperParameterTuningJobStatus>;

export const TrainingJobStatus = oneOf([
  'InProgress',
  'Completed',
  'Failed',
  'Stopping',
  'Stopped',
  'Deleting',
]);
export type TrainingJobStatus = z.infer<typeof TrainingJobStatus>;

export const SecondaryStatus = oneOf([
  'Starting',
  'LaunchingMLInstances',
  'PreparingTrainingStack',
  'Downloading',
  'DownloadingTrainingImage',
  'Training',
  'Uploading',
  'Stopping',
  'Stopped',
  'MaxRuntimeExceeded',
  'Completed',
  'Failed',
  'Interrupted',
  'MaxWaitTimeExceeded',
  'Updating',
  'Restarting',
  'Pending',
]);
export type SecondaryStatus = z.infer<typeof SecondaryStatus>;

export const ObjectiveStatus = oneOf(['Succeeded', 'Pending', 'Failed']);
export type ObjectiveStatus = z.infer<typeof ObjectiveStatus>;

const TAG_PATTERN = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';

export const TagKey = text(
  { min: 1, max: 128, pattern: TAG_PATTERN },
  'Enter 1–128 letters, digits, spaces or _ . : / = + - @.',
);

export const Tag = z.object({
  Key: TagKey,
  Value: text(
    { max: 256, pattern: TAG_PATTERN },
    'Enter at most 256 letters, digits, spaces or _ . : / = + - @.',
  ),
});
export type Tag = z.infer<typeof Tag>;

export const TagList = list(Tag, 0, 50, 'Give at most 50 tags.');
