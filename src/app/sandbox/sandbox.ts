import type { SandboxTask } from '../../lib/sandbox.ts';
import { openFrame, type FromFrame } from './open-frame.ts';
import { tellFault } from './place.ts';

/** A script that neither reports nor ends for so long, while it may go on, is stopped. */
const SILENCE_MS = 30_000;
/** How often a sandbox is asked whether its process lives; it has died when two questions in a row have no answer. */
const PULSE_MS = 3_000;

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
  let allowed = credit + task.skip;
  let epoch = 0;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let pulse: ReturnType<typeof setInterval> | undefined;
  let unanswered = 0;

  const end = () => {
    clearTimeout(silence);
    clearInterval(pulse);
    frame.close();
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
    frame.post({ type: 'ping' });
  };

  const hear = (data: FromFrame) => {
    switch (data.type) {
      case 'ready': {
        const { hyperparameters, channels, seed, most } = task;
        frame.post({ type: 'start', hyperparameters, channels, seed, most, credit: allowed });
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
        return lastWord({ type: 'failed', message: tellFault(data, task.script) });
    }
  };
  const frame = openFrame(task.script, hear);
  watch();
  return {
    more: (more) => {
      allowed += more;
      frame.post({ type: 'more', credit: more });
      watch();
    },
    end,
  };
}
