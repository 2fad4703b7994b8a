/** Every form a request can be exported in. A new one is a file and a line here. */
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { awsCli } from './aws-cli.ts';
import { boto3 } from './boto3.ts';
import { requestJson } from './request-json.ts';
import { sagemakerSdk } from './sdk.ts';
import { type Exported, terraform } from './terraform.ts';

interface Format {
  readonly label: string;
  /** What to do with it, in a sentence. */
  readonly use: string;
  readonly extension: string;
  readonly write: (request: CreateHyperParameterTuningJobRequest) => Exported;
}

const whole = (text: string): Exported => ({ text, missing: [] });

export const FORMAT_IDS = ['json', 'aws-cli', 'boto3', 'sdk', 'terraform'] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

export const FORMATS: Readonly<Record<FormatId, Format>> = {
  json: {
    label: 'JSON',
    use: 'The CreateHyperParameterTuningJob request itself. It can be imported here again.',
    extension: 'json',
    write: (request) => whole(requestJson(request)),
  },
  'aws-cli': {
    label: 'AWS CLI',
    use: 'Writes the request to a file and sends it with aws sagemaker create-hyper-parameter-tuning-job.',
    extension: 'sh',
    write: (request) => whole(awsCli(request)),
  },
  boto3: {
    label: 'boto3',
    use: 'A Python program on the AWS SDK.',
    extension: 'py',
    write: (request) => whole(boto3(request)),
  },
  sdk: {
    label: 'SageMaker Python SDK',
    use: 'A Python program with estimators and a HyperparameterTuner, for version 2 of the SDK.',
    extension: 'py',
    write: sagemakerSdk,
  },
  terraform: {
    label: 'Terraform',
    use: 'A resource for the AWS provider, which has it since 2026.',
    extension: 'tf',
    write: terraform,
  },
};
