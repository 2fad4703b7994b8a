/** Rules on one range and on the ranges of one definition together (V7, V8, V11b). */
import { z } from 'zod';
import { parseDecimal, parseInteger } from './number-text.ts';
import { quotas } from './quotas.ts';
import { type Breach, breach, repeated, rule } from './rules.ts';

const Bounds = z.object({
  MinValue: z.string(),
  MaxValue: z.string(),
  ScalingType: z.string().optional().catch(undefined),
});

/** Ends are whole numbers, strictly increasing; Logarithmic is above 0, ReverseLogarithmic does not apply. */
export const integerBounds = rule(Bounds, (range) => {
  const ends = increasing(range, parseInteger, 'Enter a whole number, in digits.');
  if (range.ScalingType !== 'ReverseLogarithmic') return [...ends, ...logarithmic(range)];
  const message = 'Reverse logarithmic scaling is for continuous hyperparameters only.';
  return [...ends, ...breach('V7', ['ScalingType'], message)];
});

/** Ends are numbers, strictly increasing; Logarithmic is above 0, ReverseLogarithmic within 0 ≤ x < 1. */
export const continuousBounds = rule(Bounds, (range) => [
  ...increasing(range, parseDecimal, 'Enter a number, such as 0.01 or 1e-5.'),
  ...logarithmic(range),
  ...reverseLogarithmic(range),
]);

function increasing(
  range: { MinValue: string; MaxValue: string },
  parse: (text: string) => number | undefined,
  notANumber: string,
): Breach[] {
  const [min, max] = [parse(range.MinValue), parse(range.MaxValue)];
  const unread = (['MinValue', 'MaxValue'] as const).filter((end) => parse(range[end]) === undefined);
  if (unread.length > 0) return unread.flatMap((end) => breach('V11b', [end], notANumber));
  if (min !== undefined && max !== undefined && min < max) return [];
  return breach('V11b', ['MaxValue'], 'The maximum has to be above the minimum.');
}

function logarithmic({ MinValue, ScalingType }: z.infer<typeof Bounds>): Breach[] {
  const min = parseDecimal(MinValue);
  if (ScalingType !== 'Logarithmic' || min === undefined || min > 0) return [];
  return breach('V7', ['MinValue'], 'Logarithmic scaling needs a minimum above 0.');
}

function reverseLogarithmic({ MinValue, MaxValue, ScalingType }: z.infer<typeof Bounds>): Breach[] {
  if (ScalingType !== 'ReverseLogarithmic') return [];
  const [min, max] = [parseDecimal(MinValue), parseDecimal(MaxValue)];
  return [
    ...(min !== undefined && min < 0
      ? breach('V7', ['MinValue'], 'Reverse logarithmic scaling needs a minimum of at least 0.')
      : []),
    ...(max !== undefined && max >= 1
      ? breach('V7', ['MaxValue'], 'Reverse logarithmic scaling needs a maximum below 1.')
      : []),
  ];
}

/** At least two values, each once: a single value is a static hyperparameter. */
export const distinctValues = rule(z.object({ Values: z.array(z.string()) }), ({ Values }) => {
  const twice = repeated(Values)[0];
  if (twice !== undefined) return breach('V11b', ['Values'], `The value ${Values[twice]} is listed twice.`);
  return Values.length === 1
    ? breach('V11b', ['Values'], 'Give at least two values, or make it Static.')
    : [];
});

const NUMBERED = [
  'IntegerParameterRanges',
  'ContinuousParameterRanges',
  'CategoricalParameterRanges',
] as const;
const LISTS = [...NUMBERED, 'AutoParameters'] as const;

const Items = z.array(z.unknown()).optional().catch(undefined);
const Lists = z.object({
  IntegerParameterRanges: Items,
  ContinuousParameterRanges: Items,
  CategoricalParameterRanges: Items,
  AutoParameters: Items,
});

/** At most 30 ranges over the three kinds. */
export const tunedCount = rule(Lists, (ranges) => {
  const tuned = NUMBERED.reduce((sum, list) => sum + (ranges[list]?.length ?? 0), 0);
  if (tuned <= quotas.tunedHyperParameters) return [];
  const message = `At most ${quotas.tunedHyperParameters} hyperparameters can be tuned; there are ${tuned}.`;
  return breach('V8', [], message);
});

/** Each tuned hyperparameter has a name of its own. */
export const tunedNames = rule(Lists, (ranges) => {
  const Named = z.object({ Name: z.string() }).catch({ Name: '' });
  const entries = LISTS.flatMap((list) =>
    (ranges[list] ?? []).map((range, i) => ({ path: [list, i, 'Name'], name: Named.parse(range).Name })),
  );
  return repeated(entries.map(({ name }) => name || undefined)).flatMap((i) =>
    breach('V8', entries[i]?.path ?? [], `${entries[i]?.name} has a range already.`),
  );
});
