import { expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, policyOf } from '../scripts/csp.ts';

test('only the script of the worker that trains comes with leave to compile WebAssembly', () => {
  const others = [
    '/',
    '/index.html',
    '/jobs/a/task.worker-abc.js',
    '/assets/index-C3x_4.js',
    '/assets/backend.worker-BJ6Ay-tt.js',
    '/assets/rehearsal.worker-D1vDfZlg.js',
    '/assets/task.worker-abc.js.html',
  ];
  for (const path of others) expect(policyOf(path)).toBe(CONTENT_SECURITY_POLICY);
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe/);
  expect(policyOf('/assets/task.worker-Di_q9-cgk.js')).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
  );
});
