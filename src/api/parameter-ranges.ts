/** What is tuned: objective and hyperparameter ranges. Numbers travel as texts. */
import { z } from 'zod';
import { HyperParameterName, MetricName } from './common.ts';
import { list, oneOf, text } from './constraint.ts';
import { continuousBounds, distinctValues, integerBounds, tunedCount, tunedNames } from './range-rules.ts';
import { withRules } from './rules.ts';

export const HyperParameterTuningJobObjectiveType = oneOf(['Maximize', 'Minimize']);
export type HyperParameterTuningJobObjectiveType = z.infer<typeof HyperParameterTuningJobObjectiveType>;

export const HyperParameterTuningJobObjective = z.object({
  Type: HyperParameterTuningJobObjectiveType,
  MetricName,
});
export type HyperParameterTuningJobObjective = z.infer<typeof HyperParameterTuningJobObjective>;

export const HyperParameterScalingType = oneOf(['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic']);
export type HyperParameterScalingType = z.infer<typeof HyperParameterScalingType>;

const ParameterValue = text({ max: 256 });

export const IntegerParameterRange = withRules(
  z.object({
    Name: HyperParameterName,
    MinValue: ParameterValue,
    MaxValue: ParameterValue,
    /** ReverseLogarithmic is in the shared enumeration but refused for integers (V7). */
    ScalingType: HyperParameterScalingType.optional(),
  }),
  integerBounds,
);
export type IntegerParameterRange = z.infer<typeof IntegerParameterRange>;

export const ContinuousParameterRange = withRules(
  z.object({
    Name: HyperParameterName,
    MinValue: ParameterValue,
    MaxValue: ParameterValue,
    ScalingType: HyperParameterScalingType.optional(),
  }),
  continuousBounds,
);
export type ContinuousParameterRange = z.infer<typeof ContinuousParameterRange>;

export const CategoricalParameterRange = withRules(
  z.object({
    Name: HyperParameterName,
    Values: list(ParameterValue, 1, 30, 'Give 1 to 30 values.'),
  }),
  distinctValues,
);
export type CategoricalParameterRange = z.infer<typeof CategoricalParameterRange>;

export const AutoParameter = z.object({ Name: HyperParameterName, ValueHint: ParameterValue });
export type AutoParameter = z.infer<typeof AutoParameter>;

const AT_MOST_30 = 'At most 30 hyperparameters can be tuned.';

export const ParameterRanges = withRules(
  z.object({
    IntegerParameterRanges: list(IntegerParameterRange, 0, 30, AT_MOST_30).optional(),
    ContinuousParameterRanges: list(ContinuousParameterRange, 0, 30, AT_MOST_30).optional(),
    CategoricalParameterRanges: list(CategoricalParameterRange, 0, 30, AT_MOST_30).optional(),
    AutoParameters: list(AutoParameter, 0, 100).optional(),
  }),
  tunedCount,
  tunedNames,
);
export type ParameterRanges = z.infer<typeof ParameterRanges>;
