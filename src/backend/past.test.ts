import { expect, it } from 'vitest';
import type { Output } from '../api/operations.ts';
import { ask, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 10, rounds: 12, seed: 11 });
const Name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };
const METRIC = 'validation:rmse';

async function everyEvent(run: Run) {
  const events: Output<'ListTuningJobEvents'>['Events'] = [];
  let NextToken: string | undefined;
  do {
    const page = await ask(run, 'ListTuningJobEvents', {
      ...Name,
      MaxResults: 1000,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    events.push(...page.Events);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return events;
}

it('tells at any moment what the log has up to it: who was there, what it had reported, who had ended', async () => {
  const run = await runToEnd(request);
  const events = await everyEvent(run);
  const end = events.at(-1)?.At ?? 0;
  const moments = [
    ...Array.from({ length: 40 }, (_, i) => (i * end) / 39),
    ...events.slice(50, 60).map(({ At }) => At),
  ];
  for (const AtSeconds of moments) {
    const analysis = await ask(run, 'DescribeTuningJobAnalysis', { ...Name, AtSeconds });
    const timeline = await ask(run, 'DescribeTuningJobTimeline', { ...Name, AtSeconds });
    const before = events.filter(({ At }) => At <= AtSeconds);
    const of = (type: string) => before.filter(({ Type }) => Type === type);
    const launched = of('TrainingJobLaunched').map(({ TrainingJobName }) => TrainingJobName);
    expect(analysis.TrainingJobs.map(({ TrainingJobName }) => TrainingJobName)).toEqual(launched);
    const ended = new Set(
      before.flatMap(({ Type, TrainingJobName }) =>
        /^TrainingJob(Completed|Stopped|Failed)$/.test(Type) ? TrainingJobName : [],
      ),
    );
    for (const [i, { TrainingJobName, Values }] of analysis.TrainingJobs.entries()) {
      const values = of('Epoch')
        .filter((event) => event.TrainingJobName === TrainingJobName)
        .map(
          ({ Detail }) => (Detail?.['Metrics'] as Record<string, number> | undefined)?.[METRIC] ?? Number.NaN,
        );
      const times = timeline.TrainingJobs[i];
      expect(times?.Epochs).toBe(values.length);
      expect(times?.EndedAt !== undefined).toBe(ended.has(TrainingJobName));
      expect(times?.Value).toBe(values.at(-1));
      expect(Values).toEqual(
        values.length === 0
          ? undefined
          : {
              Last: values.at(-1),
              Min: Math.min(...values),
              Max: Math.max(...values),
              Best: Math.min(...values),
            },
      );
    }
  }
});

it('tells of the end what it tells of now, and models only what had ended', async () => {
  const run = await runToEnd(request);
  const timeline = await ask(run, 'DescribeTuningJobTimeline', Name);
  const AtSeconds = timeline.ElapsedSeconds;
  expect(await ask(run, 'DescribeTuningJobTimeline', { ...Name, AtSeconds })).toEqual(timeline);
  expect(await ask(run, 'DescribeTuningJobAnalysis', { ...Name, AtSeconds })).toEqual(
    await ask(run, 'DescribeTuningJobAnalysis', Name),
  );
  const subject = { ...Name, Definition: 0, Value: 'Last' as const };
  const now = await ask(run, 'DescribeHyperparameterImportance', subject);
  expect(await ask(run, 'DescribeHyperparameterImportance', { ...subject, AtSeconds })).toEqual(now);
  const ends = timeline.TrainingJobs.map(({ EndedAt = 0 }) => EndedAt).sort((a, b) => a - b);
  const half = { ...subject, AtSeconds: ends[4] ?? 0 };
  const then = await ask(run, 'DescribeHyperparameterImportance', half);
  expect(then.TrainingJobs).toBe(ends.filter((end) => end <= half.AtSeconds).length);
  // Looking back leaves what is told of now as it is.
  expect(await ask(run, 'DescribeHyperparameterImportance', subject)).toEqual(now);
});
