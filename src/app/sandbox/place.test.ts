import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { tellFault } from './place.ts';
import { parserAddress, PREFIX_LENGTH, workerAddress } from './worker-source.ts';

const source = (address: string) => decodeURIComponent(address.slice(address.indexOf(',') + 1));
const SCRIPT = `const a = 1;
export async function train() {
  throw new TypeError('no');
}`;

test('an event names line and column; the first line is counted without what stands before the script', () => {
  const message = "Uncaught SyntaxError: Unexpected token ';'";
  expect(tellFault({ message, line: 3, column: 9 }, SCRIPT)).toBe(
    "SyntaxError: Unexpected token ';' (line 3, column 9 of the script)",
  );
  expect(tellFault({ message, line: 1, column: PREFIX_LENGTH + 7 }, SCRIPT)).toMatch(/\(line 1, column 7 of/);
});

test('a thrown error is where its stack is first in the script, not in what surrounds it', () => {
  const stack = `TypeError: report takes an object
    at report (train.js:9:60)
    at Array.map (<anonymous>)
    at step (train.js:3:9)
    at async run (train.js:12:3)`;
  expect(tellFault({ message: 'TypeError: no', stack }, SCRIPT)).toBe(
    'TypeError: no (line 3, column 9 of the script)',
  );
  expect(tellFault({ message: 'TypeError: no', stack: 'train@train.js:2:5\n' }, SCRIPT)).toMatch(
    /line 2, column 5/,
  );
});

test('where nothing is known nothing is said; what is missing at the end is missing on the last line', () => {
  expect(tellFault({ message: 'stop', stack: '' }, SCRIPT)).toBe('stop');
  expect(tellFault({ message: 'stop', stack: 'at train.js:99:1' }, SCRIPT)).toBe('stop');
  expect(
    tellFault({ message: 'Uncaught SyntaxError: Unexpected end of input', line: 5, column: 2 }, SCRIPT),
  ).toBe('SyntaxError: Unexpected end of input (line 4 of the script)');
});

test('an import is refused in words of its own', () => {
  const message = 'Uncaught SyntaxError: Cannot use import statement outside a module';
  expect(tellFault({ message, line: 2, column: 1 }, SCRIPT)).toBe(
    'The script imports something. It has to stand alone (line 2, column 1 of the script)',
  );
});

test('module and parser have the script at the same place', () => {
  for (const address of [workerAddress(SCRIPT), parserAddress(SCRIPT)]) {
    const lines = source(address).split('\n');
    expect(lines[0]?.slice(PREFIX_LENGTH)).toBe('const a = 1;');
    expect(lines[2]).toBe("  throw new TypeError('no');");
  }
});

test.each([
  'export async function train() {}',
  'export default async () => 1\nexport const rate = .1, momentum = 0',
  'export default function () {}\nfunction train() {}\nexport { train }',
  'class A {}\nawait 1;\nexport default class extends A {}',
])('what can be parsed as a module can be parsed by the parser, which runs nothing: %j', (script) => {
  const text = source(parserAddress(script));
  // Compiles; run, it would throw before anything else.
  expect(() => new Script(text)).not.toThrow();
  expect(text.startsWith("throw '';")).toBe(true);
});
