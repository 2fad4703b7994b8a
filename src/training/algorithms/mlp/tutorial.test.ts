import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCsv } from '../../datasets.ts';
import type { Dataset } from '../../types.ts';
import { mlp } from '../mlp.ts';
import { readMlp } from './model.ts';

const bundled = (channel: string): Dataset => {
  const path = `public/data/etude-samples/moons-tutorial/${channel}/moons-tutorial-${channel}.csv`;
  const text = readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
  return readCsv([{ uri: 's3://b/d', text }], { channel, uri: 's3://b/d' });
};
const channels = { train: bundled('train'), validation: bundled('validation') };

function run(patience: string) {
  const hyperparameters = {
    hidden_units: '500',
    // The sample goes on to 4,000; the loss only grows on the way there.
    epochs: '1500',
    seed: '1',
    early_stopping: 'true',
    patience,
    model_checkpoint: 'true',
    checkpoint_monitor: 'val_accuracy',
    save_best_only: 'true',
  };
  const generator = mlp.train({ algorithm: 'mlp', hyperparameters, channels, seed: 0 });
  const losses: number[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) losses.push(next.value.metrics.val_loss!);
  return { losses, final: next.value };
}

test('the sample of three runs shows what the tutorial tells', () => {
  const none = run('1500');
  const simple = run('0');
  const patient = run('200');
  expect(none.final.summary!.stop_epoch).toBe(0);
  expect(none.losses.length).toBe(1500);
  // Simple early stopping ends while the loss rests on its way down; patience gets over that.
  expect(simple.final.summary!.stop_epoch).toBeLessThan(300);
  expect(patient.final.summary).toMatchObject({
    stop_epoch: patient.losses.length,
    best_epoch: patient.losses.length - 200,
  });
  expect(patient.losses.length).toBeGreaterThan(600);
  expect(patient.losses.at(-1)).toBeLessThan(0.8 * simple.losses.at(-1)!);
  expect(none.losses.at(-1)).toBeGreaterThan(1.3 * Math.min(...none.losses));
  // Alike in weights and shuffles: the shorter runs are parts of the longest, bit for bit.
  expect(simple.losses).toEqual(none.losses.slice(0, simple.losses.length));
  expect(patient.losses).toEqual(none.losses.slice(0, patient.losses.length));
  const accuracy = (text: string) => readMlp(text).evaluate(channels.validation).accuracy;
  const { artifact, files } = patient.final;
  expect(accuracy(files![0]!.text)).toBeGreaterThanOrEqual(accuracy(artifact.text));
});
