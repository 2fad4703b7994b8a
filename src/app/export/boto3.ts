import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { membersOf, python, pythonBlock } from './literals.ts';

/** A Python program on the AWS SDK: one keyword a member of the request. */
export function boto3(request: CreateHyperParameterTuningJobRequest): string {
  const keywords = membersOf(request).map(([name, value]) => `${name}=${python(value, 1)}`);
  return [
    'import boto3',
    '',
    'sagemaker = boto3.client("sagemaker")',
    '',
    `response = ${pythonBlock('sagemaker.create_hyper_parameter_tuning_job(', keywords, ')')}`,
    'print(response["HyperParameterTuningJobArn"])',
    '',
  ].join('\n');
}
