import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { startingObjective, startingRows, definesMetrics } from './algorithms.ts';
import type { AlgorithmForm, CreateForm, DefinitionForm } from './form.ts';
import { fromOptionalSeconds } from './duration.ts';
import { blankAutotune } from './slices/autotune.ts';
import { blankWarmStart } from './slices/warm-start.ts';
import { blankCompletion } from './slices/completion.ts';
import { blankHyperband } from './slices/hyperband.ts';
import { blankOutput } from './slices/output.ts';
import { blankResources } from './slices/resources.ts';
import { blankRuntime } from './slices/runtime.ts';
import { blankSecurity } from './slices/security.ts';

/** A role that exists in no account: nothing here asks AWS for permission, but the request needs one. */
export const EXAMPLE_ROLE = 'arn:aws:iam::123456789012:role/EtudeExecutionRole';
export const OUTPUT_PATH = 's3://etude-output/';
export const SAMPLE_DATA = 's3://etude-samples/';

/** An empty wizard (spec console §9, with limits that suit a first job: 3 at a time, 20 in all). */
export function newForm(name: string): CreateForm {
  return {
    settings: {
      name,
      strategy: 'Bayesian',
      hyperband: blankHyperband(),
      warmStart: blankWarmStart(),
      autotune: blankAutotune(),
      earlyStopping: 'Off',
      tags: [],
    },
    definitions: [],
    limits: {
      maxParallel: '3',
      maxJobs: '20',
      maxRuntime: fromOptionalSeconds(undefined),
      completion: blankCompletion(),
      seed: '',
    },
  };
}

/** The first `TrainingJobDefinition-<n>` not in use. */
export function definitionName(taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.trim().toLowerCase()));
  for (let n = 1; ; n++) {
    const name = `TrainingJobDefinition-${n}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}

/** The first `tuning-job-<month><day>-<n>` not in use. */
export function tuningJobName(today: Date, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const two = (n: number) => String(n).padStart(2, '0');
  for (let n = 1; ; n++) {
    const name = `tuning-job-${two(today.getMonth() + 1)}${two(today.getDate())}-${n}`;
    if (!used.has(name)) return name;
  }
}

/** What choosing an algorithm fills in; the rest of the page stays. */
export function algorithmPreset(algorithm: CatalogAlgorithm) {
  const objective = startingObjective(algorithm);
  return {
    source: 'image',
    image: algorithm.image,
    resource: '',
    inputMode: algorithm.inputModes[0] ?? 'File',
    metrics: definesMetrics(algorithm.image)
      ? algorithm.metrics.map(({ name, regex }) => ({ name, regex: regex ?? '' }))
      : [],
    objectiveMetric: objective?.name ?? '',
    objectiveType: objective?.direction ?? 'Maximize',
    hyperparameters: startingRows(algorithm),
  } satisfies Partial<AlgorithmForm>;
}

/** A definition with the algorithm's presets, without channels; `startingDefinition` gives it data. */
export function newDefinition(taken: readonly string[], algorithm: CatalogAlgorithm): DefinitionForm {
  return {
    algorithm: {
      name: definitionName(taken),
      roleArn: EXAMPLE_ROLE,
      security: blankSecurity(),
      runtime: blankRuntime(),
      autoParameters: [],
      ...algorithmPreset(algorithm),
    },
    data: { channels: [], ...blankOutput(OUTPUT_PATH) },
    resources: blankResources(algorithm.instanceType),
  };
}
