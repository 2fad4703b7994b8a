import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chunks,
  epochAxis,
  factsOf,
  groupMetrics,
  lastEpoch,
  nearestPoint,
  niceAxis,
  toPoints,
  toRows,
  valueRange,
  type Curve,
} from './series.ts';

const curve = (id: string, ys: readonly number[], index = 0): Curve => ({
  id,
  label: id,
  index,
  points: ys.map((y, i) => ({ x: i + 1, y })),
});

describe('niceAxis', () => {
  it('puts round ticks around the values', () => {
    expect(niceAxis(0.71, 0.92)).toEqual({ domain: [0.7, 0.95], ticks: [0.7, 0.75, 0.8, 0.85, 0.9, 0.95] });
    expect(niceAxis(1, 100, 5, true).ticks).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('never splits an epoch', () => expect(niceAxis(1, 3, 5, true).ticks).toEqual([1, 2, 3]));

  it('covers any range with a handful of rising ticks', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(finite, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (min, span) => {
        const { domain, ticks } = niceAxis(min, min + span);
        expect(domain[0]).toBeLessThanOrEqual(min + span * 1e-6);
        expect(domain[1]).toBeGreaterThanOrEqual(min + span - span * 1e-6);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(9);
        expect(ticks.every((tick, i) => i === 0 || tick > (ticks[i - 1] ?? tick))).toBe(true);
      }),
    );
  });

  it('gives a single value room', () => {
    const { domain } = niceAxis(0.5, 0.5);
    expect(domain[1]).toBeGreaterThan(domain[0]);
  });
});

it('starts the epochs at 1 and ends them at the last one', () => {
  expect(epochAxis(100)).toEqual({ domain: [1, 100], ticks: [1, 20, 40, 60, 80, 100] });
  expect(epochAxis(1)).toEqual({ domain: [1, 2], ticks: [1, 2] });
});

describe('valueRange', () => {
  it('is the range of all finite values', () =>
    expect(valueRange([curve('a', [0.2, Number.NaN, 0.4]), curve('b', [0.1])])).toEqual({
      min: 0.1,
      max: 0.4,
      outside: 0,
    }));

  it('leaves out a diverging value and counts it', () => {
    const steady = Array.from({ length: 99 }, (_, i) => i / 99);
    expect(valueRange([curve('a', [...steady, 1e6])])).toEqual({
      min: 0,
      max: expect.closeTo(0.98, 1) as number,
      outside: expect.any(Number) as number,
    });
    expect(valueRange([curve('a', [...steady, 1e6])])?.outside).toBeGreaterThan(0);
  });

  it('has nothing to say of curves without values', () => {
    expect(valueRange([])).toBeUndefined();
    expect(valueRange([curve('a', [Number.NaN])])).toBeUndefined();
  });
});

it('pairs the arrays of a metric result, missing values as gaps', () =>
  expect(toPoints([1, 2], [0.5, null])).toEqual([
    { x: 1, y: 0.5 },
    { x: 2, y: Number.NaN },
  ]));

it('cuts queries into calls without losing one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, size) => {
      const pieces = chunks(items, size);
      expect(pieces.flat()).toEqual(items);
      expect(pieces.every((piece) => piece.length > 0 && piece.length <= size)).toBe(true);
    }),
  );
});

it('merges curves of different lengths by epoch', () =>
  expect(toRows([curve('a', [1, Number.NaN, 3]), curve('b', [5, 6])])).toEqual([
    { x: 1, a: 1, b: 5 },
    { x: 2, b: 6 },
    { x: 3, a: 3 },
  ]));

it('finds the last epoch of any curve', () => {
  expect(lastEpoch([curve('a', [1]), curve('b', [1, 2, 3])])).toBe(3);
  expect(lastEpoch([])).toBe(1);
});

describe('nearestPoint', () => {
  const curves = [curve('a', [10, 20]), curve('b', [30, 40])];
  const toScreen = ({ x, y }: { x: number; y: number }) => ({ x: x * 100, y });

  it('finds the point under the pointer', () => {
    const hit = nearestPoint(curves, { x: 198, y: 38 }, toScreen, 20);
    expect(hit?.curve.id).toBe('b');
    expect(hit?.point).toEqual({ x: 2, y: 40 });
  });

  it('finds none when all are out of reach', () =>
    expect(nearestPoint(curves, { x: 500, y: 500 }, toScreen, 20)).toBeUndefined());
});

describe('factsOf', () => {
  it('knows the best value in both directions', () => {
    expect(factsOf(curve('a', [3, 1, 2]), 'Minimize')).toEqual({
      first: 3,
      last: 2,
      best: { x: 2, y: 1 },
      epochs: 3,
    });
    expect(factsOf(curve('a', [3, 1, 3]), 'Maximize').best).toEqual({ x: 1, y: 3 });
  });
});

it('puts train and validation of one kind together', () =>
  expect(
    groupMetrics(['train:auc', 'validation:auc', 'loss', 'val_loss', 'accuracy', 'val_accuracy']),
  ).toEqual([
    ['train:auc', 'validation:auc'],
    ['loss', 'val_loss'],
    ['accuracy', 'val_accuracy'],
  ]));
