import { expect, it } from 'vitest';
import { outcomesOf } from './observations.ts';

const completed = (...values: (number | null)[]) => ({ status: 'completed' as const, values });

it('a stopped trial is credited with the median progress of completed ones from its last epoch on', () => {
  const trials = [
    completed(10, 6, 4),
    completed(8, 7, 5),
    completed(9, 5, 4),
    { status: 'stopped' as const, values: [12] },
    { status: 'stopped' as const, values: [12, 9] },
    { status: 'stopped' as const, values: [null, 9, null] },
  ];
  // From epoch 1 the falls are 6, 3 and 5; from epoch 2 they are 2, 2 and 1.
  expect(outcomesOf(trials)).toEqual([4, 5, 4, 12 - 5, 9 - 2, 9 - 2]);
});

it('what failed, runs or gave no finite value tells nothing, and progress the wrong way is none', () => {
  expect(
    outcomesOf([
      { status: 'failed', values: [1] },
      { status: 'running', values: [1] },
      completed(null),
      completed(1, 2),
      { status: 'stopped', values: [5] },
    ]),
  ).toEqual([undefined, undefined, undefined, 2, 5]);
});
