import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureChromium, findChromium } from '../../scripts/chromium.mjs';

export interface Production {
  readonly baseURL: string;
  readonly browser: Browser;
  /** Takes the paths that were asked for since the last time. */
  readonly requested: () => readonly string[];
  /** Bytes of a file of the build as it travels, compressed by gzip. */
  readonly gzipped: (path: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The production build, made anew, on a server of its own, and a real browser to look at it. */
export async function openProduction(): Promise<Production> {
  const outDir = await mkdtemp(join(tmpdir(), 'etude-bench-'));
  await build({ logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({ build: { outDir }, preview: { port: 0 } });
  const paths: string[] = [];
  server.httpServer.on('request', ({ url = '/' }) => paths.push(url.replace(/[?#].*/, '')));
  const baseURL = server.resolvedUrls?.local[0];
  if (baseURL === undefined) throw new Error('The preview server has no address.');
  await ensureChromium();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  return {
    baseURL,
    browser,
    requested: () => paths.splice(0),
    gzipped: async (path) => gzipSync(await readFile(join(outDir, path))).length,
    close: async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
