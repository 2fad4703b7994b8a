import { serve } from '../lib/rpc.ts';
import { createRehearsal } from './rehearsal.ts';

/** Wiring only: a browser worker that plays rehearsals. Whoever started it ends it, which is how one is cancelled. */

serve(
  {
    postMessage: (message) => self.postMessage(message),
    addEventListener: (type, listener) => self.addEventListener(type, listener),
  },
  createRehearsal(),
);
