import { serve } from '../lib/rpc.ts';
import { answerDataWork } from './data-work.ts';

/** Wiring only: a browser worker that reads one file of the user's. Whoever started it ends it. */

serve(
  {
    postMessage: (message) => self.postMessage(message),
    addEventListener: (type, listener) => self.addEventListener(type, listener),
  },
  answerDataWork,
);
