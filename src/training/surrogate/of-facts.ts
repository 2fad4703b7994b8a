import { hash32 } from '../../lib/rng.ts';
import type { CatalogFacts, CatalogHyperparameter } from '../catalog/types.ts';
import type { Surrogate, SurrogateDimension, SurrogateMetric } from './surrogate.ts';
import { modeOf } from './modes.ts';

/** A number in [0, 1) that the texts fix. */
const fixed = (...texts: string[]) => (hash32(texts.join('\u0000')) >>> 0) / 2 ** 32;

const RATE = /^(learning_rate|eta|start_learning_rate)$/;

/** Kind of metric by its name → value of an untrained model, and what the best settings come to. */
const METRICS: readonly (readonly [RegExp, number, number])[] = [
  [/perplexity/i, 180, 14],
  [/bleu/i, 0.01, 0.29],
  [/(^|:)(auc|discriminator_auc|auc_mu)$/i, 0.5, 0.94],
  [/m?iou|map$/i, 0.02, 0.74],
  [/r2$/i, 0, 0.83],
  [/accuracy|f1|precision|recall|f_beta|mean_rho/i, 0.1, 0.92],
  [/pwll/i, -11.5, -7.4],
  [/total_loss/i, 860, 640],
  [/(wQuantileLoss|localization_loss)/i, 1.1, 0.16],
  [/error|loss|cross_entropy|MultiClass|Logloss|huber|fair|deviance/i, 0.9, 0.24],
  [/rmse|mae|mse|msd|ssd|l1|l2|absolute|squared/i, 1.2, 0.41],
];

/**
 * A simulated problem for an algorithm known by its catalogue entry alone. The best values of its hyperparameters are
 * fixed by their names, inside the middle of the recommended ranges; high-impact ones (those tuned by default) matter
 * most. All of this is invented: it has the shape of a tuning problem, not the numbers of a real one.
 */
export function surrogateOf({ id, ...facts }: CatalogFacts & { readonly id: string }): Surrogate {
  const epochs = facts.hyperparameters.find(({ name }) => name === facts.epochParameter);
  const batch = facts.hyperparameters.find(({ name }) => name === 'mini_batch_size' || name === 'batch_size');
  const usual = Number(epochs?.default) || (facts.iterative ? 20 : 1);
  return {
    id,
    metrics: facts.metrics.map(({ name, direction, perEpoch }): SurrogateMetric => {
      const [, start = 0, best = 1] = METRICS.find(([pattern]) => pattern.test(name)) ?? [];
      // A name that reads the wrong way round for its direction is turned.
      const turned = (direction === 'Maximize') !== best > start;
      const when = modeOf(id, name, facts.hyperparameters);
      return {
        name,
        start: turned ? best : start,
        best: turned ? start : best,
        perEpoch,
        ...(when && { when }),
      };
    }),
    epochs: { ...(facts.epochParameter ? { parameter: facts.epochParameter } : {}), default: usual },
    dimensions: facts.hyperparameters.flatMap((each) => dimensionOf(id, each, facts.epochParameter) ?? []),
    // Something is left to learn when the usual number of epochs is over.
    halfLife: usual * 0.2,
    noise: 0.012,
    cost: {
      instanceType: facts.instanceType,
      secondsPerEpoch: facts.iterative ? Math.max(1, 600 / usual) : 240,
      bytes: 400e6,
      ...(batch && Number(batch.default) > 0
        ? { batch: { parameter: batch.name, reference: Number(batch.default) } }
        : {}),
    },
  };
}

/** What is tuned of an algorithm that the catalogue does not have. */
export type Tuned = Pick<CatalogHyperparameter, 'name' | 'tunable'>;

/**
 * The problem with a say for hyperparameters that it does not know: each gets an invented influence over its range, so
 * that tuning an algorithm that it stands in for has something to find.
 */
export function alsoTuned(surrogate: Surrogate, tuned: readonly Tuned[]): Surrogate {
  const known = new Set(surrogate.dimensions.map(({ name }) => name));
  const more = tuned.flatMap((each) =>
    known.has(each.name) ? [] : (dimensionOf(surrogate.id, each, surrogate.epochs.parameter) ?? []),
  );
  return { ...surrogate, dimensions: [...surrogate.dimensions, ...more] };
}

function dimensionOf(
  id: string,
  { name, tunable, default: fallback }: Pick<CatalogHyperparameter, 'name' | 'tunable' | 'default'>,
  epochParameter: string | undefined,
): SurrogateDimension | undefined {
  if (!tunable || name === epochParameter) return undefined;
  const common = {
    name,
    ...(fallback === undefined ? {} : { default: fallback }),
    weight: tunable.byDefault ? 0.35 + 0.35 * fixed(id, name, 'weight') : 0.12 * fixed(id, name, 'weight'),
  };
  if (tunable.values) {
    return {
      ...common,
      kind: 'categorical',
      values: Object.fromEntries(
        tunable.values.map((value) => [
          value,
          { loss: fixed(id, name, value, 'loss'), rateShift: 0.3 * (fixed(id, name, value, 'shift') - 0.5) },
        ]),
      ),
    };
  }
  const { min = 0, max = 1, scaling } = tunable;
  const decades = min > 0 ? Math.log10(max / min) : 0;
  return {
    ...common,
    kind: 'numeric',
    min,
    max,
    scaling:
      scaling === 'ReverseLogarithmic'
        ? 'reverse-log'
        : scaling === 'Logarithmic' || decades >= 2
          ? 'log'
          : 'linear',
    best: 0.3 + 0.4 * fixed(id, name, 'best'),
    ...(RATE.test(name) ? { rate: true } : {}),
  };
}
