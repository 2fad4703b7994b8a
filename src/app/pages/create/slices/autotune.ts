import { z } from 'zod';
import type { ParameterRanges } from '../../../../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../../../api/tuning-job.ts';

/**
 * What the service is to choose. Fields that can be blank are left to it by leaving them blank; those that always hold
 * a value are left to it here. Values to search around stand with each definition's hyperparameters.
 */
export const Autotune = z.object({
  enabled: z.boolean(),
  /** Early stopping. */
  earlyStopping: z.boolean(),
  /** All ranges: those entered are not sent. */
  ranges: z.boolean(),
});
export type Autotune = z.infer<typeof Autotune>;

export const blankAutotune = (): Autotune => ({ enabled: false, earlyStopping: true, ranges: true });

interface Ranges {
  readonly IntegerParameterRanges?: readonly { readonly Name: string }[];
  readonly ContinuousParameterRanges?: readonly { readonly Name: string }[];
  readonly CategoricalParameterRanges?: readonly { readonly Name: string }[];
  readonly AutoParameters?: readonly { readonly Name: string }[];
}
interface Definition {
  readonly StaticHyperParameters: Readonly<Record<string, string>>;
  readonly HyperParameterRanges?: Ranges;
}
interface Candidate {
  readonly HyperParameterTuningJobConfig: {
    readonly TrainingJobEarlyStoppingType?: 'Off' | 'Auto';
    readonly ParameterRanges?: Ranges;
  };
  readonly TrainingJobDefinition?: Definition;
  readonly TrainingJobDefinitions?: readonly Definition[];
}

/** The request with what is left to Autotune taken out; while it is off, without the values to search around. */
export function withAutotune<R extends Candidate>(form: Autotune, request: R) {
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: single } = request;
  const { TrainingJobEarlyStoppingType, ParameterRanges: ranges, ...rest } = config;
  return {
    ...request,
    HyperParameterTuningJobConfig: {
      ...rest,
      ...(!(form.enabled && form.earlyStopping) && { TrainingJobEarlyStoppingType }),
      ...(ranges && { ParameterRanges: leftOf(form, ranges) }),
    },
    ...(single && { TrainingJobDefinition: withoutHinted(form, single, ranges) }),
    ...(request.TrainingJobDefinitions && {
      TrainingJobDefinitions: request.TrainingJobDefinitions.map((each) => ({
        ...withoutHinted(form, each, each.HyperParameterRanges),
        ...(each.HyperParameterRanges && { HyperParameterRanges: leftOf(form, each.HyperParameterRanges) }),
      })),
    }),
    ...(form.enabled && { Autotune: { Mode: 'Enabled' as const } }),
  };
}

const hinted = (ranges: Ranges | undefined) =>
  new Set((ranges?.AutoParameters ?? []).map(({ Name }) => Name));

function leftOf(form: Autotune, { AutoParameters, ...given }: Ranges): Ranges {
  if (!form.enabled) return given;
  const hints = { ...(AutoParameters && { AutoParameters }) };
  if (form.ranges) return hints;
  const names = hinted({ AutoParameters: AutoParameters ?? [] });
  const others = (list: readonly { readonly Name: string }[] = []) =>
    list.filter(({ Name }) => !names.has(Name));
  return {
    IntegerParameterRanges: others(given.IntegerParameterRanges),
    ContinuousParameterRanges: others(given.ContinuousParameterRanges),
    CategoricalParameterRanges: others(given.CategoricalParameterRanges),
    ...hints,
  };
}

/** A hyperparameter with a value to search around is not static as well. */
function withoutHinted<D extends Definition>(form: Autotune, definition: D, ranges: Ranges | undefined): D {
  const names = form.enabled ? hinted(ranges) : new Set<string>();
  return {
    ...definition,
    StaticHyperParameters: Object.fromEntries(
      Object.entries(definition.StaticHyperParameters).filter(([name]) => !names.has(name)),
    ),
  };
}

export function readAutotune({
  Autotune: given,
  HyperParameterTuningJobConfig: config,
  TrainingJobDefinitions = [],
}: CreateHyperParameterTuningJobRequest): Autotune {
  if (!given) return blankAutotune();
  const sets = [config.ParameterRanges, ...TrainingJobDefinitions.map((each) => each.HyperParameterRanges)];
  return {
    enabled: true,
    earlyStopping: config.TrainingJobEarlyStoppingType === undefined,
    ranges: sets.every(isUnset),
  };
}

const isUnset = (ranges: ParameterRanges | undefined) =>
  !ranges?.IntegerParameterRanges?.length &&
  !ranges?.ContinuousParameterRanges?.length &&
  !ranges?.CategoricalParameterRanges?.length;
