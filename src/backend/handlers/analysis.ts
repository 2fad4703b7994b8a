import { definitionsOf } from '../../api/definitions.ts';
import type { Output } from '../../api/operations.ts';
import { RpcError } from '../../lib/rpc.ts';
import { type Forest, TREES } from '../../engine/forest.ts';
import { importanceOf, meanAlong, meanOver } from '../../engine/importance.ts';
import type { Space } from '../../engine/types.ts';
import { strategies } from '../../engine/strategies/index.ts';
import { posterior } from '../../engine/strategies/bayesian/posterior.ts';
import {
  bestTrial,
  FEWEST_RESULTS,
  forestOf,
  modelledOf,
  placesAlong,
  resultsOf,
  standingFor,
  toAnalysedDefinition,
  toAnalysedTrainingJob,
  unsign,
} from '../analysis.ts';
import { type Context, definitionOf, readTuningJob } from '../context.ts';
import { signOf, toSpec } from '../convert.ts';
import type { Handler } from '../handler.ts';
import { trialOf } from '../live.ts';
import { pricesOf } from '../money.ts';
import { known } from '../past.ts';
import { trialStatus } from '../progress.ts';
import type { TuningJobRecord } from '../records.ts';
import { startedAt } from '../summaries.ts';

/** Places along a hyperparameter at which a model is asked. */
const STEPS_ALONG = 60;
const STEPS_OVER = 28;

export const describeTuningJobAnalysis: Handler<'DescribeTuningJobAnalysis'> = async ({ store }, input) => {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  const { trainingJobs, metrics } = await known({ store }, job, input.AtSeconds);
  return {
    Definitions: definitionsOf(job.request).map(toAnalysedDefinition),
    TrainingJobs: trainingJobs.map((record) => toAnalysedTrainingJob(job, record, metrics.get(record.name))),
  };
};

export const describeTuningJobResults: Handler<'DescribeTuningJobResults'> = async (
  { store, runners },
  input,
) => {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  const { trainingJobs, metrics } = await known({ store }, job, undefined);
  const prices = pricesOf(job, store.prices);
  const elapsed = runners.get(job.name)?.elapsed() ?? job.elapsed;
  const values = trainingJobs.map(
    (record) => toAnalysedTrainingJob(job, record, metrics.get(record.name)).Values,
  );
  return {
    Definitions: definitionsOf(job.request).map(toAnalysedDefinition),
    RandomSeed: job.seed,
    TrainingJobNames: trainingJobs.map(({ name }) => name),
    Definition: trainingJobs.map(({ definition }) => definition),
    Last: values.map((each) => each?.Last ?? null),
    Min: values.map((each) => each?.Min ?? null),
    Max: values.map((each) => each?.Max ?? null),
    Epochs: trainingJobs.map(({ epochs }) => epochs),
    EndedAt: trainingJobs.map(({ endedAt }) => endedAt ?? null),
    Cost: trainingJobs.map((record) => {
      const price = prices[record.definition];
      const end = record.endedAt ?? elapsed;
      const seconds = Math.max(0, end - (startedAt(record) ?? end));
      return price === undefined ? null : (seconds * price) / 3600;
    }),
    Competes: trainingJobs.map(
      (record) => trialStatus(record) === 'completed' && record.objective !== undefined,
    ),
  };
};

export const describeHyperparameterImportance: Handler<'DescribeHyperparameterImportance'> = async (
  { store },
  input,
) => {
  const { job, results } = await subject(store, input);
  const { space, rows, count } = results;
  const facts = { TrainingJobs: count, Used: rows.length, Trees: TREES, Fewest: FEWEST_RESULTS };
  if (rows.length < FEWEST_RESULTS) return { ...facts, Explained: null, Alone: 0, HyperParameters: [] };
  const { forest, used } = forestOf(job, input, results);
  const read = readings.get(forest) ?? readingOf(forest, space);
  readings.set(forest, read);
  return { ...facts, Used: used, ...read };
};

type Reading = Pick<Output<'DescribeHyperparameterImportance'>, 'Explained' | 'Alone' | 'HyperParameters'>;

/** What was read from a forest: pages ask again with every change, and it takes as long as growing one. */
const readings = new WeakMap<Forest, Reading>();

function readingOf(forest: Forest, space: Space): Reading {
  const { importances, alone } = importanceOf(forest);
  return {
    Explained: forest.outOfBag,
    Alone: alone,
    HyperParameters: space.map((dimension, k) => {
      const places = placesAlong(dimension, STEPS_ALONG);
      const means = meanAlong(
        forest,
        k,
        places.map(({ place }) => place),
      );
      return {
        Name: dimension.name,
        Importance: importances[k] ?? 0,
        Mean: places.map(({ value }, i) => ({ At: value, Value: means[i] ?? 0 })),
      };
    }),
  };
}

export const describeHyperparameterSurface: Handler<'DescribeHyperparameterSurface'> = async (
  { store },
  input,
) => {
  const { job, results } = await subject(store, input);
  const { space, rows, count } = results;
  const axes = [input.X, input.Y].map((name) => needDimension(job, input.Definition, name));
  const [x = 0, y = 0] = axes;
  const [xs, ys] = [x, y].map((k) => {
    const dimension = space[k];
    return dimension ? placesAlong(dimension, STEPS_OVER) : [];
  });
  if (!xs || !ys || rows.length < FEWEST_RESULTS || x === y)
    return { TrainingJobs: count, Used: rows.length, Xs: [], Ys: [], Values: [] };
  const { forest, used } = forestOf(job, input, results);
  return {
    TrainingJobs: count,
    Used: used,
    Xs: xs.map(({ value }) => value),
    Ys: ys.map(({ value }) => value),
    Values: meanOver(
      forest,
      [x, y],
      xs.map(({ place }) => place),
      ys.map(({ place }) => place),
    ),
  };
};

export const describeModelView: Handler<'DescribeModelView'> = async ({ store }, input) => {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  const dimension = needDimension(job, input.Definition, input.HyperParameter);
  const { trainingJobs: records, metrics } = await known({ store }, job, input.AtSeconds);
  const spec = toSpec(job);
  const trials = records.map((record) =>
    trialOf(
      record,
      metrics.get(record.name) ?? { name: record.name, tuningJob: job.name, columns: {}, checks: [] },
      {
        metric: definitionOf(job, record).objective.MetricName,
        sign: signOf(job.request, record.definition),
      },
    ),
  );
  const raw = unsign(job, input.Definition);
  const sign = signOf(job.request, input.Definition);
  const own = trials
    .filter(({ definition }) => definition === input.Definition)
    .map((trial) => standingFor(trial, input.Value, sign));
  const held = bestTrial(own)?.configuration;
  const along = spec.definitions[input.Definition]?.space[dimension];
  const places = along && held ? placesAlong(along, STEPS_ALONG) : [];
  const { trials: modelled, ...evidence } = modelledOf(own);
  const suggestion =
    spec.strategy === 'bayesian' ? strategies.bayesian.suggest(spec, trials, trials.length) : undefined;
  const next = suggestion?.definition === input.Definition ? suggestion : undefined;
  const { warmStart: _, ...alone } = spec;
  const beliefs =
    posterior(input.Value === 'Last' ? spec : alone, modelled, input.Definition, [
      ...places.map(({ value }) => ({ ...held, [input.HyperParameter]: value })),
      ...(next ? [next.configuration] : []),
    ]) ?? [];
  const expected = beliefs[places.length];
  return {
    ...evidence,
    Places: places.flatMap(({ value }, i) => {
      const belief = beliefs[i];
      if (!belief) return [];
      const [Lower = 0, Upper = 0] = [raw(belief.lower), raw(belief.upper)].sort((a, b) => a - b);
      return [{ At: value, Mean: raw(belief.mean), Lower, Upper }];
    }),
    Held: { ...held },
    ...(next
      ? {
          Next: {
            HyperParameters: { ...next.configuration },
            ...(expected ? { Mean: raw(expected.mean) } : {}),
          },
        }
      : {}),
  };
};

async function subject(
  store: Context['store'],
  input: Parameters<typeof resultsOf>[3] & {
    readonly HyperParameterTuningJobName: string;
    readonly AtSeconds?: number | undefined;
  },
) {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  const { trainingJobs, metrics } = await known({ store }, job, input.AtSeconds);
  return { job, results: resultsOf(job, trainingJobs, metrics, input) };
}

/** The place of a hyperparameter among the tuned ones of a definition. */
function needDimension(job: TuningJobRecord, definition: number, name: string): number {
  const found = toSpec(job).definitions[definition]?.space.findIndex((dimension) => dimension.name === name);
  if (found === undefined || found < 0)
    throw new RpcError({
      code: 'ValidationException',
      message: `${job.name} tunes no hyperparameter ${name} in its definition ${definition + 1}.`,
      path: ['HyperParameter'],
    });
  return found;
}
