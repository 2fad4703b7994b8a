import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Points } from '../../lib/points.ts';
import {
  chunks,
  factsOf,
  frameOf,
  groupMetrics,
  hiddenWords,
  lastEpoch,
  markedCurve,
  nearestPoint,
  toPoints,
  toRows,
  valueRange,
  type Curve,
} from './series.ts';
import { epochAxis, niceAxis } from './ticks.ts';

const curve = (id: string, ys: readonly number[], index = 0): Curve => ({
  id,
  label: id,
  index,
  points: Points.of(ys.map((y, i) => ({ x: i + 1, y }))),
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

it('starts and ends the epochs where they start and end', () => {
  expect(epochAxis(1, 100)).toEqual({ domain: [1, 100], ticks: [1, 20, 40, 60, 80, 100] });
  expect(epochAxis(21, 100).ticks).toEqual([21, 30, 40, 50, 60, 70, 80, 90, 100]);
  expect(epochAxis(1, 1)).toEqual({ domain: [1, 2], ticks: [1, 2] });
  expect(epochAxis(1, 37, true)).toEqual({ domain: [1, 40], ticks: [1, 5, 10, 15, 20, 25, 30, 35, 40] });
  expect(epochAxis(1, 40, true)).toEqual(epochAxis(1, 37, true));
});

describe('valueRange', () => {
  it('is the range of all finite values', () =>
    expect(valueRange([curve('a', [0.2, Number.NaN, 0.4]), curve('b', [0.1])])).toEqual([0.1, 0.4]));

  it('is not stretched by a diverging value', () => {
    const steady = Array.from({ length: 99 }, (_, i) => i / 99);
    expect(valueRange([curve('a', [...steady, 1e6])])?.[1]).toBeLessThan(1);
    expect(valueRange([curve('a', [...steady, 3])])?.[1]).toBe(3);
  });

  it('has nothing to say of curves without values', () => {
    expect(valueRange([])).toBeUndefined();
    expect(valueRange([curve('a', [Number.NaN])])).toBeUndefined();
  });
});

describe('frameOf', () => {
  const steady = curve(
    'steady',
    Array.from({ length: 100 }, (_, i) => i / 100),
  );
  const diverged = curve('diverged', [0.5, 1e6]);

  it('counts what is out of the picture', () => {
    const { y, outside } = frameOf([steady, diverged], []);
    expect(y.domain[1]).toBeLessThan(2);
    expect(outside).toBe(1);
  });

  it('shows a highlighted curve whole, however far off', () => {
    const { y, outside } = frameOf([steady, diverged], [diverged]);
    expect(y.domain[1]).toBeGreaterThanOrEqual(1e6);
    expect(outside).toBe(0);
  });

  it('leaves out the first fifth of the epochs on request, and the values only seen there', () => {
    const { x, y } = frameOf([steady], [], { late: true });
    expect(x.domain).toEqual([21, 100]);
    expect(y.domain).toEqual([0.2, 1]);
  });

  it('tells what a logarithmic axis has no place for from what lies outside', () => {
    const mixed = curve('mixed', [-0.68, 0, 0.01, 0.1]);
    expect(frameOf([mixed], [], { yScale: 'log' })).toMatchObject({ outside: 0, unplaced: 2 });
    expect(frameOf([mixed], [])).toMatchObject({ outside: 0, unplaced: 0 });
    expect(hiddenWords({ outside: 0, unplaced: 275 })).toBe(
      ' 275 values are 0 or less: not on a logarithmic axis; the table has them.',
    );
    expect(hiddenWords({ outside: 1, unplaced: 0 })).toContain('1 value lies above or below');
    expect(hiddenWords({ outside: 0, unplaced: 0 })).toBe('');
  });

  it('has its ticks at whole minutes along time', () => {
    const long = { ...curve('a', [1, 2]), points: Points.from([0, 1190], [1, 2]) };
    const { x } = frameOf([long], [], { wholeX: false });
    expect(x.domain).toEqual([0, 1190]);
    expect(x.ticks).toEqual([0, 300, 600, 900]);
    const part = { x: [130, 400], y: [1, 2] } as const;
    expect(frameOf([long], [], { wholeX: false, window: part }).x.ticks).toEqual([180, 240, 300, 360]);
  });

  it('has marks in the picture that lie beyond the smoothed curves', () => {
    const flat = curve('flat', [0.5, 0.51, 0.5]);
    const best = { x: 2, y: 3, kind: 'best', label: 'Best 3' } as const;
    expect(frameOf([flat], [markedCurve([best])]).y.domain[1]).toBeGreaterThanOrEqual(3);
  });

  it('has axes before the first value', () => expect(frameOf([], []).y.domain).toEqual([0, 1]));
});

it('pairs the arrays of a metric result, missing values as gaps', () =>
  expect([...toPoints([1, 2], [0.5, null])]).toEqual([
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
