import { z } from 'zod';
import type { ParameterRanges } from '../../../../api/parameter-ranges.ts';
import type { Path } from '../../../../api/rules.ts';
import { algorithmOf } from '../../../../training/catalog/index.ts';
import { blankRow, catalogHyperparameter, presetRow } from '../algorithms.ts';

const text = z.string();

export const RANGE_TYPES = ['Integer', 'Continuous', 'Categorical'] as const;
export const SCALING_TYPES = ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'] as const;

/** One hyperparameter. What another type needs stays in the row, so that changing the type and back loses nothing. */
export const HyperparameterRow = z.object({
  name: text,
  type: z.enum(['Static', ...RANGE_TYPES]),
  scaling: z.enum(SCALING_TYPES),
  /** Static; blank: left to the algorithm. */
  value: text,
  /** Integer, Continuous. */
  min: text,
  max: text,
  /** Categorical. */
  values: z.array(text),
});
export type HyperparameterRow = z.infer<typeof HyperparameterRow>;

/** Static hyperparameters that are sent. Blank ones of the catalogue are the algorithm's to choose. */
export const isSentStatic = ({ type, name, value }: HyperparameterRow, image: string) =>
  type === 'Static' && (value.trim() !== '' || !catalogHyperparameter(image, name.trim()));

/** A value as it is sent: blanks around what the catalogue knows mean nothing, anywhere else they may. */
const sentValue = ({ name, value }: HyperparameterRow, image: string) =>
  catalogHyperparameter(image, name.trim()) ? value.trim() : value;

export const writeStatic = (rows: readonly HyperparameterRow[], image: string) =>
  Object.fromEntries(
    rows.filter((row) => isSentStatic(row, image)).map((row) => [row.name.trim(), sentValue(row, image)]),
  );

export function writeRanges(rows: readonly HyperparameterRow[]) {
  const numeric = (type: 'Integer' | 'Continuous') =>
    rows
      .filter((row) => row.type === type)
      .map(({ name, min, max, scaling }) => ({
        Name: name.trim(),
        MinValue: min.trim(),
        MaxValue: max.trim(),
        ScalingType: scaling,
      }));
  return {
    IntegerParameterRanges: numeric('Integer'),
    ContinuousParameterRanges: numeric('Continuous'),
    CategoricalParameterRanges: rows
      .filter((row) => row.type === 'Categorical')
      .map(({ name, values }) => ({ Name: name.trim(), Values: values })),
  };
}

/** The algorithm's hyperparameters in the catalogue's order with the request's values, then any others it names. */
export function readRows(
  image: string,
  fixed: Readonly<Record<string, string>>,
  ranges: ParameterRanges | undefined,
): HyperparameterRow[] {
  const all = new Map(algorithmOf(image)?.hyperparameters.map((each) => [each.name, presetRow(each)]));
  const put = (name: string, values: Partial<HyperparameterRow>) =>
    all.set(name, { ...(all.get(name) ?? blankRow(name)), ...values });
  for (const [name, value] of Object.entries(fixed)) put(name, { type: 'Static', value });
  for (const type of ['Integer', 'Continuous'] as const) {
    for (const each of ranges?.[`${type}ParameterRanges`] ?? []) {
      const { Name, MinValue, MaxValue, ScalingType = 'Auto' } = each;
      put(Name, { type, min: MinValue, max: MaxValue, scaling: ScalingType });
    }
  }
  for (const { Name, Values } of ranges?.CategoricalParameterRanges ?? []) {
    put(Name, { type: 'Categorical', values: [...Values] });
  }
  return inOrderOf(ranges, [...all.values()]);
}

/** Rows of one type in the request's order: draws depend on it, so a clone with the same seed has the same ones. */
function inOrderOf(ranges: ParameterRanges | undefined, rows: readonly HyperparameterRow[]) {
  const left = new Map(
    RANGE_TYPES.map((type) => [
      type as string,
      (ranges?.[`${type}ParameterRanges`] ?? []).map(({ Name }) => Name),
    ]),
  );
  const byName = new Map(rows.map((row) => [row.name, row]));
  return rows.map((row) => byName.get(left.get(row.type)?.shift() ?? row.name) ?? row);
}

const RANGE_FIELDS: Readonly<Record<string, string>> = {
  Name: 'name',
  MinValue: 'min',
  MaxValue: 'max',
  ScalingType: 'scaling',
  Values: 'values',
};

/** Where in `rows` a path of the definition leads: static ones are found by name, the n-th range of a type by counting. */
export function locateRow(
  [head, second, third, field]: Path,
  { image, hyperparameters: rows }: { image: string; hyperparameters: readonly HyperparameterRow[] },
): string | undefined {
  const place = (index: number, key: string) => (index < 0 ? undefined : `hyperparameters.${index}.${key}`);
  if (head === 'StaticHyperParameters' && second !== undefined) {
    return place(
      rows.findIndex((row) => isSentStatic(row, image) && row.name.trim() === String(second)),
      'value',
    );
  }
  if (head !== 'HyperParameterRanges' || typeof third !== 'number') return undefined;
  const type = String(second).replace('ParameterRanges', '');
  const tuned = rows.flatMap((row, index) => (row.type === type ? [index] : []));
  return place(
    tuned[third] ?? -1,
    RANGE_FIELDS[String(field)] ?? (type === 'Categorical' ? 'values' : 'max'),
  );
}
