import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, cut, panned, wheelFactor, zoomed, type ViewWindow, type YScale } from './view-window.ts';

const span = fc
  .tuple(fc.double({ min: 0.001, max: 10, noNaN: true }), fc.double({ min: 0.5, max: 50, noNaN: true }))
  .map(([low, size]) => [low, low + size] as const);
const windows: fc.Arbitrary<ViewWindow> = fc.record({ x: span, y: span });
const scales = fc.constantFrom<YScale>('linear', 'log');
const close = (a: ViewWindow, b: ViewWindow) => {
  for (const axis of ['x', 'y'] as const)
    for (const end of [0, 1] as const) expect(a[axis][end]).toBeCloseTo(b[axis][end], 6);
};

describe('the part of a chart that is looked at', () => {
  it('is the same again after zooming in and out, and after panning there and back', () => {
    fc.assert(
      fc.property(windows, scales, (window, scale) => {
        close(zoomed(zoomed(window, 0.5, scale), 2, scale), window);
        close(panned(panned(window, 0.3, -0.2, scale), -0.3, 0.2, scale), window);
      }),
    );
  });

  it('keeps the point in place that is zoomed at', () => {
    const window: ViewWindow = { x: [0, 10], y: [0, 100] };
    expect(zoomed(window, 0.5, 'linear', { x: 1, y: 0 })).toEqual({ x: [5, 10], y: [0, 50] });
  });

  it('is what lies between two corners, whichever is given first', () => {
    const window: ViewWindow = { x: [0, 10], y: [1, 100] };
    const part = cut(window, { x: 0.8, y: 0 }, { x: 0.2, y: 0.5 }, 'log');
    close(part, { x: [2, 8], y: [1, 10] });
    expect(covers(part, window)).toBe(false);
    expect(covers(window, part)).toBe(true);
  });
});

it('looks closer around the pointer as the wheel turns up, and back as it turns down', () => {
  const window = { x: [0, 100], y: [0, 1] } as const;
  const at = { x: 0.25, y: 0.5 };
  const closer = zoomed(window, wheelFactor(-100), 'linear', at);
  // What lies under the pointer stays there.
  expect((25 - closer.x[0]) / (closer.x[1] - closer.x[0])).toBeCloseTo(0.25, 9);
  expect(closer.x[1] - closer.x[0]).toBeCloseTo(100 / 1.2, 9);
  expect(wheelFactor(100) * wheelFactor(-100)).toBeCloseTo(1, 9);
  expect(wheelFactor(5000)).toBeCloseTo(1.44, 9);
});
