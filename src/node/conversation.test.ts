import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rungsOf } from '../engine/hyperband.ts';
import { simulate } from '../engine/simulate.ts';
import { curve, scripted } from '../engine/testing/objectives.ts';
import type { Spec } from '../engine/types.ts';
import { converse } from './conversation.ts';

const ranges = {
  IntegerParameterRanges: [{ Name: 'depth', MinValue: '1', MaxValue: '8' }],
  ContinuousParameterRanges: [
    { Name: 'rate', MinValue: '0.0001', MaxValue: '1', ScalingType: 'Logarithmic' },
  ],
  CategoricalParameterRanges: [{ Name: 'optimizer', Values: ['sgd', 'adam'] }],
};
const opening = {
  strategy: 'Random',
  seed: 7,
  objective: 'Minimize',
  ranges,
  maxNumberOfTrainingJobs: 20,
  parallel: 2,
};
const suggest = { suggest: true };

/** What is said when all of these lines, objects or text, have been fed in. */
async function talk(...lines: readonly (object | string)[]) {
  const answers: unknown[] = [];
  const code = await converse(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
    (answer) => answers.push(JSON.parse(JSON.stringify(answer))),
  );
  return { answers, code };
}

/** The answers to the lines after `first`. */
const after = async (first: object, ...lines: readonly object[]) => (await talk(first, ...lines)).answers;

describe('a conversation', () => {
  it('suggests hyperparameters as texts within the ranges', async () => {
    const [a, b] = await after(opening, suggest, suggest);
    expect(a).toEqual({
      id: 0,
      hyperparameters: {
        depth: expect.stringMatching(/^[1-8]$/),
        rate: expect.stringMatching(/^[\d.e-]+$/),
        optimizer: expect.stringMatching(/^(sgd|adam)$/),
      },
    });
    expect(b).toMatchObject({ id: 1 });
  });

  it('suggests what the engine itself would launch', async () => {
    const answers = await after(opening, ...Array.from({ length: 5 }, () => suggest));
    const spec: Spec = {
      seed: 7,
      strategy: 'random',
      definitions: [
        {
          space: [
            { kind: 'integer', name: 'depth', min: 1, max: 8, scaling: 'auto' },
            { kind: 'continuous', name: 'rate', min: 0.0001, max: 1, scaling: 'log' },
            { kind: 'categorical', name: 'optimizer', values: ['sgd', 'adam'] },
          ],
        },
      ],
      maxTrials: 5,
      maxParallel: 5,
      earlyStopping: 'off',
    };
    const { trials } = simulate(spec, scripted(curve(1)));
    expect(answers).toEqual(
      trials.map(({ index: id, configuration: { depth, rate, optimizer } }) => ({
        id,
        hyperparameters: { depth: String(depth), rate: String(rate), optimizer },
      })),
    );
  });

  it('says nothing to an observation, and learns from it', async () => {
    const bayesian = { ...opening, strategy: 'Bayesian', seed: 1 };
    const rounds = (value: (id: number) => number) =>
      Array.from({ length: 16 }, (_, observe) => [suggest, { observe, value: value(observe) }]).flat();
    const up = await after(bayesian, ...rounds((id) => id));
    const down = await after(bayesian, ...rounds((id) => -id));
    expect(up).toHaveLength(16);
    expect(up[0]).toEqual(down[0]);
    expect(up.at(-1)).not.toEqual(down.at(-1));
    expect(await after({ ...bayesian, objective: 'Maximize' }, ...rounds((id) => -id))).toEqual(up);
  });

  it('answers beyond the number in parallel, up to the budget, then says that it is done', async () => {
    const small = { ...opening, maxNumberOfTrainingJobs: 3, parallel: 1 };
    const answers = await after(
      small,
      suggest,
      suggest,
      suggest,
      suggest,
      { observe: 2, value: 1 },
      { observe: 0, value: null },
      { observe: 1, value: 0.5 },
      suggest,
    );
    expect(answers.slice(0, 3)).toMatchObject([{ id: 0 }, { id: 1 }, { id: 2 }]);
    expect(answers.slice(3)).toEqual([
      { done: true, running: 3 },
      { done: true, running: 0, reason: { Rule: 'MaxNumberOfTrainingJobs', Limit: 3 } },
    ]);
  });

  it('is done when the combinations are used up, or when nothing succeeds', async () => {
    const grid = {
      ...opening,
      strategy: 'Grid',
      maxNumberOfTrainingJobs: undefined,
      ranges: { CategoricalParameterRanges: [{ Name: 'optimizer', Values: ['sgd', 'adam'] }] },
    };
    expect(await after(grid, suggest, suggest, suggest)).toEqual([
      { id: 0, hyperparameters: { optimizer: 'sgd' } },
      { id: 1, hyperparameters: { optimizer: 'adam' } },
      { done: true, running: 2 },
    ]);
    const failures = Array.from({ length: 5 }, (_, observe) => [suggest, { observe, value: null }]).flat();
    expect((await after(opening, ...failures, suggest)).at(-1)).toEqual({
      done: true,
      running: 0,
      reason: { Rule: 'NoSuccess', Failed: 5 },
    });
  });
});

describe('reports', () => {
  /** Trials 0 to 2 come to the averages 1, 2 and 3; trial 3 is under way. */
  const three = [1, 2, 3].flatMap((value, report) => [
    suggest,
    { report, epoch: 1, value },
    { report, epoch: 2, value },
    { observe: report, value },
  ]);

  it('are judged by the median rule, with its receipt', async () => {
    const answers = await after(opening, ...three, suggest, { report: 3, epoch: 1, value: 2.5 });
    expect(answers.at(-1)).toEqual({
      stop: true,
      reason: {
        Rule: 'Median',
        Epoch: 1,
        Value: 2.5,
        Median: 2,
        Compared: [
          { TrainingJobName: '0', RunningAverage: 1 },
          { TrainingJobName: '1', RunningAverage: 2 },
          { TrainingJobName: '2', RunningAverage: 3 },
        ],
      },
    });
  });

  it('are judged the other way round when maximising, in the units that came in', async () => {
    const best = { ...opening, objective: 'Maximize' };
    const answers = await after(
      best,
      ...three,
      suggest,
      { report: 3, epoch: 1, value: 2 },
      { report: 3, epoch: 2, value: 1.5 },
    );
    expect(answers.slice(-2)).toMatchObject([
      { stop: false },
      { stop: true, reason: { Rule: 'Median', Epoch: 2, Value: 1.5, Median: 2 } },
    ]);
  });

  it('are heard but not judged while early stopping is off', async () => {
    const off = { ...opening, earlyStopping: 'Off' };
    expect((await after(off, ...three, suggest, { report: 3, epoch: 1, value: 9 })).at(-1)).toEqual({
      stop: false,
    });
  });

  it('may leave epochs out and have no value', async () => {
    const answers = await after(
      opening,
      ...three,
      suggest,
      { report: 3, epoch: 1, value: null },
      { report: 3, epoch: 3, value: 9 },
    );
    expect(answers.slice(-2)).toEqual([{ stop: false }, { stop: false }]);
  });

  it('are judged at the rungs of Hyperband, which needs no largest epoch', async () => {
    const rungs = rungsOf({ min: 1, max: 20_000 }, 0);
    const hyperband = { ...opening, strategy: 'Hyperband' };
    const epochs = Array.from({ length: 9 }, (_, i) => ({ report: 0, epoch: i + 1, value: 5 }));
    const answers = await after(
      hyperband,
      suggest,
      ...epochs,
      suggest,
      { report: 1, epoch: 1, value: 4 },
      { report: 1, epoch: 2, value: 9 },
      { report: 1, epoch: 3, value: 9 },
    );
    expect(rungs.slice(0, 3)).toEqual([1, 3, 9]);
    expect(answers.slice(1, 10)).toEqual(epochs.map(() => ({ stop: false })));
    expect(answers.slice(-3)).toEqual([
      { stop: false },
      { stop: false },
      {
        stop: true,
        reason: {
          Rule: 'Hyperband',
          Epoch: 3,
          Bracket: 0,
          Value: 9,
          Threshold: 5,
          Kept: 1,
          Results: [
            { TrainingJobName: '0', Value: 5 },
            { TrainingJobName: '1', Value: 9 },
          ],
        },
      },
    ]);
  });

  it('end at the most epochs if these are given; what was stopped stays so, whatever is observed', async () => {
    const hyperband = { ...opening, strategy: 'Hyperband', resource: { min: 1, max: 2 } };
    const reports = [1, 2].map((epoch) => ({ report: 0, epoch, value: 5 }));
    const stop = { stop: true, reason: { Rule: 'MaxResource', Epoch: 2, Limit: 2 } };
    const answers = await after(
      hyperband,
      suggest,
      ...reports,
      { observe: 0, value: 5 },
      { report: 0, epoch: 3, value: 5 },
    );
    expect(answers.slice(1)).toEqual([{ stop: false }, stop, stop]);
  });
});

describe('what a report may cost', () => {
  it('is bounded: no epoch beyond the most that are counted, and the line says what to do instead', async () => {
    const answers = await after(
      opening,
      suggest,
      { report: 0, epoch: 1_000_000_000, value: 1 },
      { report: 0, epoch: 20_001, value: 1 },
      { report: 0, epoch: 20_000, value: 1 },
    );
    const error = 'epoch is at most 20,000: where there are more, report every k-th step as an epoch.';
    expect(answers.slice(1)).toEqual([
      { error, path: ['epoch'], line: 3 },
      { error, path: ['epoch'], line: 4 },
      { stop: false },
    ]);
  });

  it('skipped epochs had no value: they shut the median rule and pass Hyperband’s rungs', async () => {
    const hyperband = { ...opening, strategy: 'Hyperband' };
    const answers = await after(
      hyperband,
      suggest,
      { report: 0, epoch: 9, value: 1 },
      suggest,
      { report: 1, epoch: 8, value: 5 },
      { report: 1, epoch: 9, value: 5 },
    );
    expect(answers.slice(1)).toMatchObject([
      { stop: false },
      { id: 1 },
      { stop: false },
      { stop: true, reason: { Rule: 'Hyperband', Epoch: 9, Threshold: 1 } },
    ]);
  });
});

describe('the service’s own rules', () => {
  const categories = (...counts: readonly number[]) => ({
    CategoricalParameterRanges: counts.map((count, k) => ({
      Name: `c${k}`,
      Values: Array.from({ length: count }, (_, v) => `v${v}`),
    })),
  });
  const { maxNumberOfTrainingJobs: _, ...open } = opening;
  const cases: readonly (readonly [string, object, string, readonly (string | number)[]])[] = [
    [
      'a grid of another size',
      { ...open, strategy: 'Grid', ranges: categories(3, 2), maxNumberOfTrainingJobs: 5 },
      'The grid has 6 combinations: enter 6 or leave this empty.',
      ['maxNumberOfTrainingJobs'],
    ],
    [
      'a grid beyond the quota',
      { ...open, strategy: 'Grid', ranges: categories(30, 30) },
      'The grid has 900 combinations; at most 750 run.',
      ['maxNumberOfTrainingJobs'],
    ],
    [
      'a grid of numbers',
      { ...open, strategy: 'Grid' },
      'Grid search takes categorical hyperparameters only.',
      ['ranges', 'IntegerParameterRanges'],
    ],
    ['no ranges', { ...open, ranges: {} }, 'Tune at least one hyperparameter.', ['ranges']],
    [
      'Bayesian beyond the quota',
      { ...open, strategy: 'Bayesian', maxNumberOfTrainingJobs: 751 },
      'With strategy Bayesian, at most 750 training jobs.',
      ['maxNumberOfTrainingJobs'],
    ],
    [
      'Random beyond the quota',
      { ...open, strategy: 'Random', maxNumberOfTrainingJobs: 10_001 },
      'With strategy Random, at most 10,000 training jobs.',
      ['maxNumberOfTrainingJobs'],
    ],
    [
      'Hyperband beside the median rule',
      { ...open, strategy: 'Hyperband', earlyStopping: 'Auto' },
      'Hyperband stops training jobs itself: set early stopping to Off.',
      ['earlyStopping'],
    ],
    [
      'a resource without Hyperband',
      { ...open, resource: { min: 1, max: 9 } },
      'These settings belong to strategy Hyperband.',
      ['resource'],
    ],
    [
      'a resource upside down',
      { ...open, strategy: 'Hyperband', resource: { min: 3, max: 2 } },
      'The maximum resource has to be at least the minimum (3).',
      ['resource', 'max'],
    ],
    [
      'a resource beyond 20,000',
      { ...open, strategy: 'Hyperband', resource: { min: 3, max: 20_001 } },
      'The maximum resource is at most 20,000.',
      ['resource', 'max'],
    ],
  ];
  it.each(cases)('refuse %s', async (_name, first, error, path) => {
    expect(await talk(first, suggest)).toEqual({ answers: [{ error, path, line: 1 }], code: 1 });
  });

  it('refuse more training jobs than the ranges have combinations', async () => {
    const { answers } = await talk({ ...open, ranges: categories(2, 2), maxNumberOfTrainingJobs: 5 });
    expect(answers).toMatchObject([
      { error: expect.stringContaining('enough combinations'), path: ['maxNumberOfTrainingJobs'] },
    ]);
  });

  it('leave what they allow', async () => {
    const firsts = [
      { ...open, strategy: 'Grid', ranges: categories(3, 2), maxNumberOfTrainingJobs: 6 },
      { ...open, strategy: 'Hyperband', resource: { min: 1, max: 20_000 }, earlyStopping: 'Off' },
      { ...open, strategy: 'Bayesian', maxNumberOfTrainingJobs: 750, parallel: 100 },
      { ...open, strategy: 'Random', maxNumberOfTrainingJobs: 10_000 },
    ];
    for (const first of firsts) expect(await after(first, suggest)).toMatchObject([{ id: 0 }]);
  });
});

describe('a wrong line', () => {
  it('is told which member is wrong and what it should be', async () => {
    const wrong: readonly [object | string, string, (string | number)[]?][] = [
      [{}, 'A line is an object with one of suggest, observe and report; this one has none of them.'],
      ['3', 'A line is an object with one of suggest, observe and report; this one has none of them.'],
      [
        { suggest: true, observe: 0, value: 1 },
        'A line is an object with one of suggest, observe and report; this one has suggest and observe.',
      ],
      [{ suggest: 1 }, 'suggest is true.', ['suggest']],
      [{ observe: 0 }, 'value is a number; null where there was none.', ['value']],
      [{ observe: 0, value: 'low' }, 'value is a number; null where there was none.', ['value']],
      [{ observe: '0', value: 1 }, 'observe is the id of a training job, a whole number.', ['observe']],
      [
        { report: 0.5, epoch: 1, value: 1 },
        'report is the id of a training job, a whole number.',
        ['report'],
      ],
      [{ report: 0, epoch: 0, value: 1 }, 'epoch is a whole number from 1.', ['epoch']],
      [{ report: 0, value: 1 }, 'epoch is a whole number from 1.', ['epoch']],
      [
        { observe: 0, epoch: 1, value: 1 },
        'epoch is no member of a line with observe: it has observe, value.',
        ['epoch'],
      ],
    ];
    const { answers } = await talk(opening, suggest, ...wrong.map(([line]) => line));
    expect(answers.slice(1)).toEqual(
      wrong.map(([, error, path], k) => ({ error, ...(path ? { path } : {}), line: k + 3 })),
    );
  });

  it('is not one that Python writes for a value that is not finite', async () => {
    const answers = await after({ ...opening, maxNumberOfTrainingJobs: 2 }, suggest, suggest);
    const { answers: python } = await talk(
      { ...opening, maxNumberOfTrainingJobs: 2 },
      suggest,
      suggest,
      '{"report": 0, "epoch": 1, "value": NaN}',
      '{"report": 0, "epoch": 2, "value": -Infinity}',
      '{"observe": 0, "value": NaN}',
      '{"observe": 1, "value": Infinity}',
      '{"observe": "NaN", "value": Infinity}',
      suggest,
    );
    expect(python).toEqual([
      ...answers,
      { stop: false },
      { stop: false },
      { error: 'observe is the id of a training job, a whole number.', path: ['observe'], line: 8 },
      { done: true, running: 0, reason: { Rule: 'MaxNumberOfTrainingJobs', Limit: 2 } },
    ]);
  });

  it('is answered and changes nothing', async () => {
    const wrong = [
      'not json',
      { suggest: false },
      { observe: 3, value: 1 },
      { report: 0, epoch: 0, value: 1 },
      { report: 0, epoch: 1 },
      { observe: 0, value: 'low' },
    ];
    const right = [suggest, { report: 0, epoch: 1, value: 1 }, suggest, suggest];
    const { answers, code } = await talk(opening, suggest, ...wrong, '', ...right.slice(1));
    const errors = answers.slice(1, 1 + wrong.length);
    for (const error of errors) expect(error).toEqual(expect.objectContaining({ error: expect.any(String) }));
    expect([answers[0], ...answers.slice(1 + wrong.length)]).toEqual(await after(opening, ...right));
    expect(code).toBe(0);
  });

  it('may be a report or an observation that comes twice', async () => {
    const answers = await after(
      opening,
      suggest,
      { report: 0, epoch: 1, value: 1 },
      { report: 0, epoch: 1, value: 1 },
      { observe: 0, value: 1 },
      { observe: 0, value: 1 },
      { report: 0, epoch: 2, value: 1 },
    );
    expect(answers.slice(2)).toMatchObject([
      { error: 'Epoch 1 of training job 0 was reported already.' },
      { error: 'Training job 0 was observed already.' },
      { error: 'Training job 0 has ended.' },
    ]);
  });

  it('ends it when it is the first', async () => {
    const firsts = [
      { ...opening, strategy: 'Guess' },
      { ...opening, parallel: 0 },
      { ...opening, paralel: 1 },
      { ...opening, strategy: 'Grid' },
      { ...opening, resource: { min: 3, max: 2 } },
      { ...opening, ranges: { IntegerParameterRanges: [{ Name: 'n', MinValue: '3', MaxValue: '2' }] } },
      'nothing',
    ];
    for (const first of firsts) {
      const { answers, code } = await talk(first, suggest);
      expect(answers).toEqual([expect.objectContaining({ error: expect.any(String) })]);
      expect(code).toBe(1);
    }
  });
});

it('goes over stdin and stdout, a line each', () => {
  const { status, stdout } = spawnSync('npx', ['tsx', 'src/node/ask-tell.ts'], {
    input: [opening, suggest, { observe: 0, value: 1 }, suggest]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
    encoding: 'utf8',
  });
  const lines = stdout.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([0, 1]);
  expect(status).toBe(0);
}, 30_000);
