import { expect, it } from 'vitest';
import { callbackSentences, patienceBand } from './callback-words.ts';

const early = {
  Monitor: 'val_loss',
  Mode: 'Min' as const,
  Patience: 3,
  MinDelta: 0,
  StartFromEpoch: 0,
  RestoreBestWeights: true,
  Waits: [0, 0, 1, 2, 3],
  BestEpoch: 2,
  BestValue: 0.4,
  StopEpoch: 5,
};

it('shades from the best epoch to the end of patience', () => {
  expect(patienceBand(early)).toMatchObject({ from: 2, to: 5 });
  const { StopEpoch: _, ...running } = early;
  expect(patienceBand({ ...running, Waits: [0, 0, 1] })).toMatchObject({ from: 2, to: 3 });
  expect(patienceBand({ ...running, Waits: [0, 0] })).toBeUndefined();
});

it('says what was watched, what was best, and which model was kept', () => {
  const [sentence] = callbackSentences({ EarlyStopping: early });
  for (const part of ['val_loss', '3 epochs', '0.4 at epoch 2', 'ran out at epoch 5', 'best epoch'])
    expect(sentence).toContain(part);
});

it('says how often the model was saved', () => {
  const [sentence] = callbackSentences({
    ModelCheckpoint: { Monitor: 'val_accuracy', Mode: 'Max', SaveBestOnly: true, SavedEpochs: [1, 4] },
  });
  expect(sentence).toContain('each new high of val_accuracy: 2 times so far, last after epoch 4');
});
