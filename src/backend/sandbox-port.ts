import type { FromSandbox, ToSandbox } from '../lib/sandbox.ts';
import { metricsIn } from '../training/log-metrics.ts';
import type { ChannelContent, FromWorker, WorkerPort, WorkerTask } from './pool.ts';

/**
 * Users' scripts as one more worker of the pool: the page runs them, here their logs become rows of metrics.
 *
 * @param post speaks to the page
 * @param listen hears the page
 */
export function sandboxPort(
  post: (message: ToSandbox) => void,
  listen: (hear: (message: FromSandbox) => void) => void,
): WorkerPort {
  const patterns = new Map<number, NonNullable<WorkerTask['metricDefinitions']>>();
  // The pool sends the objects of a channel once.
  const texts = new Map<string, string>();
  let tell: (message: FromWorker) => void = () => {};

  listen((message) => {
    if (message.type !== 'epoch') {
      patterns.delete(message.id);
      return tell(message);
    }
    const { id, epoch, log } = message;
    tell({ type: 'rows', id, rows: [{ epoch, metrics: metricsIn(log, patterns.get(id) ?? []), log }] });
  });

  const textOf = ({ key, objects }: ChannelContent) => {
    if (objects) texts.set(key, objects.map(({ text }) => text).join(''));
    return texts.get(key) ?? '';
  };

  return {
    postMessage: (message) => {
      if (message.type !== 'start') {
        if (message.type === 'stop') patterns.delete(message.id);
        return post(message);
      }
      const { id, task, credit } = message;
      patterns.set(id, task.metricDefinitions ?? []);
      const { hyperparameters, seed, skip, most, script = '' } = task;
      const channels = Object.fromEntries(task.channels.map((channel) => [channel.name, textOf(channel)]));
      post({
        type: 'start',
        id,
        task: { script, hyperparameters, channels, seed, skip, ...(most === undefined ? {} : { most }) },
        credit,
      });
    },
    onMessage: (listener) => {
      tell = listener;
    },
    // A script that dies says so itself.
    onError: () => {},
  };
}
