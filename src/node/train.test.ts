import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const train = (...options: readonly string[]) =>
  spawnSync('npx', ['tsx', 'src/node/train.ts', '--algorithm', 'xgboost', ...options], { encoding: 'utf8' });

it('says in a sentence which option is wrong', () => {
  const seed = train('--train', 'README.md', '--seed', '-1');
  expect(seed.stderr.trim().split('\n').at(-1)).toBe('--seed is a whole number from 0, not -1.');
  const equals = train('--train', 'README.md', '--seed=-1');
  expect(equals.stderr.trim().split('\n').at(-1)).toBe('--seed is a whole number from 0, not -1.');
  const missing = train('--train', 'no-such.csv');
  expect(missing.stderr.trim().split('\n').at(-1)).toBe('There is no file no-such.csv, which --train names.');
  const folder = train('--train', 'src');
  expect(folder.stderr.trim().split('\n').at(-1)).toBe('A folder, not a file, is src, which --train names.');
  for (const { status, stdout } of [seed, equals, missing, folder]) {
    expect(status).toBe(1);
    expect(stdout).toBe('');
  }
}, 120_000);
