import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analysedOf, bestSoFar, phasesOf, ranked, scaleOf, type Analysed } from './analysis.ts';

const row = (index: number, part: Partial<Analysed> & { value?: number } = {}): Analysed => ({
  id: `job-${String(index + 1).padStart(3, '0')}-00000000`,
  index,
  definition: 0,
  kind: 'Completed',
  hyperparameters: {},
  values:
    part.value === undefined
      ? undefined
      : { Last: part.value, Best: part.value, Min: part.value, Max: part.value },
  epochs: 10,
  launchedAt: 0,
  endedAt: 100 * (index + 1),
  seconds: 60,
  cost: 0.5,
  competes: true,
  phases: [],
  ...part,
});
const up = { value: 'Last', direction: 'Maximize' } as const;

describe('bestSoFar', () => {
  const rows = [
    row(0, { value: 0.5 }),
    row(1, { value: 0.9, competes: false, kind: 'Early stopped', epochs: 3 }),
    row(2, { value: 0.7, endedAt: 150 }),
    row(3, { value: 0.6, endedAt: undefined, kind: 'In progress' }),
  ];

  it('goes through the training jobs as they ended; a stopped one takes time but is no best', () => {
    expect(bestSoFar(rows, { ...up, by: 'jobs' }).map(({ x, best }) => [x, best])).toEqual([
      [1, 0.5],
      [2, 0.7],
      [3, 0.7],
    ]);
    expect(bestSoFar(rows, { ...up, by: 'epochs' }).at(-1)?.x).toBe(23);
    expect(bestSoFar(rows, { ...up, by: 'cost' }).at(-1)?.x).toBe(1.5);
    expect(bestSoFar(rows, { ...up, by: 'seconds' }).map(({ x }) => x)).toEqual([100, 150, 200]);
  });

  it('never gets worse and ends with the best that competes, in both directions', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean())), fc.boolean(), (jobs, maximize) => {
        const all = jobs.map(([each, competes], i) => row(i, { value: each, competes }));
        const direction = maximize ? 'Maximize' : 'Minimize';
        const steps = bestSoFar(all, { value: 'Last', direction, by: 'jobs' }).map(({ best }) => best);
        const sign = maximize ? 1 : -1;
        expect(steps.every((best, i) => i === 0 || sign * (best - (steps[i - 1] ?? best)) >= 0)).toBe(true);
        const competing = jobs.filter(([, competes]) => competes).map(([each]) => each);
        expect(steps.at(-1)).toBe(
          competing.length === 0 ? undefined : maximize ? Math.max(...competing) : Math.min(...competing),
        );
      }),
    );
  });
});

it('ranked puts the best first and those without a value nowhere', () => {
  const rows = [row(0, { value: 2 }), row(1), row(2, { value: 1 }), row(3, { value: 2 })];
  expect(ranked(rows, 'Last', 'Maximize').map(({ row: { index } }) => index)).toEqual([0, 3, 2]);
  expect(ranked(rows, 'Last', 'Minimize').map(({ row: { index } }) => index)).toEqual([2, 0, 3]);
});

it('phasesOf leaves no gap from the launch to the end, or to now', () => {
  const Transitions = [
    { Status: 'Starting', At: 0 },
    { Status: 'Downloading', At: 30 },
    { Status: 'Training', At: 40 },
  ] as const;
  const phases = phasesOf({ Transitions: [...Transitions], EndedAt: 90 }, 500);
  expect(phases.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['Starting', 0, 30],
    ['Downloading', 30, 40],
    ['Training', 40, 90],
  ]);
  expect(phasesOf({ Transitions: [...Transitions] }, 70).at(-1)?.to).toBe(70);
});

it('analysedOf tells early stopping from other stops and prices what was paid for', () => {
  const time = {
    Status: 'Stopped',
    LaunchedAt: 0,
    EndedAt: 3630,
    Transitions: [
      { Status: 'Starting', At: 0 },
      { Status: 'Downloading', At: 30 },
      { Status: 'Stopped', At: 3630 },
    ],
    EpochSeconds: 1,
    UploadSeconds: 6,
    Epochs: 3,
    PricePerHour: 2,
    Competes: false,
  } as const;
  const names = ['a-001-00000000', 'a-002-00000000', 'a-003-00000000'];
  const found = analysedOf(
    {
      Definitions: [],
      TrainingJobs: names.map((TrainingJobName) => ({ TrainingJobName, Definition: 0, HyperParameters: {} })),
    },
    {
      ElapsedSeconds: 4000,
      TrainingJobs: [
        {
          ...time,
          Transitions: [...time.Transitions],
          TrainingJobName: names[0]!,
          StoppedBy: 'EarlyStopping',
        },
        { ...time, Transitions: [...time.Transitions], TrainingJobName: names[1]!, StoppedBy: 'MaxResource' },
      ],
    },
  );
  // The third was launched between the two answers.
  expect(found.map(({ kind }) => kind)).toEqual(['Early stopped', 'At maximum resource']);
  expect(found[0]).toMatchObject({ seconds: 3600, cost: 2, index: 0 });
});

it('scaleOf reads Auto as linear', () => {
  const scale = (Scaling: 'Auto' | 'Logarithmic' | 'ReverseLogarithmic') =>
    scaleOf({ Name: 'x', Type: 'Continuous', Range: { Min: 0.1, Max: 0.9, Scaling } });
  expect([scale('Auto'), scale('Logarithmic'), scale('ReverseLogarithmic')]).toEqual([
    'linear',
    'log',
    'reverse-log',
  ]);
});
