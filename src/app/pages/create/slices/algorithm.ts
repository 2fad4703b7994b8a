import { z } from 'zod';
import type { HyperParameterTrainingJobDefinition } from '../../../../api/definition.ts';
import type { HyperParameterTuningJobObjective, ParameterRanges } from '../../../../api/parameter-ranges.ts';
import { HyperparameterRow, readRows, writeRanges, writeStatic } from './hyperparameters.ts';
import { someOf } from './optional.ts';
import { Runtime, RUNTIME_FIELDS, readRuntime, writeRuntime } from './runtime.ts';
import { Security, SECURITY_FIELDS, readSecurity, writeSecurity } from './security.ts';

const text = z.string();

/** Page a of a definition: what is trained and tuned, and under which name and permissions. */
export const Algorithm = z.object({
  name: text,
  roleArn: text,
  security: Security,
  runtime: Runtime,
  /** A container image (built-in or one's own), an algorithm resource, or one subscribed to on AWS Marketplace. */
  source: z.enum(['image', 'resource', 'marketplace']),
  /** ECR image; names the algorithm in the catalogue, anything else is the user's own container. Blank for the others. */
  image: text,
  /** Name or ARN of the algorithm resource or Marketplace algorithm; blank for images. */
  resource: text,
  inputMode: z.enum(['File', 'Pipe', 'FastFile']),
  /** How metrics are found in the logs; the service's own algorithms bring theirs. */
  metrics: z.array(z.object({ name: text, regex: text })),
  objectiveMetric: text,
  objectiveType: z.enum(['Maximize', 'Minimize']),
  hyperparameters: z.array(HyperparameterRow),
  /** Hyperparameters whose range Autotune chooses around a hint. */
  autoParameters: z.array(z.object({ name: text, hint: text })),
});
export type Algorithm = z.infer<typeof Algorithm>;

export const writeObjective = ({ objectiveMetric, objectiveType }: Algorithm) => ({
  Type: objectiveType,
  MetricName: objectiveMetric.trim(),
});

export const writeAllRanges = ({ hyperparameters, autoParameters }: Algorithm) => ({
  ...writeRanges(hyperparameters),
  ...(autoParameters.length > 0 && {
    AutoParameters: autoParameters.map(({ name, hint }) => ({ Name: name.trim(), ValueHint: hint })),
  }),
});

export function writeAlgorithm(algorithm: Algorithm) {
  const metrics = someOf(algorithm.metrics);
  return {
    DefinitionName: algorithm.name.trim(),
    StaticHyperParameters: writeStatic(algorithm.hyperparameters, algorithm.image),
    AlgorithmSpecification: {
      ...(algorithm.source === 'image'
        ? { TrainingImage: algorithm.image.trim() }
        : { AlgorithmName: algorithm.resource.trim() }),
      TrainingInputMode: algorithm.inputMode,
      ...(metrics && {
        MetricDefinitions: metrics.map(({ name, regex }) => ({ Name: name.trim(), Regex: regex })),
      }),
    },
    RoleArn: algorithm.roleArn.trim(),
    ...writeSecurity(algorithm.security),
    ...writeRuntime(algorithm.runtime),
  };
}

/**
 * The page's values for a definition. Objective and ranges stand in the job's configuration in the single form, so
 * they come separately. A Marketplace algorithm and a resource of one's own are both an ARN; network isolation, which
 * only Marketplace demands, tells them apart.
 */
export function readAlgorithm(
  definition: HyperParameterTrainingJobDefinition,
  objective: HyperParameterTuningJobObjective | undefined,
  ranges: ParameterRanges | undefined,
  name: string,
): Algorithm {
  const {
    TrainingImage: image = '',
    AlgorithmName: resource = '',
    TrainingInputMode,
    MetricDefinitions = [],
  } = definition.AlgorithmSpecification;
  const security = readSecurity(definition);
  const isArn = resource.startsWith('arn:');
  return {
    name,
    roleArn: definition.RoleArn,
    security,
    runtime: readRuntime(definition),
    source: resource === '' ? 'image' : isArn && security.networkIsolation ? 'marketplace' : 'resource',
    image,
    resource,
    inputMode: TrainingInputMode,
    metrics: MetricDefinitions.map(({ Name, Regex }) => ({ name: Name, regex: Regex })),
    objectiveMetric: objective?.MetricName ?? '',
    objectiveType: objective?.Type ?? 'Maximize',
    hyperparameters: readRows(image, definition.StaticHyperParameters ?? {}, ranges),
    autoParameters: (ranges?.AutoParameters ?? []).map(({ Name, ValueHint }) => ({
      name: Name,
      hint: ValueHint,
    })),
  };
}

const under = (prefix: string, fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([path, field]) => [path, `${prefix}.${field}`]));

/** Paths of the definition to fields of `Algorithm`. */
export const ALGORITHM_FIELDS: Readonly<Record<string, string>> = {
  DefinitionName: 'name',
  RoleArn: 'roleArn',
  AlgorithmSpecification: 'image',
  'AlgorithmSpecification.AlgorithmName': 'resource',
  'AlgorithmSpecification.TrainingInputMode': 'inputMode',
  'AlgorithmSpecification.MetricDefinitions': 'metrics.root',
  'AlgorithmSpecification.MetricDefinitions.*.Name': 'metrics.*.name',
  'AlgorithmSpecification.MetricDefinitions.*.Regex': 'metrics.*.regex',
  TuningObjective: 'objectiveMetric',
  'TuningObjective.Type': 'objectiveType',
  HyperParameterRanges: 'hyperparameters.root',
  'HyperParameterRanges.AutoParameters': 'autoParameters.root',
  'HyperParameterRanges.AutoParameters.*.Name': 'autoParameters.*.name',
  'HyperParameterRanges.AutoParameters.*.ValueHint': 'autoParameters.*.hint',
  StaticHyperParameters: 'hyperparameters.root',
  ...under('security', SECURITY_FIELDS),
  ...under('runtime', RUNTIME_FIELDS),
};
