import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryAxis, durationAxis, extent, logTicks, numericAxis } from './axis.ts';

describe('numericAxis', () => {
  it('has round ticks around the values', () => {
    const axis = numericAxis('x', 0, 87);
    expect(axis.ticks.map(({ text }) => text)).toEqual(['0', '20', '40', '60', '80', '100']);
    expect(axis.place(50)).toBe(0.5);
  });

  it('gives every decade of a logarithmic axis the same room', () => {
    const axis = numericAxis('x', 0.001, 1, { scale: 'log' });
    expect(axis.place(0.001)).toBeCloseTo(0);
    expect(axis.place(0.01)).toBeCloseTo(1 / 3);
    expect(axis.place(1)).toBeCloseTo(1);
    expect(axis.ticks.length).toBeGreaterThan(1);
  });

  it('spreads what lies close below 1 on a reverse logarithmic axis', () => {
    const axis = numericAxis('x', 0.9, 0.999, { scale: 'reverse-log' });
    expect(axis.place(0.99)).toBeCloseTo(0.5);
  });

  it('is linear where a logarithm has no place', () => {
    expect(numericAxis('x', 0, 10, { scale: 'log' }).place(5)).toBe(0.5);
    expect(numericAxis('x', 0, 1, { scale: 'reverse-log' }).place(0.5)).toBe(0.5);
  });

  it('keeps every value of its range and every tick within', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.constantFrom('linear', 'log', 'reverse-log'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (min, span, scale, share) => {
          const axis = numericAxis('x', min, min + span, { scale });
          for (const place of [axis.place(min + share * span), ...axis.ticks.map(({ at }) => at)]) {
            expect(place).toBeGreaterThanOrEqual(-1e-6);
            expect(place).toBeLessThanOrEqual(1 + 1e-6);
          }
          expect(axis.ticks.length).toBeGreaterThan(1);
          expect(axis.ticks.length).toBeLessThan(10);
        },
      ),
    );
  });
});

it('logTicks thins decades when there are many', () => {
  expect(logTicks(0.01, 1)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  expect(logTicks(1e-6, 1e6).length).toBeLessThanOrEqual(8);
});

it('categoryAxis puts every value in the middle of its share', () => {
  const axis = categoryAxis('c', ['a', 'b']);
  expect([axis.place('a'), axis.place('b')]).toEqual([0.25, 0.75]);
  expect(axis.place('c')).toBeNaN();
});

it('extent leaves out what is not finite', () => {
  expect(extent([Number.NaN, 3, 1, Infinity])).toEqual([1, 3]);
  expect(extent([])).toBeUndefined();
});

it('durationAxis has ticks that a clock has', () => {
  const texts = (max: number) => durationAxis('t', max).ticks.map(({ text }) => text);
  expect(texts(70)).toEqual(['0 s', '15 s', '30 s', '45 s', '1 min', '1 min 15 s']);
  expect(texts(1370)).toEqual(['0 s', '5 min', '10 min', '15 min', '20 min', '25 min']);
  expect(durationAxis('t', 0).ticks).toHaveLength(2);
  expect(durationAxis('t', 4e6).ticks.length).toBeLessThan(8);
});

it('at tells what lies at a place, on every scale', () => {
  for (const [scale, min, max] of [
    ['linear', -2, 10],
    ['log', 0.001, 100],
    ['reverse-log', 0.1, 0.999],
  ] as const) {
    const axis = numericAxis('x', min, max, { scale, exact: true, format: String });
    for (const value of [min, min + (max - min) / 3, max])
      expect(Number(axis.at(axis.place(value)))).toBeCloseTo(value, 9);
  }
  expect(numericAxis('x', 1, 8, { whole: true, exact: true }).at(0.5)).toBe('5');
  expect(categoryAxis('x', ['a', 'b', 'c']).at(0.5)).toBe('b');
  expect(categoryAxis('x', ['a', 'b', 'c']).at(1)).toBe('c');
  expect(durationAxis('x', 600).at(0.5)).toBe('5 min');
});
