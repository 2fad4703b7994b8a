import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. The folders are rooms with doors in one direction; this reads every import specifier against
 * the plan in the README, so that the direction is kept by a machine and not by review.
 */
const src = import.meta.dirname;

const MAY: Readonly<Record<string, { rooms: readonly string[]; packages: RegExp }>> = {
  lib: { rooms: [], packages: /^pure-rand\// },
  api: { rooms: ['lib'], packages: /^(zod|@aws-sdk\/client-sagemaker)$/ },
  engine: { rooms: ['lib'], packages: /^$/ },
  training: { rooms: ['lib'], packages: /^(papaparse|re2js)(\/|$)/ },
  backend: { rooms: ['lib', 'api', 'engine', 'training'], packages: /^idb$/ },
  app: {
    rooms: ['lib', 'api', 'training/catalog'],
    packages:
      /^(react|react-dom|react-router|react-hook-form|@hookform\/resolvers|@tanstack\/react-query|recharts|zod|@cloudscape-design|@fontsource)(\/|$)/,
  },
  node: { rooms: ['lib', 'api', 'engine', 'training', 'backend'], packages: /^(node:|zod$|tsx\/esm\/api$)/ },
  bench: {
    rooms: ['lib', 'api', 'engine', 'training', 'backend', 'node', '../scripts'],
    packages: /^(node:|@playwright\/test$|vite$)/,
  },
};

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter(
    (path) =>
      /\.tsx?$/.test(path) &&
      !/\.test\.tsx?$/.test(path) &&
      !path.endsWith('.d.ts') &&
      !path.includes('/testing/'),
  );

const imports = files.flatMap((file) => {
  const text = readFileSync(join(src, file), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|[\s;])(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'|^import\s+'([^']+)'/gm,
    ),
  ].map((match) => ({
    file,
    specifier: match[1] ?? match[2] ?? match[3] ?? '',
  }));
});

/** An import that goes through a door that is not there, or undefined. */
function breach({ file, specifier }: { file: string; specifier: string }): string | undefined {
  const room = file.split('/')[0] ?? '';
  const may = MAY[room];
  if (!may) return `${file}: ${room} is no room of the plan`;
  if (!specifier.startsWith('.'))
    return may.packages.test(specifier) ? undefined : `${file} may not import ${specifier}`;
  const target = relative(src, resolve(src, dirname(file), specifier)).replaceAll('\\', '/');
  const allowed = target.startsWith(`${room}/`) || may.rooms.some((other) => target.startsWith(`${other}/`));
  if (!allowed) return `${file} may not import ${target}`;
  // One page never imports another: what both need belongs beside the pages.
  const page = /^app\/pages\/([^/]+)\//;
  const [from, to] = [page.exec(file)?.[1], page.exec(target)?.[1]];
  return from !== undefined && to !== undefined && from !== to
    ? `${file} may not import the page ${target}`
    : undefined;
}

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(breach({ file: 'engine/next.ts', specifier: '../api/common.ts' })).toBeDefined();
    expect(breach({ file: 'app/main.tsx', specifier: '../backend/runner.ts' })).toBeDefined();
    expect(breach({ file: 'lib/rng.ts', specifier: 'zod' })).toBeDefined();
  });

  it('keep to the plan', () => {
    expect(imports.flatMap((found) => breach(found) ?? [])).toEqual([]);
  });
});
