import { beforeEach, expect, test } from 'vitest';
import type { FromSandbox, SandboxTask, ToSandbox } from '../../lib/sandbox.ts';
import type { Said } from './sandbox.ts';
import { createScriptHost } from './script-host.ts';

const task = (script: string, skip = 0): SandboxTask => ({
  script,
  hyperparameters: {},
  channels: {},
  seed: 1,
  skip,
});

/** Sandboxes that do nothing but what a test has them say. */
let posted: FromSandbox[];
let open: { script: string; skip: number; credit: number; tell: (said: Said) => void }[];
let send: (message: ToSandbox) => void;
const scripts = () => open.map(({ script }) => script).sort();
const sandboxOf = (script: string) => {
  const found = open.find((each) => each.script === script);
  if (!found) throw new Error(`${script} is not running.`);
  return found;
};
const report = (script: string, epoch: number) =>
  sandboxOf(script).tell({ type: 'epoch', epoch, log: 'loss: 1' });
const last = (script: string, said: Said) => {
  const sandbox = sandboxOf(script);
  open = open.filter((each) => each !== sandbox);
  sandbox.tell(said);
};
/** The process dies: each sandbox finds out by itself. */
const crash = () => {
  for (const each of open.splice(0)) each.tell({ type: 'died' });
};
const failures = () =>
  posted.flatMap((each) => (each.type === 'failed' ? [[each.id, each.message] as const] : []));

beforeEach(() => {
  posted = [];
  open = [];
  send = createScriptHost(
    (message) => posted.push(message),
    ({ script, skip }, credit, tell) => {
      const sandbox = { script, skip, credit, tell };
      open.push(sandbox);
      return {
        more: (more) => {
          sandbox.credit += more;
        },
        end: () => {
          open = open.filter((each) => each !== sandbox);
        },
      };
    },
  );
});

const start = (id: number, script: string, credit = 5) =>
  send({ type: 'start', id, task: task(script), credit });

test('passes on what a sandbox says, and ends it when it is told to', () => {
  start(1, 'a');
  start(2, 'b');
  report('a', 1);
  last('a', { type: 'done', artifact: '{}' });
  send({ type: 'stop', id: 2 });
  expect(open).toEqual([]);
  expect(posted).toEqual([
    { type: 'epoch', id: 1, epoch: 1, log: 'loss: 1' },
    { type: 'done', id: 1, artifact: { name: 'model.json', text: '{}' } },
  ]);
});

test('a script that nothing ran beside is what used the memory', () => {
  start(1, 'a');
  crash();
  expect(failures()).toEqual([[1, expect.stringContaining('more memory than the browser gives')]]);
});

test('of several that died each is tried again alone, from where it was, and only the one that dies again fails', () => {
  for (const [i, script] of ['a', 'hog', 'c'].entries()) start(i + 1, script);
  report('a', 1);
  report('a', 2);
  crash();
  expect(scripts()).toEqual(['a']);
  expect(sandboxOf('a')).toMatchObject({ skip: 2, credit: 3 });
  send({ type: 'more', id: 3, credit: 4 });
  report('a', 3);
  expect(scripts()).toEqual(['a', 'hog']);
  crash();
  expect(failures().map(([id]) => id)).toEqual([2]);
  // `a` stood beside it again; it and `c` go on.
  expect(open).toHaveLength(1);
  expect(sandboxOf('c')).toMatchObject({ skip: 0, credit: 9 });
  report('c', 1);
  expect(scripts()).toEqual(['a', 'c']);
  expect(sandboxOf('a')).toMatchObject({ skip: 3, credit: 2 });
  report('a', 4);
  last('a', { type: 'done', artifact: '{}' });
  last('c', { type: 'done', artifact: '{}' });
  expect(posted.map(({ type }) => type)).not.toContain('died');
  expect(failures()).toHaveLength(1);
});

test('one that waited to be let on is not suspected', () => {
  start(1, 'waiting', 1);
  start(2, 'hog');
  report('waiting', 1);
  crash();
  expect(scripts()).toEqual(['hog', 'waiting']);
  crash();
  expect(failures().map(([id]) => id)).toEqual([2]);
  expect(sandboxOf('waiting')).toMatchObject({ skip: 1, credit: 0 });
  send({ type: 'more', id: 1, credit: 2 });
  expect(sandboxOf('waiting').credit).toBe(2);
});

test('one that is stopped while it waits for its trial is never opened', () => {
  start(1, 'a');
  start(2, 'b');
  crash();
  send({ type: 'stop', id: 2 });
  last('a', { type: 'failed', message: 'Error: no' });
  expect(open).toEqual([]);
  expect(failures()).toEqual([[1, 'AlgorithmError: Error: no']]);
});
