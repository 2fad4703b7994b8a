// Finds a Chromium for the browser tests: an installed one first, else Playwright's own download,
// else Debian's package when we are root.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const FIXED = [
  '/usr/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Ubuntu's chromium is a stub that asks for snap; only a browser that answers counts. */
const answers = (path) => spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** Path of an installed Chrome or Chromium, or undefined. $CHROMIUM_PATH wins. */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...onPath, ...FIXED].find((path) => existsSync(path) && answers(path));
}

async function playwrightOwn() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath());
}

/** Makes sure that a browser is there, or exits with what to do. */
export async function ensureChromium() {
  if (findChromium() || (await playwrightOwn())) return;
  const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;
  console.log('No Chromium found; downloading Playwright’s …');
  if (run('npx', ['playwright', 'install', 'chromium']) && (await playwrightOwn())) return;
  const debianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (debianRoot) {
    console.log('Installing Debian’s chromium …');
    if (
      run('apt-get', ['update', '-q']) &&
      run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'])
    ) {
      if (findChromium()) return;
    }
  }
  console.error('No Chromium could be found or installed. Install Chrome or Chromium, or set CHROMIUM_PATH.');
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureChromium();
