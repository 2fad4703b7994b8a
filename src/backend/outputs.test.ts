import { describe, expect, it } from 'vitest';
import { ask, open, type Run, type RunOptions, runToEnd } from '../node/testing/run.ts';
import { fromCheckpointText } from '../training/checkpoint-text.ts';
import { memoryPersistence } from './db.ts';
import { picturesRequest } from './testing/pictures.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 6, rounds: 10, seed: 3 });

const jobsOf = async (run: Run, name = 'xgboost-test') =>
  (
    await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName: name,
      MaxResults: 100,
    })
  ).TrainingJobSummaries;
const outputsOf = async (run: Run, TrainingJobName: string) =>
  (await ask(run, 'ListTrainingJobOutputs', { TrainingJobName })).Outputs;
const read = async (run: Run, S3Uri = '') => (await ask(run, 'GetObject', { S3Uri })).Body;
const withChanges = (definition: object) => ({
  ...request,
  TrainingJobDefinition: { ...request.TrainingJobDefinition, ...definition },
});

describe('what a training job leaves', () => {
  it('is a model, a history, a log and two checkpoints; a stopped one has no model', async () => {
    const run = await runToEnd(request);
    const jobs = await jobsOf(run);
    const completed = jobs.find(({ TrainingJobStatus }) => TrainingJobStatus === 'Completed');
    const stopped = jobs.find(({ TrainingJobStatus }) => TrainingJobStatus === 'Stopped');
    const kinds = async (name = '') => (await outputsOf(run, name)).map(({ Kind }) => Kind);
    expect(await kinds(completed?.TrainingJobName)).toEqual([
      'Model',
      'History',
      'Log',
      'BestCheckpoint',
      'LastCheckpoint',
    ]);
    expect(await kinds(stopped?.TrainingJobName)).toEqual([
      'History',
      'Log',
      'BestCheckpoint',
      'LastCheckpoint',
    ]);
    const outputs = await outputsOf(run, stopped?.TrainingJobName ?? '');
    for (const { S3Uri } of outputs) expect((await read(run, S3Uri)).length).toBeGreaterThan(10);

    const history = outputs.find(({ Kind }) => Kind === 'History');
    const rows = (await read(run, history?.S3Uri)).trimEnd().split('\n');
    const epochs = run.events.filter(
      ({ Type, TrainingJobName }) => Type === 'Epoch' && TrainingJobName === stopped?.TrainingJobName,
    );
    expect(rows).toHaveLength(1 + epochs.length);
    const metrics = epochs.at(-1)?.Detail?.Metrics as Record<string, number>;
    const names = Object.keys(metrics).sort();
    expect(names).toContain('validation:rmse');
    expect(rows[0]).toBe(['epoch', ...names].join(','));
    expect(rows.at(-1)).toBe([epochs.length, ...names.map((name) => metrics[name])].join(','));

    const last = outputs.find(({ Kind }) => Kind === 'LastCheckpoint');
    expect(fromCheckpointText(await read(run, last?.S3Uri)).epoch).toBe(epochs.length);
    expect(last?.Epoch).toBe(epochs.length);
  });

  it('lies under the output path, checkpoints at their own location, and is listed there', async () => {
    const run = await runToEnd(withChanges({ CheckpointConfig: { S3Uri: 's3://mine/checkpoints' } }));
    const [first] = await jobsOf(run);
    const name = first?.TrainingJobName ?? '';
    const { Objects } = await ask(run, 'ListObjects', { S3Uri: `s3://mine/checkpoints/${name}/` });
    expect(Objects.map(({ S3Uri }) => S3Uri)).toEqual([
      `s3://mine/checkpoints/${name}/best.json`,
      `s3://mine/checkpoints/${name}/last.json`,
    ]);
    const { Objects: written } = await ask(run, 'ListObjects', {
      S3Uri: `s3://etude-output/tests/${name}/output/`,
    });
    expect(written.map(({ S3Uri }) => S3Uri.split('/').at(-1))).toEqual([
      'history.csv',
      'log.txt',
      'xgboost-model.json',
    ]);
    const preview = await ask(run, 'PreviewObject', { S3Uri: written[0]?.S3Uri ?? '', MaxRows: 2 });
    expect(preview.Rows[0]).toContain('validation:rmse');
  });

  it('stores nothing but models; what is made when read cannot be deleted', async () => {
    const persistence = memoryPersistence();
    const run = await runToEnd(request, { persistence });
    const completed = (await jobsOf(run)).filter(
      ({ TrainingJobStatus }) => TrainingJobStatus === 'Completed',
    );
    expect(await persistence.objects.load()).toHaveLength(completed.length);
    const history = (await outputsOf(run, completed[0]?.TrainingJobName ?? '')).find(
      ({ Kind }) => Kind === 'History',
    );
    await expect(ask(run, 'DeleteObjects', { S3Uri: history?.S3Uri ?? '' })).rejects.toMatchObject({
      message: expect.stringContaining('nothing to delete') as string,
    });
  });

  it('makes a model again that found no room, bit for bit', async () => {
    const models = async (options: RunOptions) => {
      const run = await runToEnd(request, options);
      const jobs = await jobsOf(run);
      return Promise.all(
        jobs.map(async ({ TrainingJobName }) => {
          const model = (await outputsOf(run, TrainingJobName)).find(({ Kind }) => Kind === 'Model');
          return model && { size: model.Size, text: await read(run, model.S3Uri) };
        }),
      );
    };
    const kept = await models({});
    const made = await models({ modelsKept: 0 });
    expect(kept.some((model) => model !== undefined)).toBe(true);
    expect(made.map((model) => model?.text)).toEqual(kept.map((model) => model?.text));
    expect(made.every((model) => model?.size === undefined)).toBe(true);
  });

  it('outlives a reload, and is empty while the training job runs', async () => {
    const persistence = memoryPersistence();
    const run = await runToEnd(request, { persistence });
    const [first] = await jobsOf(run);
    const before = await outputsOf(run, first?.TrainingJobName ?? '');
    const again = await open({ persistence });
    expect(await outputsOf(again, first?.TrainingJobName ?? '')).toEqual(before);
    for (const { S3Uri } of before) expect(await read(again, S3Uri)).toBe(await read(run, S3Uri));

    await run.service.call('CreateHyperParameterTuningJob', {
      ...xgboostRequest({ name: 'second', rounds: 200 }),
    });
    while (!run.events.some(({ TrainingJobName = '' }) => TrainingJobName.startsWith('second')))
      await new Promise((resolve) => setTimeout(resolve, 0));
    const [running] = await jobsOf(run, 'second');
    expect(await outputsOf(run, running?.TrainingJobName ?? '')).toEqual([]);
    await ask(run, 'StopHyperParameterTuningJob', { HyperParameterTuningJobName: 'second' });
  });

  it('has no checkpoint where nothing was learned', async () => {
    const run = await runToEnd(picturesRequest({}, { jobs: 2 }));
    const [first] = await jobsOf(run, 'pictures');
    expect((await outputsOf(run, first?.TrainingJobName ?? '')).map(({ Kind }) => Kind)).toEqual([
      'Model',
      'History',
      'Log',
    ]);
  });
});
