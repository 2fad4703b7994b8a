import { expect, it } from 'vitest';
import { callbackSentences, layersSentence, patienceBand } from './callback-words.ts';

const early = {
  Name: 'EarlyStopping' as const,
  Monitor: 'val_loss',
  Mode: 'Min' as const,
  Patience: 3,
  MinDelta: 0,
  Relative: false,
  MinEpochs: 0,
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

it('calls early stopping what it is called where it is set, and a tolerance a share', () => {
  const [sentence] = callbackSentences({
    EarlyStopping: {
      ...early,
      Name: 'early_stopping_patience',
      MinDelta: 0.001,
      Relative: true,
      MinEpochs: 10,
    },
  });
  expect(sentence).toMatch(/^early_stopping_patience ends the training/);
  expect(sentence).toContain('better by more than 0.1 % of the best');
  expect(sentence).toContain('not before epoch 10');
});

it('says which of the two layers ended a training job', () => {
  const Callbacks = { EarlyStopping: early };
  expect(layersSentence({ Callbacks }, 5)).toContain('own early stopping ended it after epoch 5');
  expect(layersSentence({ Callbacks, Keep: { Rule: 'Off' } }, 5)).toContain("the tuning job's is off");
  const { StopEpoch: _, ...waiting } = early;
  const running = { EarlyStopping: { ...waiting, Waits: [0, 0, 1] } };
  expect(layersSentence({ Callbacks: running }, 3)).toBe(
    'Neither layer has ended it so far. 1 of 3 epochs of its own patience were used up.',
  );
  const Stop = { Rule: 'Median' as const, Epoch: 3, Value: 1, Median: 0.5, Compared: [] };
  expect(layersSentence({ Callbacks: running, Stop }, 3)).toContain(
    "The tuning job's rule ended it after epoch 3",
  );
  expect(layersSentence({ Callbacks: running, Keep: { Rule: 'Off' } }, 3)).toContain(
    'ran to its last epoch, 3',
  );
});
