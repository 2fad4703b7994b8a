import { expect, it } from 'vitest';
import { open } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';

it('tells every training job of a tuning job what is wrong with the data, not only the first', async () => {
  const { service, events } = await open({ workers: 1 });
  await service.call('PutObject', { S3Uri: 's3://my-bucket/bad/a.csv', Body: '1,2,3\n0,x,4\n' });
  const request = xgboostRequest({ jobs: 5, parallel: 2 });
  const definition = request.TrainingJobDefinition!;
  const [train, ...others] = definition.InputDataConfig!;
  await service.call('CreateHyperParameterTuningJob', {
    ...request,
    TrainingJobDefinition: {
      ...definition,
      InputDataConfig: [
        {
          ...train!,
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://my-bucket/bad/' } },
        },
        ...others,
      ],
    },
  });
  await service.idle();
  const failed = events.filter(({ Type }) => Type === 'TrainingJobFailed');
  expect(failed).toHaveLength(5);
  for (const { Message } of failed) {
    expect(Message).toBe(
      "ClientError: Unable to read data channel 'train' (a.csv, line 2): found the non-numeric value 'x' in column 2.",
    );
  }
});
