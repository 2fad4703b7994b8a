import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues } from '../../../api/validate.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { LIMITS, readHostile } from '../../export/hostile-json.ts';
import { requestOf } from '../../from-description.ts';
import { standInOf } from './algorithm-sources.ts';
import { readValue } from './apply-json.ts';
import { definesMetrics } from './algorithms.ts';
import type { CreateForm } from './form.ts';
import { locate } from './locate.ts';
import { problems, type Problem } from './problems.ts';

/** What an imported text turned out to be. */
export type Imported =
  | { readonly errors: readonly string[] }
  | { readonly kind: 'archive'; readonly text: string }
  | {
      readonly kind: 'request' | 'description';
      readonly form: CreateForm;
      /** Members that no request has. */
      readonly leftOut: readonly string[];
      /** What the service had added to a description. */
      readonly takenOff: readonly string[];
      /** Parts that travel along, but that this console cannot carry out. */
      readonly notRunHere: readonly string[];
      /** What the request breaks and the form cannot even say, so that it is put right by being opened. */
      readonly putRight: readonly string[];
      /** How many rules of the contract are broken; the wizard shows each at its field. */
      readonly broken: number;
    };

/** Most characters of an exported tuning job that are read. */
export const ARCHIVE_CHARACTERS = 64 * 1024 * 1024;
export const IMPORT_LIMITS = `A request may have ${LIMITS.characters.toLocaleString('en-US')} characters and ${LIMITS.levels} levels of nesting, an exported tuning job 64 MiB.`;

const ARCHIVE = /^\s*\{\s*"Format"\s*:\s*"etude-tuning-job"/;

/** Members of a Describe response that say how the tuning job went, not what was asked for (spec api §3). */
const RESULTS = new Set([
  'HyperParameterTuningJobArn',
  'HyperParameterTuningJobStatus',
  'CreationTime',
  'HyperParameterTuningEndTime',
  'LastModifiedTime',
  'TrainingJobStatusCounters',
  'ObjectiveStatusCounters',
  'BestTrainingJob',
  'OverallBestTrainingJob',
  'FailureReason',
  'TuningJobCompletionDetails',
  'ConsumedResources',
  'ResponseMetadata',
]);

/** Reads a request, a Describe response or an exported tuning job. Nothing is dropped without being listed. */
export function readImport(text: string): Imported {
  if (ARCHIVE.test(text.slice(0, 200))) {
    return text.length > ARCHIVE_CHARACTERS
      ? { errors: ['This is longer than any exported tuning job: 64 MiB.'] }
      : { kind: 'archive', text };
  }
  const parsed = readHostile(text);
  if ('error' in parsed) return { errors: [parsed.error] };
  const described = 'HyperParameterTuningJobArn' in parsed.value || 'CreationTime' in parsed.value;
  const asked = described
    ? Object.fromEntries(Object.entries(parsed.value).filter(([name]) => !RESULTS.has(name)))
    : parsed.value;
  const { value, takenOff } = described ? withoutAdditions(asked) : { value: asked, takenOff: [] };
  const read = readValue(value);
  if ('errors' in read) return read;
  const wrong = problems(read.form);
  return {
    kind: described ? 'description' : 'request',
    form: read.form,
    leftOut: read.leftOut,
    takenOff,
    notRunHere: notRunHere(read.form),
    putRight: putRight(value, read.form, wrong),
    broken: wrong.length,
  };
}

/** Early stopping with two definitions, for one: the control is off then, whatever the request says. */
const putRight = (value: object, form: CreateForm, wrong: readonly Problem[]): string[] => [
  ...new Set(
    issues(CreateHyperParameterTuningJobRequest, value)
      .filter(({ path }) => wrong.every((problem) => problem.path !== locate(path, form)))
      .map(({ message }) => message),
  ),
];

/** A description without what the service added, if it reads as a request at all. */
function withoutAdditions(value: object): { value: object; takenOff: readonly string[] } {
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(value);
  if (!parsed.success) return { value, takenOff: [] };
  const single = parsed.data.TrainingJobDefinition;
  const definitions = single ? [single] : (parsed.data.TrainingJobDefinitions ?? []);
  const takenOff = definitions.flatMap(
    ({ DefinitionName, StaticHyperParameters, AlgorithmSpecification }) => {
      const at = DefinitionName === undefined ? '' : `${DefinitionName}: `;
      const added = Object.keys(StaticHyperParameters ?? {}).filter((name) => name.startsWith('_'));
      const metrics = AlgorithmSpecification.MetricDefinitions ?? [];
      const own = definesMetrics(AlgorithmSpecification.TrainingImage ?? '');
      return [
        ...added.map((name) => `${at}hyperparameter ${name}`),
        ...(own
          ? metrics.filter(({ Name }) => Name === 'ObjectiveMetric').map(() => `${at}metric ObjectiveMetric`)
          : metrics.length > 0
            ? [`${at}${metrics.length} metrics of a built-in algorithm`]
            : []),
      ];
    },
  );
  // Members that no request has stay, to be listed.
  return { value: { ...value, ...requestOf(parsed.data, parsed.data.Tags ?? []) }, takenOff };
}

function notRunHere({ definitions }: CreateForm): string[] {
  return definitions.flatMap(({ algorithm, data }) => [
    ...(standInOf(algorithm) && !algorithmOf(algorithm.image)
      ? []
      : algorithm.source !== 'image'
        ? [`${algorithm.name}: an algorithm resource exists only in an AWS account`]
        : algorithmOf(algorithm.image)
          ? []
          : [
              `${algorithm.name}: there is no training code here for ${algorithm.image || 'a missing image'}`,
            ]),
    ...data.channels
      .filter(({ source }) => source !== 'S3')
      .map(({ name }) => `${algorithm.name}: channel ${name} is not read from S3`),
  ]);
}
