import { requestsOf } from '../src/app/samples.ts';
import { ask, expect, test } from './fixtures.ts';

/** The smallest module there is: magic number and version. */
const compile = () => {
  try {
    return (
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof WebAssembly.Module
    );
  } catch {
    return false;
  }
};

// A network that trains under a policy that refused its kernels would be told on the console, which fails any test.
test('WebAssembly is compiled in the worker that trains; the page and the service keep their policy', async ({
  page,
}) => {
  const scripts = new Map<string, string>();
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    scripts.set(pathname.replace(/-[\w-]{8}\.js$/, ''), response.headers()['content-security-policy'] ?? '');
    if (pathname.includes('task.worker')) scripts.set('worker', pathname);
  });
  await page.goto('/');
  const [request] = requestsOf('moons-network', 'policies');
  await ask(page, 'CreateHyperParameterTuningJob', request!);
  await expect.poll(() => scripts.get('worker')).toBeDefined();

  expect(scripts.get('/')).toContain("script-src 'self' 'sha256-");
  for (const [path, policy] of scripts) {
    if (path === 'worker') continue;
    if (path === '/assets/task.worker')
      expect(policy).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    else if (path.startsWith('/assets/') || path === '/') expect(policy).toBe(scripts.get('/'));
  }
  const [worker] = await Promise.all([
    page.waitForEvent('worker'),
    page.evaluate((path) => void new Worker(path, { type: 'module' }), scripts.get('worker')!),
  ]);
  expect(await worker.evaluate(compile)).toBe(true);
});
