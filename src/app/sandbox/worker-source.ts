import { GUARD, MOST_MB } from './guard.ts';

/**
 * What surrounds a user's script in its worker. The script is a module with a function `train`; this makes
 * `Math.random` repeatable, waits for the task and calls `train` with what it may use:
 *
 * - `hyperparameters`: strings, static and tuned;
 * - `channels`: by name, `{ text, rows }`, rows as numbers, label first;
 * - `report(values)`: ends an epoch. Await it: it resolves when the next epoch is wanted. Values are also logged as `name: value`;
 * - `log(text)`: a line of the log, where metrics are looked for;
 * - `checkpoint(state)`: keeps a state, which the artifact will hold.
 *
 * Beside these it has the language, timers and a console, and memory for `MOST_MB` (guard.ts).
 *
 * What `train` returns becomes the model artifact; at the most epochs that it may have, where it is ended, the state it
 * kept last does. It all stands on one line before the script, so that the line numbers
 * of its errors are the script's own, and after it.
 */
const BEFORE = [
  'const __post=self.postMessage.bind(self),__listen=self.addEventListener.bind(self),__clone=structuredClone,__later=setTimeout;',
  `const __crowded=(${GUARD})(__post,${MOST_MB * 1e6});`,
  'let __seed=0;Math.random=()=>{__seed=(__seed+0x6d2b79f5)|0;let t=Math.imul(__seed^(__seed>>>15),1|__seed);t=(t+Math.imul(t^(t>>>7),61|t))^t;return((t^(t>>>14))>>>0)/4294967296};',
].join('');

/** What stands before the script on its first line, in characters. */
export const PREFIX_LENGTH = BEFORE.length;
/** The script's name in stacks. */
export const SCRIPT_NAME = 'train.js';

const AFTER = `
;{
const run = typeof train === 'function' ? train : undefined;
let credit = 0, wake, lines = [], kept, size = 0, left = Infinity;
const text = (value) => typeof value === 'string' ? value : JSON.stringify(value);
const log = (...parts) => { const line = parts.map(text).join(' '); size += line.length; if (size > 65536) throw new Error('More than 64 KiB of log in one epoch'); lines.push(line); };
const report = (values = {}) => {
  if (values === null || typeof values !== 'object') throw new TypeError('report takes an object of numbers by name');
  const figures = Object.entries(values).map(([name, value]) => name + ': ' + value);
  if (figures.length > 0) log(figures.join(' - '));
  __post({ type: 'epoch', log: lines.join('\\n') });
  lines = []; size = 0;
  if (--left <= 0) { end(null); return new Promise(() => {}); }
  if (--credit > 0) return __crowded() ? new Promise((resolve) => __later(resolve)) : Promise.resolve();
  return new Promise((resolve) => { wake = resolve; });
};
const end = (model) => {
  const artifact = JSON.stringify({ model: model ?? null, checkpoint: kept ?? null }, null, 2);
  if (artifact.length > 16777216) throw new Error('The model is larger than 16 MiB');
  __post({ type: 'done', artifact });
};
const checkpoint = (state) => { kept = __clone(state); };
__listen('message', async ({ data }) => {
  if (data.type === 'more') { credit += data.credit; if (credit > 0) wake?.(); return; }
  __seed = data.seed; credit = data.credit; left = data.most ?? Infinity;
  const channels = Object.fromEntries(Object.entries(data.channels).map(([name, body]) => [name, { text: body, get rows() { return body.trim().split(/\\r?\\n/).map((line) => line.split(',').map(Number)); } }]));
  try {
    if (!run) throw new Error('The script has no function named train');
    const model = await run({ hyperparameters: data.hyperparameters, channels, report, log, checkpoint });
    end(model);
  } catch (thrown) { const known = thrown instanceof Error; __post({ type: 'error', message: known ? thrown.name + ': ' + thrown.message : String(thrown), stack: known ? String(thrown.stack) : '' }); }
});
__post({ type: 'ready', train: run !== undefined });
}
//# sourceURL=${SCRIPT_NAME}`;

/**
 * Turned into a classic script, the user's text tells where it cannot be parsed. It throws before anything of it could
 * run, and what a script may not have is blanked: columns stay what they are.
 */
const PARSE_BEFORE = `throw '';async () => {'use strict';`.padEnd(PREFIX_LENGTH);
const withoutExports = (script: string) =>
  script.replace(/^([ \t]*)export\b[ \t]*(default\b)?/gm, (all: string, space: string, whole?: string) =>
    `${space}${whole ? '$=' : ''}`.padEnd(all.length),
  );

const address = (source: string) => `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`;

/** The module that the worker runs, as a `data:` address: module workers from `blob:` do not start in an opaque origin. */
export const workerAddress = (script: string): string => address(`${BEFORE}${script}\n${AFTER}`);

/** A classic script that says by its error where the user's cannot be parsed, and that runs nothing of it. */
export const parserAddress = (script: string): string =>
  address(`${PARSE_BEFORE}${withoutExports(script)}\n}`);
