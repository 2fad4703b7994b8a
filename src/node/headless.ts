import { Worker } from 'node:worker_threads';
import type { FromWorker, WorkerPort } from '../backend/pool.ts';

/** What the backend needs from its surroundings, in Node: threads for training. */

/** A function that starts threads, and one that ends them all. */
export function threads(): { spawn: () => WorkerPort; close: () => Promise<void> } {
  const workers: Worker[] = [];
  return {
    spawn: () => {
      // Node 20 reads no TypeScript, and a thread does not inherit the loader that tsx gave its parent.
      const thread = JSON.stringify(new URL('./task.thread.ts', import.meta.url).href);
      const worker = new Worker(
        `import('tsx/esm/api').then(({ register }) => { register(); return import(${thread}); })`,
        {
          eval: true,
        },
      );
      workers.push(worker);
      return {
        postMessage: (message) => worker.postMessage(message),
        onMessage: (listener) => worker.on('message', (message: FromWorker) => listener(message)),
        onError: (listener) =>
          worker.on('error', (thrown) => listener(thrown instanceof Error ? thrown.message : String(thrown))),
      };
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
