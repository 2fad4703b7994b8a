import { describe, expect, it } from 'vitest';
import { Points } from '../lib/points.ts';
import {
  comparedRows,
  keepSentence,
  marginWords,
  marksOf,
  stopMark,
  stopSentence,
  thresholdCurve,
} from './decisions.ts';

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
  expect([...(thresholdCurve({ Thresholds: [null, 0.5, null, 0.6] })?.points ?? [])]).toEqual([
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
  expect(stopMark({ ...decisions, Stop: median })).toEqual({ x: 7, y: 0.81, kind: 'stop', label: 'Stopped' });
  expect(stopMark({ ...decisions, Stop: { Rule: 'StopRequested', Scope: 'TuningJob' } })).toBeUndefined();
  expect(stopMark(undefined)).toBeUndefined();
});

it('marks best and last, and no two marks in one place', () => {
  const curve = (...ys: number[]) => ({
    id: 'a',
    label: 'a',
    index: 0,
    points: Points.of(ys.map((y, i) => ({ x: i + 1, y }))),
  });
  const kinds = (...marks: Parameters<typeof marksOf>) => marksOf(...marks).map(({ kind, x }) => [kind, x]);
  expect(kinds(curve(3, 1, 2), 'Minimize', undefined)).toEqual([
    ['best', 2],
    ['last', 3],
  ]);
  expect(kinds(curve(1, 2, 3), 'Maximize', undefined)).toEqual([['best', 3]]);
  const stop = { x: 3, y: 2, kind: 'stop' as const, label: 'Stopped' };
  expect(kinds(curve(3, 1, 2), 'Minimize', stop)).toEqual([
    ['best', 2],
    ['stop', 3],
  ]);
  const labels = (...marks: Parameters<typeof marksOf>) => marksOf(...marks).map(({ label }) => label);
  // A stopped one shows its last value as well.
  expect(labels(curve(3, 1, 2), 'Minimize', stop)).toEqual(['Best 1', 'Stopped, last 2']);
  expect(labels(curve(1, 2, 2.5), 'Maximize', { ...stop, y: 2.5 })).toEqual(['Stopped, best and last 2.5']);
  expect(labels(curve(1, 2, 3), 'Maximize', undefined)).toEqual(['Best and last 3']);
  expect(labels(curve(3, 1, 2), 'Minimize', undefined, '012')).toEqual(['012 best 1', '012 last 2']);
});

it('says how far from the line a value is, and whether that is good', () => {
  expect(marginWords(0.862, 0.85, 'Maximize')).toMatch(/^0.012 above the line, better/);
  expect(marginWords(0.862, 0.85, 'Minimize')).toMatch(/^0.012 above the line, worse/);
  expect(marginWords(0.8, 0.85, 'Minimize')).toMatch(/^0.05 below the line, better/);
  expect(marginWords(0.85, 0.85, 'Minimize')).toBe('on the line, which is not worse');
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
    expect(stopSentence({ Rule: 'MaxResource', Epoch: 9, Limit: 9 }, 'Maximize')).toContain(
      'counts like a completed one',
    );
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
