import { FRAME_DOCUMENT } from './frame.ts';
import { parserAddress, workerAddress } from './worker-source.ts';

/** What a frame says of the script in it. */
export type FromFrame =
  /** The script is loaded; `train`: whether it has a function of that name. */
  | { readonly type: 'ready'; readonly train: boolean }
  | { readonly type: 'pong' }
  | { readonly type: 'epoch'; readonly log: string }
  | { readonly type: 'done'; readonly artifact: string }
  /** `line` and `column` as the browser counts them, or the stack that an error came with. */
  | {
      readonly type: 'error';
      readonly message: string;
      readonly line?: number;
      readonly column?: number;
      readonly stack?: string;
    };

export interface Frame {
  readonly post: (message: object) => void;
  /** Removes it, and with it its worker and all it held, at once. */
  readonly close: () => void;
}

/** Loads a user's script in a frame and a worker of its own. Nothing of `train` runs before the frame is told to. */
export function openFrame(script: string, hear: (message: FromFrame) => void): Frame {
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
  port1.onmessage = ({ data }: MessageEvent<FromFrame>) => hear(data);
  frame.onload = () => {
    frame.onload = null;
    const addresses = { run: workerAddress(script), parse: parserAddress(script) };
    frame.contentWindow?.postMessage(addresses, '*', [port2]);
  };
  document.body.append(frame);
  return {
    post: (message) => port1.postMessage(message),
    close: () => {
      port1.close();
      frame.remove();
    },
  };
}
