import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterfactual, type Past, type PastTrial, replay, type StoppingRule } from './counterfactual.ts';
import { type Course, type Played, simulate } from './simulate.ts';
import { overfitting, powerLaw } from './testing/objectives.ts';
import type { Spec } from './types.ts';

/** A training job that ran to its end: downloads 10 s, an epoch 100 s, upload 5 s. */
function completed(...values: readonly (number | null)[]): PastTrial {
  return {
    definition: 0,
    configuration: {},
    course: {
      values,
      epochSeconds: 100,
      startSeconds: 50,
      downloadSeconds: 10,
      end: { status: 'completed', seconds: 5 },
    },
    epochs: values.length,
    uploadSeconds: 5,
  };
}

/** One that was stopped before its `epochs` were over. */
function stopped(epochs: number, ...values: readonly (number | null)[]): PastTrial {
  const trial = completed(...values);
  return { ...trial, epochs, course: { ...trial.course, end: { status: 'stopped', seconds: 0 } } };
}

const past = (maxParallel: number, ...trials: readonly PastTrial[]): Past => ({
  maxParallel,
  definitions: 1,
  trials,
});
const known = (figure: number) => ({ atLeast: figure, atMost: figure });

describe('replaying by hand', () => {
  // One after another. Running averages of the first three: epoch 1: 4 5 6, median 5; epoch 2: 3 4 5, median 4.
  const three = [completed(4, 2, 1), completed(5, 3, 2), completed(6, 4, 3)];

  it('Off takes every epoch and saves nothing', () => {
    const { off, replays, best } = counterfactual(past(1, ...three), [{ name: 'off' }]);
    expect(best).toEqual({ trial: 0, value: 1 });
    expect(off).toMatchObject({ stops: [], unknown: [], epochs: known(9), seconds: known(3 * 315), best });
    expect(off.elapsed).toBe(3 * (50 + 315));
    expect(replays[0]).toMatchObject({
      bestSurvives: true,
      saved: { epochs: known(0), seconds: known(0) },
    });
  });

  it('the median rule stops where the raw value is above the median of the running averages', () => {
    // 5 is not worse than 5; 4.5 is worse than 4.
    const { replays } = counterfactual(past(1, ...three, completed(5, 4.5, 0)), [{ name: 'median' }]);
    expect(replays[0]).toMatchObject({
      stops: [{ trial: 3, epoch: 2 }],
      unknown: [],
      epochs: known(11),
      seconds: known(3 * 315 + 210),
      best: { trial: 0, value: 1 },
      // What came out best in the end is what the rule took for hopeless after two epochs.
      bestSurvives: false,
      saved: { epochs: known(1), seconds: known(105) },
    });
    expect(replays[0]?.elapsed).toBe(3 * 365 + 260);
  });

  it('patience counts epochs since the own best and never looks at others', () => {
    const flat = completed(3, 3, 2, 2, 2, 1);
    const rules = [1, 2, 3].map((epochs): StoppingRule => ({ name: 'patience', epochs }));
    const { replays } = counterfactual(past(1, flat), rules);
    expect(replays.map(({ stops }) => stops)).toEqual([
      [{ trial: 0, epoch: 2 }],
      [{ trial: 0, epoch: 5 }],
      [],
    ]);
    expect(replays.map(({ bestSurvives }) => bestSurvives)).toEqual([false, false, true]);
    expect(replays[1]).toMatchObject({ epochs: known(5), saved: { epochs: known(1) } });
    expect(replays[1]).not.toHaveProperty('best');
    // Running out at the very last epoch stops nothing, and a value that was not reported is no improvement.
    expect(replay(past(1, completed(3, null)), { name: 'patience', epochs: 1 }).stops).toEqual([]);
    expect(replay(past(1, completed(3, null, 1)), { name: 'patience', epochs: 1 }).stops).toEqual([
      { trial: 0, epoch: 2 },
    ]);
  });

  it('Hyperband lets the best third go on from its rungs', () => {
    // Rungs at 1 and 3 of 9 epochs. At the first the second comes third of two, the third third of three.
    const slow = (first: number) => completed(...Array.from({ length: 9 }, () => first));
    const result = replay(past(1, slow(1), slow(3), slow(2), slow(0.5)), {
      name: 'hyperband',
      resource: { min: 1, max: 9 },
    });
    expect(result.stops).toEqual([
      { trial: 1, epoch: 1 },
      { trial: 2, epoch: 1 },
    ]);
    expect(result.epochs).toEqual(known(9 + 1 + 1 + 9));
    expect(result.seconds).toEqual(known(2 * 915 + 2 * 110));
    expect(result.best).toEqual({ trial: 3, value: 0.5 });
  });

  it('charges nothing for a training job that ended before its instances were up', () => {
    // It would have reached its first epoch after 60 s; 5 s after its launch the tuning job ended.
    const { course } = stopped(4);
    const early = { ...stopped(4), course: { ...course, end: { status: 'stopped', seconds: -55 } } } as const;
    const rules: readonly StoppingRule[] = [{ name: 'median' }];
    const { replays } = counterfactual(past(2, completed(2, 2, 2, 2), early), rules);
    expect(replays[0]).toMatchObject({
      seconds: { atLeast: 415, atMost: 2 * 415 },
      saved: { seconds: { atLeast: 0, atMost: 415 } },
    });
  });

  it('says how much is not known of a training job that was really stopped', () => {
    const { off, replays, best } = counterfactual(past(2, completed(2, 2, 2, 2), stopped(4, 3, 1)), [
      { name: 'patience', epochs: 5 },
      { name: 'patience', epochs: 1 },
    ]);
    expect(best).toEqual({ trial: 0, value: 2 });
    // Without stopping its length is known, its values are not: the best is that of those whose curve is known.
    expect(off).toMatchObject({
      epochs: known(8),
      seconds: known(2 * 415),
      unknown: [{ trial: 1, epoch: 2 }],
      best: { trial: 0, value: 2 },
    });
    expect(replays[0]).toMatchObject({
      stops: [],
      unknown: [{ trial: 1, epoch: 2 }],
      epochs: { atLeast: 6, atMost: 8 },
      seconds: { atLeast: 415 + 210, atMost: 2 * 415 },
      saved: { epochs: { atLeast: 0, atMost: 2 }, seconds: { atLeast: 0, atMost: 205 } },
    });
    // The first is stopped at epoch 2; the other still got better at its last known one.
    expect(replays[1]).toMatchObject({
      stops: [{ trial: 0, epoch: 2 }],
      unknown: [{ trial: 1, epoch: 2 }],
      bestSurvives: false,
    });
  });

  it('leaves failed training jobs as they failed', () => {
    const failed: PastTrial = {
      ...completed(1),
      course: { ...completed(1).course, end: { status: 'failed', seconds: 0 } },
    };
    const { off, best } = counterfactual(past(1, failed, completed(2)), []);
    expect(best).toEqual({ trial: 1, value: 2 });
    expect(off).toMatchObject({ epochs: known(2), unknown: [], seconds: known(110 + 115) });
  });

  it('has nothing to say of a job without training jobs', () => {
    expect(counterfactual(past(1), [{ name: 'median' }]).replays[0]).toMatchObject({
      stops: [],
      epochs: known(0),
      elapsed: 0,
    });
  });
});

/** Jobs with curves of different shapes and lengths in time, played with or without the median rule. */
const aJob = fc
  .record({
    seed: fc.nat(1e6),
    maxTrials: fc.integer({ min: 1, max: 24 }),
    maxParallel: fc.integer({ min: 1, max: 6 }),
    epochs: fc.integer({ min: 1, max: 12 }),
    shape: fc.constantFrom(powerLaw, overfitting),
    noise: fc.constantFrom(0, 0.1),
  })
  .map(({ seed, maxTrials, maxParallel, epochs, shape, noise }) => {
    const spec: Spec = {
      seed,
      strategy: 'random',
      definitions: [{ space: [{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' }] }],
      maxTrials,
      maxParallel,
      earlyStopping: 'off',
    };
    const draw = shape(spec, { epochs, noise });
    const course = (launch: Parameters<typeof draw>[0]): PastTrial['course'] => ({
      ...draw(launch),
      downloadSeconds: 4.3,
      end: { status: 'completed', seconds: 6 },
    });
    return { spec, course, epochs };
  });

/** What is left of a played job: its curves as far as they were seen. */
function remains(spec: Spec, played: Played, courses: readonly PastTrial['course'][], epochs: number): Past {
  return past(
    spec.maxParallel,
    ...played.trials.map(({ index, definition, configuration, values, status }): PastTrial => {
      const course = courses[index] as PastTrial['course'];
      const end: NonNullable<Course['end']> =
        status === 'completed' ? course.end : { status: 'stopped', seconds: 0 };
      return { definition, configuration, course: { ...course, values, end }, epochs, uploadSeconds: 6 };
    }),
  );
}

function play(
  spec: Spec,
  { course, epochs }: Pick<typeof aJob extends fc.Arbitrary<infer J> ? J : never, 'course' | 'epochs'>,
) {
  const courses: PastTrial['course'][] = [];
  const played = simulate(spec, (launch) => (courses[launch.index] = course(launch)));
  const ruled = played.trials.flatMap(({ index, status, values }) =>
    status === 'stopped' ? { trial: index, epoch: values.length } : [],
  );
  return { played, ruled, past: remains(spec, played, courses, epochs) };
}

describe('any tuning job', () => {
  it('comes out as it did under the rule that it ran with', () => {
    fc.assert(
      fc.property(aJob, (job) => {
        for (const earlyStopping of ['off', 'median'] as const) {
          const run = play({ ...job.spec, earlyStopping }, job);
          const again = replay(run.past, { name: earlyStopping });
          expect(again.stops).toEqual(run.ruled);
          expect(again.unknown).toEqual([]);
          expect(again.elapsed).toBe(run.played.elapsed);
          expect(again.epochs).toEqual(known(again.epochs.atMost));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('with complete curves shows what a run with the rule shows', () => {
    const resource = { min: 1, max: 12 };
    fc.assert(
      fc.property(aJob, (job) => {
        const complete = play(job.spec, job).past;
        const median = play({ ...job.spec, earlyStopping: 'median' }, job);
        expect(replay(complete, { name: 'median' })).toMatchObject({
          stops: median.ruled,
          elapsed: median.played.elapsed,
        });
        const halved = play({ ...job.spec, strategy: 'hyperband', resource }, job);
        expect(replay(complete, { name: 'hyperband', resource }).stops).toEqual(halved.ruled);
      }),
      { numRuns: 40 },
    );
  });

  it('saves nothing without stopping, and never more than there is', () => {
    fc.assert(
      fc.property(aJob, fc.integer({ min: 1, max: 5 }), fc.boolean(), (job, epochs, complete) => {
        const run = play({ ...job.spec, earlyStopping: complete ? 'off' : 'median' }, job);
        const { off, replays } = counterfactual(run.past, [
          { name: 'off' },
          { name: 'median' },
          { name: 'patience', epochs },
        ]);
        expect(off.epochs).toEqual(known(job.epochs * run.past.trials.length));
        expect(replays[0]?.saved).toEqual({ epochs: known(0), seconds: known(0) });
        for (const { saved, epochs: used, stops, unknown } of replays) {
          expect(saved.epochs.atLeast).toBeGreaterThanOrEqual(0);
          expect(saved.epochs.atLeast).toBeLessThanOrEqual(saved.epochs.atMost);
          expect(saved.seconds.atLeast).toBeGreaterThanOrEqual(-1e-6);
          expect(used.atMost).toBeLessThanOrEqual(off.epochs.atMost);
          if (stops.length === 0 && unknown.length === 0) expect(saved.epochs.atMost).toBe(0);
          if (complete) expect(unknown).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
