import fc from 'fast-check';
import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';

it('writes whole numbers as the locale does', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (whole) => {
      expect(grouped(whole)).toBe(whole.toLocaleString('en-US'));
    }),
  );
});
