import { describe, expect, it } from 'vitest';
import type { Trial } from '../engine/types.ts';
import { ask, runToEnd } from '../node/testing/run.ts';
import { modelledOf } from './analysis.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 12, rounds: 15, seed: 11 });
const Name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };
const bayesian = {
  ...request,
  HyperParameterTuningJobConfig: {
    ...request.HyperParameterTuningJobConfig,
    Strategy: 'Bayesian' as const,
  },
};

describe('the analysis of a tuning job', () => {
  it('says of every training job what it tried and came to, as its list and its curve do', async () => {
    const run = await runToEnd(request);
    const { Definitions, TrainingJobs } = await ask(run, 'DescribeTuningJobAnalysis', Name);
    const { TrainingJobSummaries } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      ...Name,
      SortBy: 'CreationTime',
      SortOrder: 'Ascending',
      MaxResults: 100,
    });
    expect(TrainingJobs).toHaveLength(12);
    const [definition] = Definitions;
    expect(definition?.HyperParameters.map(({ Name: each }) => each).sort()).toEqual(
      Object.keys(TrainingJobs[0]?.HyperParameters ?? {}).sort(),
    );
    for (const [i, { TrainingJobName, HyperParameters, Values }] of TrainingJobs.entries()) {
      const summary = TrainingJobSummaries[i];
      expect(TrainingJobName).toBe(summary?.TrainingJobName);
      expect(Object.fromEntries(Object.entries(HyperParameters).map(([k, v]) => [k, String(v)]))).toEqual(
        summary?.TunedHyperParameters,
      );
      expect(Values?.Last).toBe(summary?.FinalHyperParameterTuningJobObjectiveMetric?.Value);
      const { MetricQueryResults } = await ask(run, 'BatchGetMetrics', {
        MetricQueries: [
          {
            MetricName: definition?.Objective.MetricName ?? '',
            ResourceArn: summary?.TrainingJobArn ?? '',
            MetricStat: 'Last',
            Period: 'IterationNumber',
            XAxisType: 'IterationNumber',
          },
        ],
      });
      const curve = MetricQueryResults?.[0]?.MetricValues ?? [];
      expect(Values?.Max).toBe(Math.max(...curve));
      expect(Values?.Min).toBe(Math.min(...curve));
      expect(Values?.Best).toBe(definition?.Objective.Type === 'Maximize' ? Values?.Max : Values?.Min);
    }
  });

  it('has what every training job came to as a list for each figure, too', async () => {
    const { RandomSeed: _, ...config } = request.HyperParameterTuningJobConfig;
    const run = await runToEnd({ ...request, HyperParameterTuningJobConfig: config });
    const { TrainingJobs, Definitions } = await ask(run, 'DescribeTuningJobAnalysis', Name);
    const timeline = await ask(run, 'DescribeTuningJobTimeline', Name);
    const results = await ask(run, 'DescribeTuningJobResults', Name);
    const { Events } = await ask(run, 'ListTuningJobEvents', { ...Name, Types: ['TuningJobCreated'] });
    expect(results.RandomSeed).toBe(Events[0]?.Detail?.['RandomSeed']);
    expect(results.Definitions).toEqual(Definitions);
    expect(results.TrainingJobNames).toEqual(TrainingJobs.map(({ TrainingJobName }) => TrainingJobName));
    expect(results.Definition).toEqual(TrainingJobs.map(({ Definition }) => Definition));
    for (const value of ['Last', 'Min', 'Max'] as const)
      expect(results[value]).toEqual(TrainingJobs.map(({ Values }) => Values?.[value] ?? null));
    const times = timeline.TrainingJobs;
    expect(results.Epochs).toEqual(times.map(({ Epochs }) => Epochs));
    expect(results.EndedAt).toEqual(times.map(({ EndedAt }) => EndedAt ?? null));
    expect(results.Competes).toEqual(times.map(({ Competes }) => Competes));
    // From the first download on, at the price of its instances.
    expect(results.Cost).toEqual(
      times.map(({ EndedAt = 0, Transitions, PricePerHour = Number.NaN }) => {
        const started = Transitions.find(({ Status }) => Status === 'Downloading')?.At ?? EndedAt;
        return expect.closeTo(((EndedAt - started) * PricePerHour) / 3600, 12);
      }),
    );
  });

  it('shares out the importance, and says the same of every view of the forest', async () => {
    const run = await runToEnd(request);
    const subject = { ...Name, Definition: 0, Value: 'Last' } as const;
    const answer = await ask(run, 'DescribeHyperparameterImportance', subject);
    expect(answer.TrainingJobs).toBe(12);
    expect(answer.Used).toBe(12);
    expect(answer.HyperParameters.reduce((sum, { Importance }) => sum + Importance, 0)).toBeCloseTo(1, 9);
    const [first, second] = answer.HyperParameters;
    const surface = await ask(run, 'DescribeHyperparameterSurface', {
      ...subject,
      X: first?.Name ?? '',
      Y: second?.Name ?? '',
    });
    expect(surface.Values).toHaveLength(surface.Ys.length);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const along = mean((first?.Mean ?? []).map(({ Value }) => Value));
    expect(mean(surface.Values.flat()) / along).toBeCloseTo(1, 2);
  });

  it('refuses a hyperparameter that is not tuned, and has no forest of too few results', async () => {
    const run = await runToEnd(xgboostRequest({ jobs: 2, parallel: 2, rounds: 3 }));
    const subject = { ...Name, Definition: 0, Value: 'Best' } as const;
    const { HyperParameters, Fewest } = await ask(run, 'DescribeHyperparameterImportance', subject);
    expect(HyperParameters).toEqual([]);
    expect(Fewest).toBeGreaterThan(2);
    await expect(ask(run, 'DescribeModelView', { ...subject, HyperParameter: 'no_such' })).rejects.toThrow(
      'no_such',
    );
  });
});

describe("the Bayesian strategy's model", () => {
  it('foretells the best training job within its band, and what would come next', async () => {
    const run = await runToEnd(bayesian);
    const { TrainingJobs, Definitions } = await ask(run, 'DescribeTuningJobAnalysis', Name);
    const { BestTrainingJob } = await ask(run, 'DescribeHyperParameterTuningJob', Name);
    const best = TrainingJobs.find(
      ({ TrainingJobName }) => TrainingJobName === BestTrainingJob?.TrainingJobName,
    );
    for (const { Name: HyperParameter } of Definitions[0]?.HyperParameters ?? []) {
      const view = await ask(run, 'DescribeModelView', {
        ...Name,
        Definition: 0,
        Value: 'Last',
        HyperParameter,
      });
      expect(view.Held).toEqual(best?.HyperParameters);
      expect(Object.keys(view.Next?.HyperParameters ?? {}).sort()).toEqual(Object.keys(view.Held).sort());
      expect(view.Places.length).toBeGreaterThan(1);
      for (const { Mean, Lower, Upper } of view.Places) {
        expect(Lower).toBeLessThanOrEqual(Mean);
        expect(Upper).toBeGreaterThanOrEqual(Mean);
      }
      const at = Number(view.Held[HyperParameter]);
      const nearest = view.Places.reduce((a, b) =>
        Math.abs(Number(b.At) - at) < Math.abs(Number(a.At) - at) ? b : a,
      );
      const spread = nearest.Upper - nearest.Lower;
      expect(Math.abs(nearest.Mean - (best?.Values?.Last ?? Number.NaN))).toBeLessThan(spread + 0.02);
    }
  });

  it('is made of the value that is chosen, around the training job that is best by it, and still tells what the search would try', async () => {
    const run = await runToEnd(bayesian);
    const { TrainingJobs, Definitions } = await ask(run, 'DescribeTuningJobAnalysis', Name);
    const { Objective, HyperParameters } = Definitions[0]!;
    const sign = Objective.Type === 'Maximize' ? -1 : 1;
    const subject = { ...Name, Definition: 0, HyperParameter: HyperParameters[0]!.Name };
    const last = await ask(run, 'DescribeModelView', { ...subject, Value: 'Last' });
    for (const Value of ['Best', 'Min', 'Max'] as const) {
      const view = await ask(run, 'DescribeModelView', { ...subject, Value });
      const valueOf = (job: (typeof TrainingJobs)[number]) => sign * (job.Values?.[Value] ?? Number.NaN);
      const ended = TrainingJobs.filter(({ Values }) => Values !== undefined);
      const best = ended.reduce((a, b) => (valueOf(b) < valueOf(a) ? b : a));
      expect(view.Held).toEqual(best.HyperParameters);
      expect(view.Next?.HyperParameters).toEqual(last.Next?.HyperParameters);
      const values = ended.map(({ Values }) => Values?.[Value] ?? Number.NaN);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const room = (high - low) / 2;
      for (const { Mean } of view.Places) {
        expect(Mean).toBeGreaterThan(low - room);
        expect(Mean).toBeLessThan(high + room);
      }
    }
    const worst = sign === 1 ? 'Max' : 'Min';
    const other = await ask(run, 'DescribeModelView', { ...subject, Value: worst });
    const mean = ({ Places }: typeof other) =>
      Places.reduce((sum, { Mean }) => sum + Mean, 0) / Places.length;
    expect(sign * mean(other)).toBeGreaterThan(sign * mean(last));
  });

  it('is not there for a strategy that does not learn, but what it would believe is', async () => {
    const run = await runToEnd(request);
    const { HyperParameters } = (await ask(run, 'DescribeTuningJobAnalysis', Name)).Definitions[0]!;
    const view = await ask(run, 'DescribeModelView', {
      ...Name,
      Definition: 0,
      Value: 'Last',
      HyperParameter: HyperParameters[0]!.Name,
    });
    expect(view.Next).toBeUndefined();
    expect(view.Places.length).toBeGreaterThan(1);
  });
});

it('makes the model of so many results that it stays quick: the best of them, and an even choice of the others', () => {
  const values = Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3000);
  const trials = values.map(
    (value, index): Trial => ({
      index,
      definition: 0,
      configuration: { x: index },
      status: 'completed',
      values: [value],
      checks: [],
      ended: index,
    }),
  );
  const { trials: used, TrainingJobs, Used } = modelledOf(trials);
  expect([TrainingJobs, Used, used.length]).toEqual([3000, 750, 750]);
  const taken = used.map(({ values: [value = NaN] }) => value ?? NaN).sort((a, b) => a - b);
  expect(taken.slice(0, 375)).toEqual(Array.from({ length: 375 }, (_, i) => i));
  const gaps = taken.slice(376).map((value, i) => value - (taken[375 + i] ?? NaN));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(8);
  expect(modelledOf(trials.slice(0, 700)).trials).toHaveLength(700);
});
