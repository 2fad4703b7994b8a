import { definitionsOf } from '../api/definitions.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import type { Stage } from '../engine/rehearse.ts';
import type { Course } from '../engine/simulate.ts';
import { fromCube } from '../engine/space.ts';
import type { Configuration } from '../engine/types.ts';
import { hash32 } from '../lib/rng.ts';
import { downloadSeconds, epochSeconds, startupSeconds, uploadSeconds } from '../training/cost.ts';
import { epochsOf, train } from '../training/train.ts';
import { AlgorithmError } from '../training/types.ts';
import { signOf, toEngineValue, toSpace, tunedHyperParameters } from './convert.ts';
import { describedHyperParameters, describedResources } from './described.ts';
import { runAs } from './run-as.ts';

/**
 * The stage of a request whose training jobs are all simulated: every configuration has the very course that a tuning
 * job with that seed would see, so nothing has to be estimated from a table. Undefined if any definition really trains.
 */
export function simulatedStage(request: CreateHyperParameterTuningJobRequest): Stage | undefined {
  const parts = definitionsOf(request).flatMap((tuned) => {
    const run = runAs(tuned);
    return run?.algorithm === 'surrogate' ? [{ ...tuned, surrogate: run.surrogate }] : [];
  });
  if (parts.length < definitionsOf(request).length) return undefined;
  const definitions = parts.map(({ ranges }) => ({ space: toSpace(ranges) }));

  const taskOf = (place: number, configuration: Configuration) => {
    const part = parts[place];
    if (!part) throw new Error(`The request has no definition ${place}`);
    const { definition, objective, surrogate } = part;
    const hyperparameters = {
      ...describedHyperParameters(definition, objective),
      ...tunedHyperParameters(configuration),
    };
    return { part, task: { algorithm: 'surrogate' as const, surrogate, hyperparameters } };
  };

  const courseOf = (seed: number, place: number, index: number, configuration: Configuration): Course => {
    const { part, task } = taskOf(place, configuration);
    const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(part.definition) ?? {};
    const timing = {
      startSeconds: startupSeconds(seed, index),
      downloadSeconds: downloadSeconds(part.surrogate.cost.bytes),
      epochSeconds: epochSeconds({
        ...task,
        rows: 0,
        columns: 0,
        instanceType: InstanceType,
        instanceCount: InstanceCount,
      }),
    };
    try {
      // The stream of its own that the training job of that index has in a real run.
      const epochs = train({
        ...task,
        channels: {},
        seed: hash32(`${seed}\u0000training\u0000${index}`) >>> 0,
      });
      const sign = signOf(request, place);
      const values = [...epochs].map(({ metrics }) =>
        toEngineValue(metrics[part.objective.MetricName], sign),
      );
      return { ...timing, values, end: { status: 'completed', seconds: uploadSeconds() } };
    } catch (thrown) {
      if (!(thrown instanceof AlgorithmError)) throw thrown;
      return { ...timing, values: [], end: { status: 'failed', seconds: 0 } };
    }
  };

  return {
    definitions,
    unknown: false,
    // The number of epochs grows with one hyperparameter: the ends of the ranges hold the largest.
    maxEpochs: Math.max(
      1,
      ...definitions.flatMap(({ space }, place) =>
        [0, 1].map((end) =>
          epochsOr0(
            taskOf(
              place,
              fromCube(
                space,
                space.map(() => end),
              ),
            ).task,
          ),
        ),
      ),
    ),
    objective:
      (seed) =>
      ({ definition, index, configuration }) =>
        courseOf(seed, definition, index, configuration),
  };
}

function epochsOr0(task: Parameters<typeof epochsOf>[0]): number {
  try {
    return epochsOf(task);
  } catch {
    return 0;
  }
}
