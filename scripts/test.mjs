// `npm test`: install what is missing, find a browser, then types, lint, unit tests, production build, browser tests.
import { spawnSync } from 'node:child_process';
import { ensureInstalled, root } from './ensure-installed.mjs';

ensureInstalled();
process.chdir(root);
const { ensureChromium } = await import('./chromium.mjs');
await ensureChromium();

const steps = [
  ['types', 'npm', ['run', '-s', 'typecheck']],
  ['lint', 'npm', ['run', '-s', 'lint']],
  ['format', 'npx', ['biome', 'format', '.']],
  ['unit tests', 'npx', ['vitest', 'run']],
  ['production build', 'npx', ['vite', 'build', '--logLevel', 'warn']],
  ['browser tests', 'npx', ['playwright', 'test']],
];
for (const [name, command, args] of /** @type {[string, string, string[]][]} */ (steps)) {
  const from = Date.now();
  console.log(`\n── ${name}`);
  const run = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(
    `── ${name}: ${run.status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - from) / 1000).toFixed(1)} s)`,
  );
  if (run.status !== 0) process.exit(run.status ?? 1);
}
