import type { FromWorker, ToWorker, WorkerPort } from '../pool.ts';
import { createTaskHost } from '../task-host.ts';

/** A turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Workers that train in the calling thread: the real learners and the real protocol, without threads. `delay` says how
 * many turns the nth message takes to arrive, so that a test can have workers of any speed; order per worker is kept.
 */
export function inProcess(delay: (worker: number, message: number) => number = () => 0): () => WorkerPort {
  let workers = 0;
  return () => {
    const worker = workers++;
    const listeners: ((message: FromWorker) => void)[] = [];
    let messages = 0;
    let queue = Promise.resolve();
    const later = (deliver: () => void) => {
      const turns = delay(worker, messages++);
      queue = queue.then(async () => {
        for (let i = 0; i <= turns; i++) await turn();
        deliver();
      });
    };
    let clock = 0;
    const receive = createTaskHost({
      // Cloned as a real worker's messages are.
      post: (message) => later(() => listeners.forEach((listener) => listener(structuredClone(message)))),
      turn,
      clock: () => clock++,
    });
    return {
      postMessage: (message: ToWorker) => later(() => receive(structuredClone(message))),
      onMessage: (listener) => listeners.push(listener),
      onError: () => {},
    };
  };
}
