import { serve } from '../lib/rpc.ts';
import { answerDataWork, SHARE } from './data-work.ts';

/** Wiring only: a browser worker that reads one file of the user's. Whoever started it ends it. */

const { push } = serve(
  {
    postMessage: (message) => self.postMessage(message),
    addEventListener: (type, listener) => self.addEventListener(type, listener),
  },
  (operation, input) => answerDataWork(operation, input, (share) => push(SHARE, share)),
);
