import { definitionsOf, type TuningDefinition } from '../api/definitions.ts';
import { broken, duplicateName, noObjects } from '../api/errors.ts';
import {
  checkInstanceQuota,
  checkIterative,
  checkMetrics,
  checkSpotWait,
  checkTarget,
  isMarketplace,
} from '../api/record-rules.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import type { Breach } from '../api/rules.ts';
import { RpcError } from '../lib/rpc.ts';
import { SCRIPT_DIRECTORY, SCRIPT_PROGRAM, scriptUri } from '../training/catalog/script.ts';
import { patternProblem } from '../training/log-metrics.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { SURROGATE_VARIABLE } from '../training/surrogate/problems.ts';
import { objectsOf } from './channels.ts';
import { checkHyperParameters } from './check-hyperparameters.ts';
import type { Context } from './context.ts';
import { bucketOf, SAMPLES_BUCKET } from './objects.ts';
import { runAs } from './run-as.ts';

/** Tuning jobs in progress at once (spec rules.md §1). */
const MAX_CONCURRENT = 100;
/** Instances of one type in use at once. AWS gives each account its own; this is a round one that ten parallel fit in. */
const INSTANCE_QUOTA = 100;

/**
 * What a request that keeps the contract can still be refused for: names taken, quotas, the catalogue, missing data,
 * and what this version does not run. Throws the first.
 */
export async function checkCreate(
  context: Context,
  request: CreateHyperParameterTuningJobRequest,
): Promise<void> {
  const name = request.HyperParameterTuningJobName;
  if (context.store.findTuningJob(name)) throw duplicateName(name);
  const [target] = checkTarget(request);
  if (target) throw broken(target);
  checkQuotas(context, request);
  for (const definition of definitionsOf(request)) {
    checkAlgorithm(definition, request.HyperParameterTuningJobConfig.Strategy);
    checkSources(definition);
    checkContentTypes(definition);
    checkOutput(definition);
    checkHyperParameters(definition);
    if (!standsIn(definition)) await checkData(context, definition);
  }
}

/** What a simulated problem stands in for keeps its own data locations, which may lie in an account. */
function standsIn(tuned: TuningDefinition): boolean {
  const run = runAs(tuned);
  return run?.algorithm === 'surrogate' && run.standsIn === true;
}

function checkQuotas({ store }: Context, request: CreateHyperParameterTuningJobRequest): void {
  const running = [...store.tuningJobs.values()].filter(({ status }) => status === 'InProgress');
  if (running.length >= MAX_CONCURRENT) {
    throw new RpcError({
      code: 'ResourceLimitExceeded',
      message: `The account-level service limit 'Concurrent hyperparameter tuning jobs' is ${MAX_CONCURRENT}, with current utilization of ${running.length} and a request delta of 1.`,
    });
  }
  const used = new Map<string, number>();
  for (const job of running) {
    const definitions = definitionsOf(job.request);
    for (const record of store.trainingJobsOf(job.name)) {
      const { InstanceType, InstanceCount = 1 } =
        definitions[record.definition]?.definition.ResourceConfig ?? {};
      if (InstanceType && record.status === 'InProgress')
        used.set(InstanceType, (used.get(InstanceType) ?? 0) + InstanceCount);
    }
  }
  const exceeded = checkInstanceQuota(
    request,
    () => INSTANCE_QUOTA,
    (type) => used.get(type) ?? 0,
  );
  if (exceeded) throw exceeded;
}

function checkAlgorithm(tuned: TuningDefinition, strategy: string): void {
  const { definition, path } = tuned;
  const { TrainingImage, MetricDefinitions } = definition.AlgorithmSpecification;
  const algorithm = algorithmOf(TrainingImage ?? '');
  if (!runAs(tuned)) {
    throw invalid(
      `There is no training code here for ${TrainingImage ?? 'an algorithm resource'}. Choose a simulated problem that runs in its place (environment variable ${SURROGATE_VARIABLE}, such as caltech-256), or export the request to run it on AWS.`,
      [...path, 'AlgorithmSpecification', TrainingImage === undefined ? 'AlgorithmName' : 'TrainingImage'],
    );
  }
  const [noEpochs] = algorithm ? checkIterative(strategy, algorithm) : [];
  if (noEpochs) throw broken(noEpochs);
  if (algorithm?.id === 'script' && scriptUri(definition.StaticHyperParameters ?? {}) === undefined) {
    throw invalid(
      `Your own training script needs the static hyperparameters ${SCRIPT_PROGRAM} and ${SCRIPT_DIRECTORY}: a file name and an S3 folder.`,
      [...path, 'StaticHyperParameters'],
    );
  }
  const [breach] = breaches(tuned);
  if (breach) throw broken(breach);
  (MetricDefinitions ?? []).forEach(({ Name, Regex }, i) => {
    const problem = patternProblem(Regex);
    if (problem !== undefined) {
      const at = [...path, 'AlgorithmSpecification', 'MetricDefinitions', i, 'Regex'];
      throw invalid(`Metric ${Name}: ${problem}`, at);
    }
  });
  const given = new Set((definition.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName));
  for (const { name, required } of algorithm?.channels ?? []) {
    if (required && !given.has(name)) {
      throw invalid(`${algorithm?.name} needs a channel named ${name}.`, [...path, 'InputDataConfig']);
    }
  }
}

function breaches(tuned: TuningDefinition): Breach[] {
  const { definition, objective } = tuned;
  const { TrainingImage, MetricDefinitions = [] } = definition.AlgorithmSpecification;
  if (TrainingImage === undefined) {
    // What an algorithm resource reports stands in an account; the request is taken at its word.
    const facts = { builtIn: isMarketplace(definition), metricNames: [objective.MetricName] };
    const given = facts.builtIn || MetricDefinitions.length > 0;
    return [...(given ? checkMetrics(tuned, facts) : []), ...checkSpotWait(tuned, facts)];
  }
  const algorithm = algorithmOf(TrainingImage);
  const facts = {
    builtIn: algorithm?.source === 'built-in',
    metricNames: (algorithm?.metrics ?? []).filter((each) => each.objective).map(({ name }) => name),
  };
  return [...checkMetrics(tuned, facts), ...checkSpotWait(tuned, facts)];
}

const NOT_HERE =
  'The request is valid and can be exported to run on AWS; to run it here, choose S3 and a location of the object store.';

/** What cannot be read in a browser is refused at its field. */
function checkSources({ definition, path }: TuningDefinition): void {
  const simulated = (definition.Environment ?? {})[SURROGATE_VARIABLE] !== undefined;
  for (const [i, { DataSource }] of (definition.InputDataConfig ?? []).entries()) {
    const at = [...path, 'InputDataConfig', i, 'DataSource'];
    const { S3DataSource, FileSystemDataSource: files, DatasetSource } = DataSource;
    if (files) {
      const kind = files.FileSystemType === 'EFS' ? 'An Amazon EFS' : 'An Amazon FSx for Lustre';
      throw invalid(`${kind} file system cannot be read in a browser. ${NOT_HERE}`, [
        ...at,
        'FileSystemDataSource',
        'FileSystemId',
      ]);
    }
    if (DatasetSource) {
      throw invalid(`A data set in a hub cannot be read in a browser. ${NOT_HERE}`, [
        ...at,
        'DatasetSource',
        'DatasetArn',
      ]);
    }
    const type = S3DataSource?.S3DataType;
    if (!simulated && (type === 'AugmentedManifestFile' || type === 'Converse')) {
      throw invalid(
        `${type} cannot be read here: choose S3Prefix or ManifestFile. The request is valid and can be exported to run on AWS.`,
        [...at, 'S3DataSource', 'S3DataType'],
      );
    }
  }
}

/** Built-in algorithms read the content types of their pages; parameters such as `; label_size=0` are not looked at. */
function checkContentTypes({ definition, path }: TuningDefinition): void {
  const algorithm = algorithmOf(definition.AlgorithmSpecification.TrainingImage ?? '');
  if (algorithm?.source !== 'built-in') return;
  for (const [i, { ChannelName, ContentType = '' }] of (definition.InputDataConfig ?? []).entries()) {
    const known = algorithm.channels.find(({ name }) => name === ChannelName)?.contentTypes ?? [];
    const type = mediaType(ContentType);
    if (type === '' || known.length === 0 || known.some((each) => mediaType(each) === type)) continue;
    throw invalid(
      `${algorithm.name} does not read ${type} from channel ${ChannelName}. Choose ${known.join(' or ')}.`,
      [...path, 'InputDataConfig', i, 'ContentType'],
    );
  }
}

const mediaType = (contentType: string) => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

/** SageMaker refuses a job whose input prefix is empty when it is created (spec api.md §5). */
async function checkData({ objects }: Context, { definition, path }: TuningDefinition): Promise<void> {
  for (const [i, { DataSource }] of (definition.InputDataConfig ?? []).entries()) {
    const at = [...path, 'InputDataConfig', i, 'DataSource', 'S3DataSource', 'S3Uri'];
    const source = DataSource.S3DataSource;
    if (source === undefined) continue;
    const bucket = /^s3:\/\/([^/]+)/.exec(source.S3Uri)?.[1] ?? '';
    const found = await objects.list(source.S3Uri);
    if (found.length === 0) {
      const { code, message } = noObjects(source.S3Uri, bucket, 'us-east-1', definition.RoleArn);
      throw new RpcError({ code, message, path: at });
    }
    if (source.S3DataType !== 'ManifestFile') continue;
    await objectsOf(objects, source).catch((thrown: unknown) => {
      const text = thrown instanceof Error ? thrown.message : String(thrown);
      throw invalid(
        text.replace(/^./, (letter) => letter.toUpperCase()),
        at,
      );
    });
  }
}

/** The bundled data is read-only: nothing can be written beside it. */
function checkOutput({ definition, path }: TuningDefinition): void {
  const into = (uri: string | undefined) => uri !== undefined && bucketOf(uri) === SAMPLES_BUCKET;
  const { OutputDataConfig, CheckpointConfig } = definition;
  if (into(OutputDataConfig.S3OutputPath)) {
    throw invalid(`Bucket ${SAMPLES_BUCKET} is read-only. Choose another bucket for the output.`, [
      ...path,
      'OutputDataConfig',
      'S3OutputPath',
    ]);
  }
  if (into(CheckpointConfig?.S3Uri)) {
    throw invalid(`Bucket ${SAMPLES_BUCKET} is read-only. Choose another bucket for checkpoints.`, [
      ...path,
      'CheckpointConfig',
      'S3Uri',
    ]);
  }
}

const invalid = (message: string, path: readonly (string | number)[]) =>
  new RpcError({ code: 'ValidationException', message, path });
