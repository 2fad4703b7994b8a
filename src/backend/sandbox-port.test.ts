import { expect, it } from 'vitest';
import type { FromSandbox, ToSandbox } from '../lib/sandbox.ts';
import { createPool, type Head, type WorkerTask } from './pool.ts';
import { sandboxPort } from './sandbox-port.ts';

const task = (over: Partial<WorkerTask> = {}): WorkerTask => ({
  algorithm: 'script',
  script: 'export const train = () => {}',
  hyperparameters: { rate: '0.1' },
  channels: [
    {
      name: 'train',
      uri: 's3://b/t/',
      key: 'k',
      objects: [
        { uri: 's3://b/t/a', text: '1,2\n' },
        { uri: 's3://b/t/b', text: '0,3\n' },
      ],
    },
  ],
  seed: 5,
  metricDefinitions: [{ Name: 'loss', Regex: 'loss=(\\S+)' }],
  skip: 0,
  ...over,
});

/** A pool whose sandbox is this test. */
function page() {
  const said: ToSandbox[] = [];
  let hear: (message: FromSandbox) => void = () => {};
  const pool = createPool(
    1,
    () => {
      throw new Error('no other worker is wanted');
    },
    () =>
      sandboxPort(
        (message) => said.push(message),
        (listener) => (hear = listener),
      ),
  );
  return { pool, said, say: (message: FromSandbox) => hear(message) };
}

const heads = (feed: { peek: () => Head | undefined; take: () => Head }) => {
  const found: Head[] = [];
  while (feed.peek()) found.push(feed.take());
  return found;
};

it('hands a script its data and hyperparameters, and reads metrics out of its log', () => {
  const { pool, said, say } = page();
  const { feed } = pool.start(task());
  expect(said).toMatchObject([
    { type: 'start', task: { seed: 5, hyperparameters: { rate: '0.1' }, channels: { train: '1,2\n0,3\n' } } },
  ]);
  const { id } = said[0]!;
  say({ type: 'epoch', id, epoch: 1, log: 'hello\nloss=0.5' });
  say({ type: 'epoch', id, epoch: 2, log: 'nothing here' });
  say({ type: 'done', id, artifact: { name: 'model.json', text: '{}' } });
  expect(heads(feed)).toMatchObject([
    { kind: 'row', row: { epoch: 1, metrics: { loss: 0.5 } } },
    { kind: 'row', row: { epoch: 2, metrics: {} } },
    { kind: 'done', artifact: { name: 'model.json' } },
  ]);
});

it('sends the data of a channel to the next script too', () => {
  const { pool, said } = page();
  pool.start(task());
  pool.start(task());
  expect(said.map((message) => message.type === 'start' && message.task.channels.train)).toEqual([
    '1,2\n0,3\n',
    '1,2\n0,3\n',
  ]);
});

it('stops a script, and hears nothing of it any more', () => {
  const { pool, said, say } = page();
  const { feed, stop } = pool.start(task());
  const { id } = said[0]!;
  stop();
  expect(said.at(-1)).toEqual({ type: 'stop', id });
  say({ type: 'epoch', id, epoch: 1, log: 'loss=1' });
  expect(heads(feed)).toEqual([]);
});
