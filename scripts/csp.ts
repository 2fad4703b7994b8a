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
