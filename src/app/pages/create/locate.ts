import type { Path } from '../../../api/rules.ts';
import type { CreateForm, DefinitionForm } from './form.ts';
import { ALGORITHM_FIELDS } from './slices/algorithm.ts';
import { CHANNEL_FIELDS } from './slices/channel.ts';
import { COMPLETION_FIELDS } from './slices/completion.ts';
import { HYPERBAND_FIELDS } from './slices/hyperband.ts';
import { locateRow } from './slices/hyperparameters.ts';
import { OUTPUT_FIELDS } from './slices/output.ts';
import { RESOURCES_FIELDS } from './slices/resources.ts';

/**
 * The field of the form that a path of the request came from: the way back from `toRequest`, so that one set of rules
 * in the contract serves the service and the form. A path inside something the form shows as one field leads to that
 * field; a path without any field leads to the `root` of its page, which the page shows at its top.
 */
export function locate(path: Path, form: CreateForm): string {
  const [head, second, ...rest] = path;
  if (head === 'TrainingJobDefinitions') {
    return typeof second === 'number' ? inDefinition(second, rest, form) : 'definitions.root';
  }
  if (head === 'TrainingJobDefinition') {
    return second === undefined ? 'definitions.root' : inDefinition(0, [second, ...rest], form);
  }
  if (head === 'HyperParameterTuningJobConfig') {
    if (second === 'HyperParameterTuningJobObjective')
      return inDefinition(0, ['TuningObjective', ...rest], form);
    if (second === 'ParameterRanges') return inDefinition(0, ['HyperParameterRanges', ...rest], form);
  }
  return lookUp(REQUEST, path) ?? 'settings.root';
}

function inDefinition(index: number, path: Path, form: CreateForm): string {
  const definition = form.definitions[index];
  if (!definition) return 'definitions.root';
  const row = locateRow(path, definition.algorithm);
  const field = row === undefined ? lookUp(DEFINITION, path) : `algorithm.${row}`;
  return `definitions.${index}.${onScreen(field ?? 'algorithm.root', path, definition)}`;
}

/** Some rules speak of a field that the chosen kind of algorithm or resources does not show; its stand-in does. */
function onScreen(field: string, path: Path, { algorithm, resources }: DefinitionForm): string {
  if (field === 'algorithm.image' && algorithm.source !== 'image') return 'algorithm.resource';
  if (field === 'resources.instanceType' || field === 'resources.instanceCount') {
    if (resources.kind !== 'one') return `resources.${resources.kind}.root`;
  }
  if (field !== 'algorithm.runtime.environment.root' || path[1] === undefined) return field;
  const name = String(path[1]);
  const at = algorithm.runtime.environment.findIndex(({ key }) => key.trim() === name);
  if (at < 0) return field;
  const part = /^[a-zA-Z_][a-zA-Z0-9_]{0,511}$/.test(name) ? 'value' : 'key';
  return `algorithm.runtime.environment.${at}.${part}`;
}

/** Tables of slices, hung under the member of the request and the part of the form they belong to. */
const hang = (path: string, field: string, fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([from, to]) => [
      [path, from].filter((part) => part !== '').join('.'),
      `${field}.${to}`,
    ]),
  );

const CONFIG = 'HyperParameterTuningJobConfig';

/** Path of the request (`*` is a place in a list) to field. The longest that starts the path counts. */
const REQUEST: Readonly<Record<string, string>> = {
  HyperParameterTuningJobName: 'settings.name',
  [`${CONFIG}.Strategy`]: 'settings.strategy',
  [`${CONFIG}.TrainingJobEarlyStoppingType`]: 'settings.earlyStopping',
  [`${CONFIG}.ResourceLimits.MaxParallelTrainingJobs`]: 'limits.maxParallel',
  [`${CONFIG}.ResourceLimits.MaxNumberOfTrainingJobs`]: 'limits.maxJobs',
  [`${CONFIG}.ResourceLimits.MaxRuntimeInSeconds`]: 'limits.maxRuntime',
  [`${CONFIG}.RandomSeed`]: 'limits.seed',
  ...hang(CONFIG, 'settings.hyperband', HYPERBAND_FIELDS),
  ...hang(CONFIG, 'limits.completion', COMPLETION_FIELDS),
  WarmStartConfig: 'settings.warmStart.parents',
  'WarmStartConfig.WarmStartType': 'settings.warmStart.type',
  Autotune: 'settings.autotune.enabled',
  Tags: 'settings.tags.root',
  'Tags.*.Key': 'settings.tags.*.key',
  'Tags.*.Value': 'settings.tags.*.value',
};

/** The same within a definition. */
const DEFINITION: Readonly<Record<string, string>> = {
  ...hang('', 'algorithm', ALGORITHM_FIELDS),
  InputDataConfig: 'data.channels.root',
  ...hang('InputDataConfig.*', 'data.channels.*', CHANNEL_FIELDS),
  ...hang('', 'data', OUTPUT_FIELDS),
  ...hang('', 'resources', RESOURCES_FIELDS),
};

function lookUp(table: Readonly<Record<string, string>>, path: Path): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const start = path.slice(0, length);
    const found = table[start.map((key) => (typeof key === 'number' ? '*' : key)).join('.')];
    if (found === undefined) continue;
    const places = start.filter((key) => typeof key === 'number');
    return found.replace(/\*/g, () => String(places.shift()));
  }
  return undefined;
}
