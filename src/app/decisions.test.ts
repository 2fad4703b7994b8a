import { describe, expect, it } from 'vitest';
import { comparedRows, keepSentence, stopMark, stopSentence, thresholdCurve } from './decisions.ts';

const rule = { MinCompletedTrainingJobs: 3, FirstEpoch: 2 };
const median = {
  Rule: 'Median' as const,
  Epoch: 7,
  Value: 0.81,
  Median: 0.84,
  Compared: [
    { TrainingJobName: 'job-002-0123abcd', RunningAverage: 0.86 },
    { TrainingJobName: 'job-001-0123abcd', RunningAverage: 0.82 },
  ],
};

it('draws the threshold only at epochs that were compared', () => {
  expect(thresholdCurve({ Thresholds: [null, 0.5, null, 0.6] })?.points).toEqual([
    { x: 2, y: 0.5 },
    { x: 4, y: 0.6 },
  ]);
  expect(thresholdCurve({ Thresholds: [null] })).toBeUndefined();
});

it('marks a stop by the median rule and no other', () => {
  const decisions = {
    TrainingJobName: 'job-003-0123abcd',
    Launch: { Rule: 'Random' as const },
    Thresholds: [],
    MedianRule: rule,
  };
  expect(stopMark({ ...decisions, Stop: median })).toEqual({ x: 7, y: 0.81 });
  expect(stopMark({ ...decisions, Stop: { Rule: 'StopRequested', Scope: 'TuningJob' } })).toBeUndefined();
  expect(stopMark(undefined)).toBeUndefined();
});

describe('the receipt in words', () => {
  it('names epoch, value, median and how many were compared', () => {
    const sentence = stopSentence(median, 'Maximize');
    for (const part of ['epoch 7', '0.81', 'below 0.84', '2 completed training jobs'])
      expect(sentence).toContain(part);
    expect(stopSentence(median, 'Minimize')).toContain('above 0.84');
  });

  it('tells who stopped what', () => {
    const byJob = stopSentence({ Rule: 'StopRequested', Scope: 'TuningJob' }, 'Maximize');
    expect(byJob).not.toBe(stopSentence({ Rule: 'StopRequested', Scope: 'TrainingJob' }, 'Maximize'));
    expect(stopSentence({ Rule: 'MaxRuntimeExceeded', LimitInSeconds: 3600 }, 'Maximize')).toContain('1 h');
  });

  it('lists the compared training jobs in order of their averages', () =>
    expect(comparedRows(median).map(({ short }) => short)).toEqual(['001', '002']));
});

describe('why it was not stopped', () => {
  it('counts the epochs that were never compared, by reason', () => {
    const sentence = keepSentence({ Rule: 'NeverCompared', TooEarly: 1, TooFew: 5, NoValue: 0 }, rule);
    expect(sentence).toContain('5 epochs');
    expect(sentence).toContain('fewer than 3');
    expect(sentence).toContain('before epoch 2');
    expect(sentence).not.toContain('no objective value');
  });

  it('names the closest call', () => {
    const sentence = keepSentence(
      { Rule: 'NeverWorse', EpochsCompared: 9, Closest: { Epoch: 4, Value: 0.9, Median: 0.89 } },
      rule,
    );
    for (const part of ['9 epochs', 'epoch 4', '0.9', '0.89']) expect(sentence).toContain(part);
  });

  it('says when early stopping is off', () => expect(keepSentence({ Rule: 'Off' }, rule)).toContain('off'));
});
