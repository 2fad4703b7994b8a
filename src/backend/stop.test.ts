import { expect, it } from 'vitest';
import { ask, open } from '../node/testing/run.ts';
import type { FromWorker, ToWorker } from './pool.ts';
import { xgboostRequest } from './testing/requests.ts';

it('a training job is stopped at once, however long its worker is busy with an epoch', async () => {
  // Workers that finish the first epoch of every training job and none after it.
  const heard: ToWorker[] = [];
  const spawn = () => {
    let listener: (message: FromWorker) => void = () => {};
    return {
      postMessage: (message: ToWorker) => {
        heard.push(message);
        if (message.type !== 'start') return;
        const rows = [{ epoch: 1, metrics: { 'validation:rmse': 9 } }];
        setTimeout(() => listener({ type: 'rows', id: message.id, rows }), 0);
      },
      onMessage: (given: (message: FromWorker) => void) => {
        listener = given;
      },
      onError: () => {},
    };
  };
  const run = await open({ spawn });
  const request = xgboostRequest({ jobs: 2, parallel: 2, earlyStopping: 'Off' });
  await run.service.call('CreateHyperParameterTuningJob', request);
  const name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };
  const epochs = () => run.events.filter(({ Type }) => Type === 'Epoch');
  while (epochs().length === 0) await new Promise((resolve) => setTimeout(resolve, 0));

  const TrainingJobName = epochs()[0]?.TrainingJobName ?? '';
  await run.service.call('StopTrainingJob', { TrainingJobName });
  expect(await ask(run, 'DescribeTrainingJob', { TrainingJobName })).toMatchObject({
    TrainingJobStatus: 'Stopped',
    FinalMetricDataList: [{ MetricName: 'validation:rmse', Value: 9 }, { MetricName: 'ObjectiveMetric' }],
  });
  // The worker is told, so that it begins no further epoch.
  expect(heard.filter(({ type }) => type === 'stop')).toHaveLength(1);

  await run.service.call('StopHyperParameterTuningJob', name);
  expect(await ask(run, 'DescribeHyperParameterTuningJob', name)).toMatchObject({
    HyperParameterTuningJobStatus: 'Stopped',
    TrainingJobStatusCounters: { Stopped: 2, InProgress: 0 },
  });
});
