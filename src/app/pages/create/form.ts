import { z } from 'zod';

/**
 * The wizard's state: it mirrors the screen, nested by step, and holds what was typed as text. `to-request.ts` and
 * `from-request.ts` translate. The shape is a schema because a draft read back from storage has to be checked.
 */
const text = z.string();

/** Parts of a cloned request that the wizard has no field for; they travel along unchanged. */
const Kept = z.record(text, z.unknown());

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
const Duration = z.object({ value: text, unit: z.enum(DURATION_UNITS) });
export type Duration = z.infer<typeof Duration>;

export const RANGE_TYPES = ['Integer', 'Continuous', 'Categorical'] as const;
export const SCALING_TYPES = ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'] as const;

/** One hyperparameter. What another type needs stays in the row, so that changing the type and back loses nothing. */
const HyperparameterRow = z.object({
  name: text,
  type: z.enum(['Static', ...RANGE_TYPES]),
  scaling: z.enum(SCALING_TYPES),
  /** Static; blank: not sent. */
  value: text,
  /** Integer, Continuous. */
  min: text,
  max: text,
  /** Categorical. */
  values: z.array(text),
});
export type HyperparameterRow = z.infer<typeof HyperparameterRow>;

const Algorithm = z.object({
  name: text,
  roleArn: text,
  networkIsolation: z.boolean(),
  /** ECR image; names the algorithm in the catalogue, anything else is the user's own container. */
  image: text,
  inputMode: z.enum(['File', 'Pipe', 'FastFile']),
  /** Own containers only: how metrics are found in the logs. */
  metrics: z.array(z.object({ name: text, regex: text })),
  objectiveMetric: text,
  objectiveType: z.enum(['Maximize', 'Minimize']),
  hyperparameters: z.array(HyperparameterRow),
});
export type AlgorithmForm = z.infer<typeof Algorithm>;

const Channel = z.object({
  name: text,
  location: text,
  contentType: text,
  compression: z.enum(['None', 'Gzip']),
  recordWrapper: z.enum(['None', 'RecordIO']),
  dataType: z.enum(['S3Prefix', 'ManifestFile', 'AugmentedManifestFile', 'Converse']),
  distribution: z.enum(['FullyReplicated', 'ShardedByS3Key']),
  /** Blank: the definition's. */
  inputMode: z.enum(['', 'File', 'Pipe', 'FastFile']),
  kept: Kept,
  keptSource: Kept,
});
export type ChannelForm = z.infer<typeof Channel>;

const Data = z.object({
  channels: z.array(Channel),
  outputPath: text,
  outputKms: text,
  checkpointUri: text,
  checkpointPath: text,
  keptOutput: Kept,
});

const Resources = z.object({
  instanceType: text,
  instanceCount: text,
  volumeGb: text,
  volumeKms: text,
  spot: z.boolean(),
  maxWait: Duration,
  maxDuration: Duration,
  keptResources: Kept,
  keptStopping: Kept,
});

export const DefinitionForm = z.object({
  algorithm: Algorithm,
  data: Data,
  resources: Resources,
  kept: Kept,
});
export type DefinitionForm = z.infer<typeof DefinitionForm>;

export const CreateForm = z.object({
  settings: z.object({
    name: text,
    strategy: z.enum(['Bayesian', 'Random', 'Hyperband', 'Grid']),
    earlyStopping: z.enum(['Off', 'Auto']),
    tags: z.array(z.object({ key: text, value: text })),
    kept: Kept,
    keptConfig: Kept,
  }),
  definitions: z.array(DefinitionForm),
  limits: z.object({
    maxParallel: text,
    maxJobs: text,
    /** Blank: no limit. */
    maxRuntime: Duration,
    /** Blank: the service picks one. */
    seed: text,
  }),
});
export type CreateForm = z.infer<typeof CreateForm>;

/** Steps of the wizard in order; each is also the part of the form it shows. Review shows all and owns nothing. */
export const STEPS = ['settings', 'definitions', 'limits', 'review'] as const;
export type Step = (typeof STEPS)[number];

/** Pages of one definition, in order. */
export const DEFINITION_STEPS = ['algorithm', 'data', 'resources'] as const;
export type DefinitionStep = (typeof DEFINITION_STEPS)[number];

export const MAX_DEFINITIONS = 10;

/**
 * Early stopping as it will be sent. More than one definition switches it off (rules V3); the choice itself stays in
 * the form and counts again once a single definition is left.
 */
export function effectiveEarlyStopping(form: CreateForm): 'Off' | 'Auto' {
  return form.definitions.length > 1 ? 'Off' : form.settings.earlyStopping;
}
