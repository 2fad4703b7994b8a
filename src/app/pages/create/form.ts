import { z } from 'zod';
import { Autotune } from './slices/autotune.ts';
import { WarmStart } from './slices/warm-start.ts';
import { Algorithm } from './slices/algorithm.ts';
import { Channel } from './slices/channel.ts';
import { Completion } from './slices/completion.ts';
import { Duration } from './duration.ts';
import { Hyperband } from './slices/hyperband.ts';
import { Output } from './slices/output.ts';
import { Resources } from './slices/resources.ts';

/**
 * The wizard's state: it mirrors the screen, nested by step, and holds what was typed as text. It is put together from
 * slices; each slice's file says how its part looks, how it is written into a request and read from one, and which of
 * its fields a path of the request belongs to. `to-request.ts`, `from-request.ts` and `locate.ts` join them in the same
 * way. The shape is a schema because a draft read back from storage has to be checked.
 */
const text = z.string();

export type { HyperparameterRow } from './slices/hyperparameters.ts';
export { RANGE_TYPES, SCALING_TYPES } from './slices/hyperparameters.ts';
export type AlgorithmForm = Algorithm;
export type ChannelForm = Channel;
export { DURATION_UNITS } from './duration.ts';
export type { Duration } from './duration.ts';

export const DefinitionForm = z.object({
  algorithm: Algorithm,
  data: Output.extend({ channels: z.array(Channel) }),
  resources: Resources,
});
export type DefinitionForm = z.infer<typeof DefinitionForm>;

export const CreateForm = z.object({
  settings: z.object({
    name: text,
    strategy: z.enum(['Bayesian', 'Random', 'Hyperband', 'Grid']),
    hyperband: Hyperband,
    earlyStopping: z.enum(['Off', 'Auto']),
    warmStart: WarmStart,
    autotune: Autotune,
    tags: z.array(z.object({ key: text, value: text })),
  }),
  definitions: z.array(DefinitionForm),
  limits: z.object({
    maxParallel: text,
    /** Blank: no limit. Grid counts its combinations itself. */
    maxJobs: text,
    /** Blank: no limit. */
    maxRuntime: Duration,
    completion: Completion,
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

/** Why early stopping is off whatever was chosen (rules V3, V4); undefined where the choice counts. */
export function whyNoEarlyStopping(form: CreateForm): 'several' | 'Hyperband' | undefined {
  if (form.settings.strategy === 'Hyperband') return 'Hyperband';
  return form.definitions.length > 1 ? 'several' : undefined;
}

/** Early stopping as it will be sent. The choice itself stays in the form and counts again once nothing forbids it. */
export const effectiveEarlyStopping = (form: CreateForm): 'Off' | 'Auto' =>
  whyNoEarlyStopping(form) === undefined ? form.settings.earlyStopping : 'Off';
