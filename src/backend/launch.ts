import type { Action } from '../engine/types.ts';
import { trainingJobName, tunedHyperParameters } from './convert.ts';
import type { Definition } from './definitions.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';

export type Launch = Extract<Action, { type: 'launch' }>;

/** The record of a training job that is launched now. */
export function recordOf(
  { name, elapsed, tags }: TuningJobRecord,
  { index, definition: place, configuration, reason }: Launch,
  definition: Definition,
  seed: number,
): TrainingJobRecord {
  return {
    name: trainingJobName(name, index),
    tuningJob: name,
    index,
    definition: place,
    configuration,
    reason,
    launchedAt: elapsed,
    plan: definition.plan(tunedHyperParameters(configuration), seed, index),
    status: 'InProgress',
    transitions: [{ status: 'Starting', at: elapsed }],
    epochs: 0,
    tags: [...tags],
  };
}
