/** A request that starts from what one training job was given. Pure. */
import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import type {
  ContinuousParameterRange,
  IntegerParameterRange,
  ParameterRanges,
} from '../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';

/** What becomes of the tuned values: fixed, or the middle of narrower ranges. */
export const VALUES = ['static', 'centre'] as const;
export type Values = (typeof VALUES)[number];

type Tuned = Readonly<Record<string, string>>;

/** The tuning job's request with the one definition the training job was launched from, around its values. */
export function requestFromTrainingJob(
  request: CreateHyperParameterTuningJobRequest,
  definitionName: string | undefined,
  tuned: Tuned,
  values: Values,
): CreateHyperParameterTuningJobRequest {
  const change = (ranges: ParameterRanges | undefined) =>
    values === 'static' ? withoutRanges(ranges, tuned) : aroundValues(ranges, tuned);
  const fix = (definition: HyperParameterTrainingJobDefinition) => ({
    ...definition,
    ...(values === 'static' && {
      StaticHyperParameters: { ...definition.StaticHyperParameters, ...tuned },
    }),
    ...(definition.HyperParameterRanges && { HyperParameterRanges: change(definition.HyperParameterRanges) }),
  });
  const { TrainingJobDefinition: single, TrainingJobDefinitions: list } = request;
  const config = request.HyperParameterTuningJobConfig;
  return {
    ...request,
    HyperParameterTuningJobConfig: {
      ...config,
      ...(config.ParameterRanges && { ParameterRanges: change(config.ParameterRanges) }),
    },
    ...(single && { TrainingJobDefinition: fix(single) }),
    ...(list && {
      TrainingJobDefinitions: list
        .filter(({ DefinitionName }) => DefinitionName === definitionName || list.length === 1)
        .map(fix),
    }),
  };
}

function withoutRanges(ranges: ParameterRanges = {}, tuned: Tuned): ParameterRanges {
  const left = <Range extends { readonly Name: string }>(list: readonly Range[] | undefined) =>
    list?.filter(({ Name }) => !Object.hasOwn(tuned, Name));
  return {
    ...ranges,
    ...(ranges.IntegerParameterRanges && { IntegerParameterRanges: left(ranges.IntegerParameterRanges) }),
    ...(ranges.ContinuousParameterRanges && {
      ContinuousParameterRanges: left(ranges.ContinuousParameterRanges),
    }),
    ...(ranges.CategoricalParameterRanges && {
      CategoricalParameterRanges: left(ranges.CategoricalParameterRanges),
    }),
  };
}

function aroundValues(ranges: ParameterRanges = {}, tuned: Tuned): ParameterRanges {
  const around = <Range extends IntegerParameterRange | ContinuousParameterRange>(
    list: readonly Range[],
    whole: boolean,
  ) =>
    list.map((range) => {
      const value = Object.hasOwn(tuned, range.Name) ? Number(tuned[range.Name]) : Number.NaN;
      return Number.isFinite(value) ? narrowed(range, value, whole) : range;
    });
  return {
    ...ranges,
    ...(ranges.IntegerParameterRanges && {
      IntegerParameterRanges: around(ranges.IntegerParameterRanges, true),
    }),
    ...(ranges.ContinuousParameterRanges && {
      ContinuousParameterRanges: around(ranges.ContinuousParameterRanges, false),
    }),
  };
}

/** Half as wide as before on the range's own scale, the value in the middle as far as the old ends allow. */
function narrowed<Range extends IntegerParameterRange | ContinuousParameterRange>(
  range: Range,
  value: number,
  whole: boolean,
): Range {
  const [min, max] = [Number(range.MinValue), Number(range.MaxValue)];
  if (!(min < max)) return range;
  const [to, from] = scaleOf(range.ScalingType, min, max);
  const quarter = (to(max) - to(min)) / 4;
  const low = Math.max(min, from(to(value) - quarter));
  const high = Math.min(max, from(to(value) + quarter));
  if (whole) {
    const ends = [Math.max(min, Math.floor(low)), Math.min(max, Math.ceil(high))] as const;
    const [first, last] = ends[0] < ends[1] ? ends : [Math.max(min, ends[1] - 1), Math.min(max, ends[0] + 1)];
    return { ...range, MinValue: String(first), MaxValue: String(last) };
  }
  // Six digits are enough for an end of a range; rounding must not push it past the old one or the value.
  const rounded = [Number(low.toPrecision(6)), Number(high.toPrecision(6))] as const;
  const fits = rounded[0] >= min && rounded[1] <= max && rounded[0] <= value && rounded[1] >= value;
  const [first, last] = fits && rounded[0] < rounded[1] ? rounded : [low, high];
  return first < last ? { ...range, MinValue: String(first), MaxValue: String(last) } : range;
}

type Scale = readonly [to: (value: number) => number, from: (place: number) => number];

/** Auto is taken as logarithmic where the ends are a hundredfold apart. */
function scaleOf(scaling: string | undefined, min: number, max: number): Scale {
  const wide = min > 0 && max / min >= 100;
  if (scaling === 'Logarithmic' || ((scaling === undefined || scaling === 'Auto') && wide))
    return [Math.log, Math.exp];
  if (scaling === 'ReverseLogarithmic') return [(x) => -Math.log1p(-x), (y) => -Math.expm1(-y)];
  return [(x) => x, (y) => y];
}
