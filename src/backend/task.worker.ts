import type { FromWorker, ToWorker } from './pool.ts';
import { createTaskHost } from './task-host.ts';

/** Wiring only: a browser worker that trains. */

// A message to ourselves is a turn of the event loop that costs nothing; setTimeout would cost 4 ms an epoch.
const { port1, port2 } = new MessageChannel();
let resume: (() => void) | undefined;
port1.onmessage = () => resume?.();
const turn = () =>
  new Promise<void>((resolve) => {
    resume = resolve;
    port2.postMessage(undefined);
  });

const receive = createTaskHost({
  post: (message: FromWorker) => self.postMessage(message),
  turn,
  clock: () => performance.now(),
});
self.onmessage = ({ data }: MessageEvent<ToWorker>) => receive(data);
