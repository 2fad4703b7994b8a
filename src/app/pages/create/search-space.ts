import { combinations } from '../../../api/definitions.ts';
import { inferMaxResource } from '../../../api/space-rules.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import type { AlgorithmForm, CreateForm, DefinitionForm, HyperparameterRow } from './form.ts';
import { writeAllRanges } from './slices/algorithm.ts';
import { writeStatic } from './slices/hyperparameters.ts';
import { toNumber } from './text.ts';

/** How many different configurations a definition's ranges hold; Infinity with a continuous one. */
export const sizeOf = (algorithm: AlgorithmForm): number => combinations(writeAllRanges(algorithm));

/** The same over all definitions: the number of training jobs of a grid search. */
export const sizeOfAll = (definitions: readonly DefinitionForm[]): number =>
  definitions.reduce((sum, { algorithm }) => sum + sizeOf(algorithm), 0);

/** The most epochs of a definition's training jobs as Hyperband reads them, and how the algorithm counts them. */
export function resourceOf({ algorithm }: DefinitionForm) {
  const { image, hyperparameters } = algorithm;
  const fixed = writeStatic(hyperparameters, image);
  const parameter = algorithmOf(image)?.epochParameter;
  const row = hyperparameters.find(({ name }) => name === parameter);
  return {
    inferred: inferMaxResource(fixed),
    parameter,
    /** What the algorithm itself would train for, if it is static. */
    epochs: row?.type === 'Static' ? row.value : undefined,
  };
}

/** `value` with as many digits as a person would type. */
const short = (value: number) => String(Number(value.toPrecision(3)));

/** A numeric range as categories for a grid: both ends and the middle of the scale. Other rows stay. */
export function asCategories(row: HyperparameterRow): HyperparameterRow {
  if (row.type !== 'Integer' && row.type !== 'Continuous') return row;
  const [min, max] = [toNumber(row.min), toNumber(row.max)];
  if (!(min < max)) return { ...row, type: 'Categorical' };
  const middle = row.scaling === 'Logarithmic' && min > 0 ? Math.sqrt(min * max) : (min + max) / 2;
  const values = [
    row.min.trim(),
    row.type === 'Integer' ? String(Math.round(middle)) : short(middle),
    row.max.trim(),
  ];
  return { ...row, type: 'Categorical', values: [...new Set(values)] };
}

/** The definition with categorical ranges only, as Grid needs them. */
export const forGrid = (definition: DefinitionForm): DefinitionForm => ({
  ...definition,
  algorithm: {
    ...definition.algorithm,
    hyperparameters: definition.algorithm.hyperparameters.map(asCategories),
  },
});

/** Whether a range of the form is one that Grid cannot take. */
export const hasNumericRanges = ({ definitions }: Pick<CreateForm, 'definitions'>): boolean =>
  definitions.some(({ algorithm }) =>
    algorithm.hyperparameters.some(({ type }) => type === 'Integer' || type === 'Continuous'),
  );
