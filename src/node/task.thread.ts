import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../backend/pool.ts';
import { createTaskHost } from '../backend/task-host.ts';

/** Wiring only: a Node thread that trains. */
const port = parentPort;
if (!port) throw new Error('task.thread.ts runs as a worker thread');

const receive = createTaskHost({
  post: (message) => port.postMessage(message),
  turn: () => new Promise((resolve) => setImmediate(resolve)),
  clock: () => performance.now(),
});
port.on('message', (message: ToWorker) => receive(message));
