import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { CONTENT_SECURITY_POLICY, policyOf } from './scripts/csp.ts';

/** Cloudscape's global styles embed eight fonts as base64 (135 KiB gzipped); ours are woff2 files. */
const stripEmbeddedFonts: Plugin = {
  name: 'strip-embedded-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /global-styles\/index\.css/ },
    handler: (code) => ({ code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
  },
};

/** Components that no page has. */
const UNUSED =
  /^(\[charts\]|annotation-context|area-chart|cards|code-editor|date-range-picker|features-notification-drawer|pie-chart|prompt-input|s3-resource-selector|tree-view|tutorial-panel)$/;

/**
 * Parts of Cloudscape that nothing here can come to, yet every page would load: the drawer for announcements of new features
 * with its sortable lists, and words of components that no page has.
 */
const leaveOut: Plugin = {
  name: 'leave-out',
  enforce: 'pre',
  transform: {
    filter: { id: /(feature-notifications-drawer-content|messages\/all\.en)\.js$/ },
    handler: (code, id) => {
      if (!id.endsWith('all.en.js'))
        return 'export function RuntimeContentPart() { return null; } export default function None() { return null; }';
      const words = JSON.parse(code.replace(/^export default /, ''));
      const components = words['cloudscape-design-components'].en;
      for (const name of Object.keys(components)) if (UNUSED.test(name)) delete components[name];
      return `export default ${JSON.stringify(words)}`;
    },
  },
};

/** The policy travels with the page as well as with the server's answers, so that any static host enforces it. */
const policyInPage: Plugin = {
  name: 'policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

const policyInAnswers: Plugin = {
  name: 'policy-in-answers',
  configurePreviewServer: ({ middlewares }) => {
    middlewares.use(({ url = '/' }, response, next) => {
      response.setHeader('Content-Security-Policy', policyOf(url.replace(/[?#].*/, '')));
      next();
    });
  },
};

/** What a chunk is made of, as the bundler knows it. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** All that a module of ours has loaded before it runs, itself included. */
function loadedBefore(path: string): (id: string, modules: Modules) => boolean {
  let known: Set<string> | undefined;
  return (id, modules) => {
    if (known) return known.has(id);
    known = new Set([fileURLToPath(new URL(path, import.meta.url))]);
    // Those that are put in while it is gone through are gone through as well.
    for (const each of known)
      for (const next of modules.getModuleInfo(each)?.importedIds ?? []) known.add(next);
    return known.has(id);
  };
}
const starts = loadedBefore('src/app/start.ts');
const begins = loadedBefore('src/app/main.tsx');

/** The console's file and style sheet are sent for by the page itself, not only once `start` runs. */
const sendForConsole: Plugin = {
  name: 'send-for-console',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_page, { bundle = {} }) =>
      Object.values(bundle).flatMap((file) => {
        if (file.type !== 'chunk' || file.name !== 'console') return [];
        const link = (rel: string, path: string) => ({
          tag: 'link',
          attrs: { rel, href: `/${path}`, crossorigin: true },
          injectTo: 'head' as const,
        });
        const styles = [...(file.viteMetadata?.importedCss ?? [])];
        return [...styles.map((path) => link('stylesheet', path)), link('modulepreload', file.fileName)];
      }),
  },
};

export default defineConfig({
  plugins: [react(), stripEmbeddedFonts, leaveOut, policyInPage, policyInAnswers, sendForConsole],
  resolve: {
    // Cloudscape's words are shipped parsed: the parser is never called.
    alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/lib/no-parser.js' },
  },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page begins with would otherwise be dozens of files, each of which some other page has a part in.
          groups: [
            { name: (id, modules) => (starts(id, modules) ? 'start' : null), priority: 2 },
            { name: (id, modules) => (begins(id, modules) ? 'console' : null), priority: 1 },
          ],
        },
      },
    },
  },
  preview: {
    host: '127.0.0.1',
    headers: {
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  },
});
