import { expect, it } from 'vitest';
import type { Spec, Trial } from '../../types.ts';
import { evidenceOf, representatives } from './observations.ts';

const spec: Spec = {
  seed: 0,
  strategy: 'bayesian',
  definitions: [],
  maxParallel: 1,
  earlyStopping: 'median',
};
const trial = (index: number, status: Trial['status'], ...values: (number | null)[]): Trial => ({
  index,
  definition: 0,
  configuration: { n: index },
  status,
  values,
  checks: [],
});
const observed = (...trials: Trial[]) => evidenceOf(spec, trials).observed.map(({ value }) => value);

it('takes the last finite value, as the job’s tables do', () => {
  expect(observed(trial(0, 'completed', 3, 1, 2), trial(1, 'completed', 5, null))).toEqual([2, 5]);
});

it('knows running trials by their configuration only, and failed or silent ones as failed', () => {
  const {
    observed: none,
    pending,
    failed,
  } = evidenceOf(spec, [
    trial(0, 'running', 1, 2),
    trial(1, 'failed', 1, 2),
    trial(2, 'completed', null),
    trial(3, 'stopped'),
  ]);
  expect(none).toEqual([]);
  expect(pending).toEqual([{ n: 0 }]);
  expect(failed).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

it('credits a stopped trial with what completed ones usually gained from that epoch on', () => {
  const completed = [
    trial(0, 'completed', 10, 6, 4),
    trial(1, 'completed', 9, 6, 5),
    trial(2, 'completed', 9, 9, 2),
  ];
  // From epoch 2 on they fell by 2, 1 and 7, from epoch 1 on by 6, 4 and 7.
  expect(observed(...completed, trial(3, 'stopped', 20, 12))).toEqual([4, 5, 2, 10]);
  expect(observed(...completed, trial(3, 'stopped', 20))).toEqual([4, 5, 2, 14]);
  // Nobody went further than it did.
  expect(observed(...completed, trial(3, 'stopped', 20, 12, 11))).toEqual([4, 5, 2, 11]);
});

it('does not debit it where the others became worse', () => {
  expect(observed(trial(0, 'completed', 1, 5), trial(1, 'stopped', 3))).toEqual([5, 3]);
});

it('counts the parents’ results like own ones after an identical warm start only', () => {
  const parents = [
    [
      { configuration: { n: 9 }, value: 0.5 },
      { configuration: { n: 8 }, value: Number.NaN },
    ],
  ];
  const own = [trial(0, 'completed', 2)];
  expect(evidenceOf({ ...spec, warmStart: { type: 'identical', parents } }, own).observed).toEqual([
    { configuration: { n: 9 }, value: 0.5 },
    { configuration: { n: 0 }, value: 2 },
  ]);
  expect(evidenceOf({ ...spec, warmStart: { type: 'transfer', parents } }, own).observed).toHaveLength(1);
});

it('chooses representatives: the better ones, and a fair share of the rest', () => {
  const values = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  const chosen = representatives(values, 20);
  expect(chosen).toHaveLength(20);
  const kept = chosen.map((place) => values[place] ?? 0).sort((a, b) => a - b);
  expect(kept.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(kept.at(-1)).toBeGreaterThan(85);
  expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
  expect(representatives(values, 100)).toEqual(values.map((_, i) => i));
});
