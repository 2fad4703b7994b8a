import { parseDecimal, parseInteger } from '../../../api/number-text.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { isSimulatedData } from '../../../training/catalog/stand-ins.ts';
import type { CatalogHyperparameter } from '../../../training/catalog/types.ts';
import { catalogHyperparameter } from './algorithms.ts';
import type { AlgorithmForm, DefinitionForm, HyperparameterRow } from './form.ts';
import { writeStatic } from './slices/hyperparameters.ts';

export interface RowProblem {
  readonly row: number;
  readonly key: 'name' | 'value' | 'min' | 'max' | 'values';
  readonly message: string;
}

/**
 * What the request cannot say or the service would find out only in the training job: rows without a name of their
 * own, required hyperparameters left blank, values that the algorithm will not take. Range rules are the contract's.
 */
export function hyperparameterProblems({ image, hyperparameters }: AlgorithmForm): RowProblem[] {
  return hyperparameters.flatMap((row, index) => {
    const found = (key: RowProblem['key'], message: string | undefined) =>
      message === undefined ? [] : [{ row: index, key, message }];
    const known = catalogHyperparameter(image, row.name);
    return [
      ...found('name', nameProblem(row, index, hyperparameters)),
      ...(row.type === 'Static'
        ? found('value', valueProblem(row.value.trim(), known))
        : row.type === 'Categorical'
          ? found(
              'values',
              row.values.map((value) => takes(value, known)).find((each) => each !== undefined),
            )
          : [...found('min', takes(row.min.trim(), known)), ...found('max', takes(row.max.trim(), known))]),
    ];
  });
}

/**
 * Where the objective metric and the values contradict each other: fields of the algorithm's page with what its learner
 * says. The service would refuse the same; on simulated data, where no learner runs, it does not.
 */
export function contradictions({ algorithm, data }: DefinitionForm) {
  if (data.channels.some(({ source, location }) => source === 'S3' && isSimulatedData(location))) return [];
  const { image, objectiveMetric, hyperparameters } = algorithm;
  const found = algorithmOf(image)?.contradictions?.(
    objectiveMetric.trim(),
    writeStatic(hyperparameters, image),
  );
  return (found ?? []).map(({ hyperparameter, message }) => ({
    field:
      hyperparameter === undefined
        ? 'objectiveMetric'
        : `hyperparameters.${hyperparameters.findIndex(({ name }) => name.trim() === hyperparameter)}.value`,
    message,
  }));
}

function nameProblem(
  row: HyperparameterRow,
  index: number,
  all: readonly HyperparameterRow[],
): string | undefined {
  const name = row.name.trim();
  if (name === '') return 'Enter the name that the container reads.';
  const first = all.findIndex((other) => other.name.trim() === name);
  return first < index ? `${name} is in the list already.` : undefined;
}

function valueProblem(value: string, known: CatalogHyperparameter | undefined): string | undefined {
  if (value !== '') return takes(value, known);
  return known?.required ? 'This hyperparameter is required. Enter a value or a range.' : undefined;
}

/** Why the algorithm will not take a value; undefined when it will, or when the catalogue does not say. */
function takes(value: string, known: CatalogHyperparameter | undefined): string | undefined {
  if (!known || value === '') return undefined;
  const { kind, values, min = -Infinity, max = Infinity } = known;
  if (kind === 'text' || values?.includes(value)) return undefined;
  if (kind === 'categorical') return values ? `Choose one of: ${values.join(', ')}.` : undefined;
  const number = kind === 'integer' ? parseInteger(value) : parseDecimal(value);
  if (number === undefined) return kind === 'integer' ? 'Enter a whole number.' : 'Enter a number.';
  return number < min || number > max ? `Enter ${interval(min, max)}.` : undefined;
}

/** The numbers a hyperparameter takes, in words. */
export function interval(min = -Infinity, max = Infinity): string {
  if (min === -Infinity) return max === Infinity ? 'a number' : `a number of at most ${max}`;
  return max === Infinity ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
}
