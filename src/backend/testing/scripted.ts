import type { FromWorker, ToWorker, WorkerPort } from '../pool.ts';

/** What a scripted training job does. */
export interface Script {
  /** The objective after each epoch; null: none is emitted. */
  readonly values: readonly (number | null)[];
  /** How it ends after these epochs, if not well. A crash is the end of its worker, and of this attempt only. */
  readonly end?: 'fails' | 'crashes';
  /** How many attempts end so; absent: all. */
  readonly attempts?: number;
}

/**
 * Workers that do not train but play a script, chosen by the training job's hyperparameters. They emit `metric` and
 * nothing else, all epochs at once.
 */
export function scripted(
  metric: string,
  scriptOf: (hyperparameters: Readonly<Record<string, string>>) => Script,
): () => WorkerPort {
  const attempts = new Map<string, number>();
  return () => {
    const listeners: ((message: FromWorker) => void)[] = [];
    const errors: ((message: string) => void)[] = [];
    const post = (message: FromWorker) => listeners.forEach((listener) => listener(message));
    const start = ({ id, task }: Extract<ToWorker, { type: 'start' }>) => {
      const { values, end, attempts: most = Infinity } = scriptOf(task.hyperparameters);
      const key = JSON.stringify(task.hyperparameters);
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      const rows = values.map((value, i) => ({
        epoch: i + 1,
        metrics: value === null ? {} : { [metric]: value },
      }));
      post({ type: 'rows', id, rows: rows.slice(task.skip) });
      if (end === undefined || attempt > most)
        return post({ type: 'done', id, artifact: { name: 'model.json', text: '{}' } });
      if (end === 'fails')
        return post({ type: 'failed', id, message: 'AlgorithmError: scripted', algorithmError: true });
      return errors.forEach((listener) => listener('The worker died'));
    };
    return {
      postMessage: (message) => {
        if (message.type === 'start') setTimeout(() => start(message), 0);
      },
      onMessage: (listener) => listeners.push(listener),
      onError: (listener) => errors.push(listener),
    };
  };
}
