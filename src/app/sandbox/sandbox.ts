import type { SandboxTask } from '../../lib/sandbox.ts';
import { FRAME_DOCUMENT } from './frame.ts';
import { workerAddress } from './worker-source.ts';

/** A script that neither reports nor ends for so long, while it may go on, is stopped. */
const SILENCE_MS = 30_000;
/** How often a sandbox is asked whether its process lives; it has died when two questions in a row have no answer. */
const PULSE_MS = 3_000;

type FromFrame =
  | { readonly type: 'ready' | 'pong' }
  | { readonly type: 'epoch'; readonly log: string }
  | { readonly type: 'done'; readonly artifact: string }
  | { readonly type: 'error'; readonly message: string; readonly line?: number };

/** What a sandbox tells; all but `epoch` is its last word. */
export type Said =
  /** The epochs that `task.skip` names are not told. */
  | { readonly type: 'epoch'; readonly epoch: number; readonly log: string }
  | { readonly type: 'done'; readonly artifact: string }
  | { readonly type: 'failed'; readonly message: string }
  /** The process that it ran in is gone, and with it every sandbox there. */
  | { readonly type: 'died' };

export interface Sandbox {
  /** Lets the script go on for so many epochs more. */
  more(credit: number): void;
  /** Removes it, and with it its worker and all it held, at once. */
  end(): void;
}

/** Runs a user's script in a frame and a worker of its own. */
export function openSandbox(task: SandboxTask, credit: number, tell: (said: Said) => void): Sandbox {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.title = 'Sandbox of a training script';
  // A frame that is nowhere to be seen has a process that the system lets starve: it stands in a corner, one pixel large.
  frame.inert = true;
  frame.width = '1';
  frame.height = '1';
  Object.assign(frame.style, {
    position: 'fixed',
    right: '0',
    bottom: '0',
    border: '0',
    opacity: '0',
    pointerEvents: 'none',
  });
  frame.srcdoc = FRAME_DOCUMENT;
  const { port1, port2 } = new MessageChannel();
  let allowed = credit + task.skip;
  let epoch = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let pulse: ReturnType<typeof setInterval> | undefined;
  let unanswered = 0;

  const end = () => {
    clearTimeout(silence);
    clearInterval(pulse);
    port1.close();
    frame.remove();
  };
  const lastWord = (said: Said) => {
    end();
    tell(said);
  };
  /** Counts silence only while the script may go on: one that waits for credit is silent with good reason. */
  const watch = () => {
    clearTimeout(silence);
    if (epoch >= allowed) return;
    silence = setTimeout(
      () =>
        lastWord({
          type: 'failed',
          message: `The script was stopped: no epoch was reported for ${SILENCE_MS / 1000} s.`,
        }),
      SILENCE_MS,
    );
  };
  const ask = () => {
    if (++unanswered > 2) return lastWord({ type: 'died' });
    port1.postMessage({ type: 'ping' });
  };

  port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
    switch (data.type) {
      case 'ready': {
        const { hyperparameters, channels, seed } = task;
        port1.postMessage({ type: 'start', hyperparameters, channels, seed, credit: allowed });
        pulse = setInterval(ask, PULSE_MS);
        return;
      }
      case 'pong':
        unanswered = 0;
        return;
      case 'epoch':
        epoch++;
        if (epoch > task.skip) tell({ type: 'epoch', epoch, log: data.log });
        return watch();
      case 'done':
        return lastWord({ type: 'done', artifact: data.artifact });
      case 'error':
        return lastWord({
          type: 'failed',
          message: data.line ? `${data.message} (line ${data.line} of the script)` : data.message,
        });
    }
  };
  frame.onload = () => {
    frame.onload = null;
    frame.contentWindow?.postMessage(workerAddress(task.script), '*', [port2]);
  };
  document.body.append(frame);
  watch();
  return {
    more: (more) => {
      allowed += more;
      port1.postMessage({ type: 'more', credit: more });
      watch();
    },
    end,
  };
}
