import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN, readView, SHOWN, SMOOTHINGS, writeView, X_AXES, type View } from './view.ts';

const anyView: fc.Arbitrary<View> = fc.record(
  {
    selected: fc.uniqueArray(fc.nat(900), { maxLength: 30 }),
    metric: fc.string({ minLength: 1 }),
    x: fc.constantFrom(...X_AXES),
    y: fc.constantFrom('linear' as const, 'log' as const),
    show: fc.constantFrom(...SHOWN),
    smoothing: fc.constantFrom(...SMOOTHINGS),
    at: fc.nat(1e6).map((seconds) => seconds / 8),
  },
  { requiredKeys: ['selected', 'metric', 'x', 'y', 'show', 'smoothing'] },
);

describe('the view in the address', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const address = writeView(new URLSearchParams(), view).toString();
        expect(readView(new URLSearchParams(address))).toEqual(view);
      }),
    );
  });

  it('leaves out what is plain and keeps what is not its own', () => {
    expect(writeView(new URLSearchParams('other=1&y=log'), PLAIN).toString()).toBe('other=1');
  });

  it('writes neighbours as a range, in the order of selection', () => {
    const text = writeView(new URLSearchParams(), { ...PLAIN, selected: [0, 1, 2, 6] }).get('selected');
    expect(text).toBe('1-3,7');
    expect(writeView(new URLSearchParams(), { ...PLAIN, selected: [6, 0] }).get('selected')).toBe('7,1');
  });

  it('reads what is wrong as if it were not there', () => {
    const wrong = 'selected=x,3-1,0,2-99999999&x=moon&y=-1&show=none&smooth=0.31&at=-4';
    expect(readView(new URLSearchParams(wrong))).toEqual(PLAIN);
  });
});
