import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PLOTS, readPlots, writePlots } from './plots.ts';

it('keeps the choice of charts in the address, and says nothing where all are shown', () => {
  fc.assert(
    fc.property(fc.subarray([...PLOTS]), (shown) => {
      expect(readPlots(writePlots(shown))).toEqual(shown);
    }),
  );
  expect(writePlots(PLOTS)).toBe('');
  expect(readPlots(null)).toEqual(PLOTS);
  expect(readPlots('rank,nonsense')).toEqual(['rank']);
  expect(readPlots('nonsense')).toEqual(PLOTS);
});
