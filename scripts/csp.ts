import { createHash } from 'node:crypto';
import { FRAME_SCRIPT } from '../src/app/sandbox/frame.ts';

const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * What the page may do: nothing from elsewhere, no inline script, no eval. One exception each for the sandbox of users'
 * scripts (src/app/sandbox/frame.ts), whose frame inherits this policy: its own script, by hash, and `data:` workers.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `script-src 'self' ${hash(FRAME_SCRIPT)}`,
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self' data:",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * What a worker that trains may do: compile the kernels of src/training/kernels, and nothing else. WebAssembly is
 * allowed nowhere but here: a worker keeps to the policy that its own script came with, not to the page's.
 */
const TASK_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/** The policy that the server sends along with the file at `path`. */
export function policyOf(path: string): string {
  return /^\/assets\/task\.worker-[\w-]+\.js$/.test(path) ? TASK_WORKER_POLICY : CONTENT_SECURITY_POLICY;
}
