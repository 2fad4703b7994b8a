import { definitionsOf, type TuningDefinition } from '../api/definitions.ts';
import { broken, duplicateName, noObjects } from '../api/errors.ts';
import {
  checkInstanceQuota,
  checkIterative,
  checkMetrics,
  checkSpotWait,
  checkTarget,
} from '../api/record-rules.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { RpcError } from '../lib/rpc.ts';
import { SCRIPT_DIRECTORY, SCRIPT_PROGRAM, scriptUri } from '../training/catalog/script.ts';
import { patternProblem } from '../training/log-metrics.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { SURROGATE_VARIABLE } from '../training/surrogate/problems.ts';
import type { Context } from './context.ts';
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
    await checkData(context, definition);
  }
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
      `There is no training code here for ${TrainingImage ?? 'an algorithm resource'}. Set the environment variable ${SURROGATE_VARIABLE} to a simulated problem (such as caltech-256) to rehearse with simulated learning curves.`,
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
  const facts = {
    builtIn: algorithm?.source === 'built-in',
    metricNames: (algorithm?.metrics ?? []).filter(({ objective }) => objective).map((metric) => metric.name),
  };
  const [breach] = [...checkMetrics(tuned, facts), ...checkSpotWait(tuned, facts)];
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

/** SageMaker refuses a job whose input prefix is empty when it is created (spec api.md §5). */
async function checkData({ objects }: Context, { definition, path }: TuningDefinition): Promise<void> {
  for (const [i, { DataSource }] of (definition.InputDataConfig ?? []).entries()) {
    const at = [...path, 'InputDataConfig', i, 'DataSource'];
    const uri = DataSource.S3DataSource?.S3Uri;
    if (uri === undefined) throw invalid('Only S3 data sources can be read here.', at);
    const bucket = /^s3:\/\/([^/]+)/.exec(uri)?.[1] ?? '';
    if ((await objects.list(uri)).length > 0) continue;
    const { code, message } = noObjects(uri, bucket, 'us-east-1', definition.RoleArn);
    throw new RpcError({ code, message, path: [...at, 'S3DataSource', 'S3Uri'] });
  }
}

const invalid = (message: string, path: readonly (string | number)[]) =>
  new RpcError({ code: 'ValidationException', message, path });
