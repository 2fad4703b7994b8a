import type { FromSandbox, SandboxTask, ToSandbox } from '../../lib/sandbox.ts';
import { FRAME_DOCUMENT } from './frame.ts';
import { workerAddress } from './worker-source.ts';

/** A script that neither reports nor ends for so long, while it may go on, is stopped. */
const SILENCE_MS = 30_000;
/** Epochs that a script may be ahead of what it was asked for before it is stopped: it does not await `report`. */
const MAX_AHEAD = 1000;

type FromFrame =
  | { readonly type: 'ready' }
  | { readonly type: 'epoch'; readonly log: string }
  | { readonly type: 'done'; readonly artifact: string }
  | { readonly type: 'error'; readonly message: string; readonly line?: number };

/**
 * Runs users' scripts for the backend, each in a frame and worker of its own, so that an endless loop, a crash or a
 * flood of messages ends that one training job. Removing the frame stops its worker at once.
 */
export function createScriptHost(post: (message: FromSandbox) => void): (message: ToSandbox) => void {
  const runs = new Map<number, { more: (credit: number) => void; end: () => void }>();

  const start = (id: number, task: SandboxTask, credit: number) => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.setAttribute('aria-hidden', 'true');
    frame.title = 'Sandbox of a training script';
    frame.hidden = true;
    frame.srcdoc = FRAME_DOCUMENT;
    const { port1, port2 } = new MessageChannel();
    let allowed = credit;
    let epoch = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const end = () => {
      clearTimeout(timer);
      port1.close();
      frame.remove();
      runs.delete(id);
    };
    const fail = (message: string) => {
      end();
      post({ type: 'failed', id, message: `AlgorithmError: ${message}`, algorithmError: true });
    };
    /** Counts silence only while the script may go on: one that waits for credit is silent with good reason. */
    const watch = () => {
      clearTimeout(timer);
      if (epoch >= allowed) return;
      timer = setTimeout(
        () => fail(`The script was stopped: no epoch was reported for ${SILENCE_MS / 1000} s.`),
        SILENCE_MS,
      );
    };

    port1.onmessage = ({ data }: MessageEvent<FromFrame>) => {
      switch (data.type) {
        case 'ready': {
          const { hyperparameters, channels, seed } = task;
          port1.postMessage({ type: 'start', hyperparameters, channels, seed, credit: credit + task.skip });
          return;
        }
        case 'epoch':
          epoch++;
          if (epoch > allowed + MAX_AHEAD) return fail('The script was stopped: it does not await report().');
          if (epoch > task.skip) post({ type: 'epoch', id, epoch, log: String(data.log).slice(0, 100_000) });
          return watch();
        case 'done':
          end();
          return post({ type: 'done', id, artifact: { name: 'model.json', text: String(data.artifact) } });
        case 'error':
          return fail(data.line ? `${data.message} (line ${data.line} of the script)` : String(data.message));
      }
    };
    frame.onload = () => {
      frame.onload = null;
      frame.contentWindow?.postMessage(workerAddress(task.script), '*', [port2]);
    };
    allowed += task.skip;
    runs.set(id, {
      end,
      more: (more) => {
        allowed += more;
        port1.postMessage({ type: 'more', credit: more });
        watch();
      },
    });
    document.body.append(frame);
    watch();
  };

  return (message) => {
    if (message.type === 'start') start(message.id, message.task, message.credit);
    else if (message.type === 'more') runs.get(message.id)?.more(message.credit);
    else runs.get(message.id)?.end();
  };
}
