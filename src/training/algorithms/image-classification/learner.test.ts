import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readCsv } from '../../datasets.ts';
import type { Dataset, EpochMetrics, TrainTask } from '../../types.ts';
import { readMlp } from '../mlp/model.ts';
import { imageClassification } from './learner.ts';
import { readImageSettings } from './settings.ts';

const bundled = (channel: string): Dataset => {
  const url = new URL(
    `../../../../public/data/etude-samples/digits/${channel}/digits-${channel}.csv`,
    import.meta.url,
  );
  return readCsv([{ uri: 's3://b/d', text: readFileSync(url, 'utf8') }], { channel, uri: 's3://b/d' });
};
const channels = { train: bundled('train'), validation: bundled('validation') };
const needed = { num_classes: '10', num_training_samples: '1348' };

function run(hyperparameters: Record<string, string>, more: Partial<TrainTask> = {}) {
  const generator = imageClassification.train({
    algorithm: 'image-classification',
    hyperparameters: { ...needed, ...hyperparameters },
    channels,
    seed: 1,
    ...more,
  });
  const rows: EpochMetrics[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) rows.push(next.value);
  return { rows, final: next.value, held: rows.map(({ metrics }) => metrics['validation:accuracy']!) };
}

describe('on 8 × 8 digits', () => {
  // scikit-learn 1.2.1's MLPClassifier with 64 units reaches .964 after 20 epochs of batches of 32.
  test.each([
    ['sgd', '0.1'],
    ['nag', '0.1'],
    ['adam', '0.005'],
    ['rmsprop', '0.005'],
  ])('%s reaches what such a network reaches elsewhere', (optimizer, learning_rate) => {
    expect(run({ optimizer, learning_rate, epochs: '20' }).held.at(-1)).toBeGreaterThan(0.95);
  });

  it('leaves a model that scores pixels as they are in the file as it did', () => {
    const { final, held } = run({ epochs: '3' });
    expect(readMlp(final.artifact.text).evaluate(channels.validation).accuracy).toBeCloseTo(held.at(-1)!, 12);
  });

  it('ends by itself when accuracy no longer grows by the tolerance, not before the least epochs', () => {
    const stopping = {
      early_stopping: 'true',
      early_stopping_patience: '2',
      early_stopping_tolerance: '0.05',
    };
    const soon = run({ ...stopping, early_stopping_min_epochs: '1' });
    const { held } = soon;
    let [best, wait] = [0, 0];
    const expected = held.findIndex((value) => {
      const better = best === 0 || value > best * 1.05;
      [best, wait] = better ? [value, 0] : [best, wait + 1];
      return wait === 2;
    });
    expect(soon.final.summary!.stop_epoch).toBe(expected + 1);
    expect(held.length).toBe(expected + 1);
    expect(run({ ...stopping, early_stopping_min_epochs: '9' }).held.length).toBe(9);
  });
});

test('weight decay shrinks the weights', () => {
  const norm = (decay: string) => {
    const { layers } = JSON.parse(run({ epochs: '3', weight_decay: decay }).final.artifact.text) as {
      layers: { kernel: number[] }[];
    };
    return layers.flatMap(({ kernel }) => kernel).reduce((sum, w) => sum + w * w, 0);
  };
  expect(norm('0.01')).toBeLessThan(0.8 * norm('0'));
});

test('the learning rate falls after the epochs of its schedule', () => {
  const settings = readImageSettings({ ...needed, lr_scheduler_step: '2, 4', lr_scheduler_factor: '0.5' });
  const rates = [1, 2, 3, 4, 5].map((epoch) => settings.optimizer(epoch).learningRate);
  expect(rates).toEqual([0.1, 0.1, 0.05, 0.05, 0.025]);
});

test('one wrong number of samples is told in the log and nothing else', () => {
  const { rows } = run({ epochs: '2', num_training_samples: '99' });
  expect(rows.map(({ log }) => log.includes('WARNING: num_training_samples'))).toEqual([true, false]);
});

test.each([
  [{ image_shape: '1,8,9' }, /1,8,9 makes 72 values/],
  [{ image_shape: '8x8' }, /image_shape/],
  [{ num_classes: '9' }, /Label 9 of image/],
  [{ multi_label: '1' }, /multi_label/],
  [{ augmentation_type: 'crop' }, /augmentation_type/],
  [{ lr_scheduler_step: 'soon' }, /lr_scheduler_step/],
  [{ optimizer: 'adadelta' }, /optimizer/],
])('refuses %o', (given: Record<string, string>, message) => {
  expect(() => run(given)).toThrow(message);
});

test('needs a validation channel', () => {
  expect(() => run({}, { channels: { train: channels.train } })).toThrow(/validation is missing/);
});
