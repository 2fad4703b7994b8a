import type { HyperParameterTrainingJobDefinition } from '../../api/definition.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { hclText, identifier, membersOf } from './literals.ts';

/**
 * The request as an aws_sagemaker_hyper_parameter_tuning_job of the AWS provider (registry documentation of the resource,
 * first released in 2026). Its names are SageMaker's in snake case, but for those in RENAMED.
 */
export function terraform(request: CreateHyperParameterTuningJobRequest): Exported {
  const missing: string[] = [];
  const body = [
    `name = ${hclText(request.HyperParameterTuningJobName)}`,
    ...(request.Autotune ? ['', ...block('autotune', request.Autotune, 'Autotune', missing)] : []),
    '',
    ...block('config', request.HyperParameterTuningJobConfig, 'HyperParameterTuningJobConfig', missing),
    ...(request.TrainingJobDefinition
      ? ['', ...definition('training_job_definition', request.TrainingJobDefinition, missing)]
      : []),
    ...(request.TrainingJobDefinitions ?? []).flatMap((each) => [
      '',
      ...definition('training_job_definitions', each, missing),
    ]),
    ...(request.WarmStartConfig
      ? ['', ...block('warm_start_config', request.WarmStartConfig, 'WarmStartConfig', missing)]
      : []),
    ...((request.Tags?.length ?? 0) > 0
      ? ['', ...map('tags', Object.fromEntries((request.Tags ?? []).map(({ Key, Value }) => [Key, Value])))]
      : []),
  ];
  const resource = identifier(request.HyperParameterTuningJobName);
  const lines = body.map((line) => (line === '' ? '' : `  ${line}`));
  return {
    text: `resource "aws_sagemaker_hyper_parameter_tuning_job" "${resource}" {\n${lines.join('\n')}\n}\n`,
    missing,
  };
}

/** Code, and what of the request it cannot say. */
export interface Exported {
  readonly text: string;
  readonly missing: readonly string[];
}

/** Where the provider's name is not the member's in snake case. */
const RENAMED: Readonly<Record<string, string>> = {
  HyperParameterTuningJobObjective: 'objective',
  HyperParameterTuningJobName: 'name',
  S3DataSource: 's3_data_source',
  S3DataType: 's3_data_type',
  S3Uri: 's3_uri',
  S3DataDistributionType: 's3_data_distribution_type',
  S3OutputPath: 's3_output_path',
  VolumeSizeInGB: 'volume_size_in_gb',
};

/** Members that are maps from text to text, not blocks. */
const MAPS = new Set(['StaticHyperParameters', 'Environment']);

/** Members that the provider takes as a list of objects, in attribute syntax. */
const OBJECT_LISTS = new Set(['RetryStrategy']);

/** Members that the resource does not have. */
const UNKNOWN = new Set(['DatasetSource']);

const snake = (name: string): string =>
  RENAMED[name] ?? name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

const definition = (name: string, value: HyperParameterTrainingJobDefinition, missing: string[]): string[] =>
  block(name, value, value.DefinitionName ?? 'TrainingJobDefinition', missing);

/** `name { … }`: plain members first, blocks after them. */
function block(name: string, value: object, path: string, missing: string[]): string[] {
  const plain: string[] = [];
  const nested: string[] = [];
  for (const [key, member] of membersOf(value)) {
    const at = `${path}.${key}`;
    const [first] = Array.isArray(member) ? member : [];
    if (UNKNOWN.has(key)) missing.push(at);
    else if (OBJECT_LISTS.has(key)) plain.push(`${snake(key)} = [${object(member as object)}]`);
    else if (MAPS.has(key)) plain.push(...map(snake(key), member as Record<string, string>));
    else if (Array.isArray(member) && typeof first === 'object')
      nested.push(...member.flatMap((item: object) => block(snake(key), item, at, missing)));
    else if (Array.isArray(member)) {
      // An empty list of blocks is no block at all.
      if (member.length > 0 || key === 'Values') plain.push(`${snake(key)} = ${scalar(member)}`);
    } else if (typeof member === 'object' && member !== null)
      nested.push(...block(snake(key), member, at, missing));
    else plain.push(`${snake(key)} = ${scalar(member)}`);
  }
  return [`${name} {`, ...[...plain, ...nested].map((line) => `  ${line}`), '}'];
}

const map = (name: string, entries: Readonly<Record<string, string>>): string[] => [
  `${name} = {`,
  ...membersOf(entries).map(([key, value]) => `  ${hclText(key)} = ${hclText(String(value))}`),
  '}',
];

const object = (value: object): string =>
  `{ ${membersOf(value)
    .map(([key, member]) => `${snake(key)} = ${scalar(member)}`)
    .join(', ')} }`;

function scalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(', ')}]`;
  return typeof value === 'string' ? hclText(value) : JSON.stringify(value);
}
