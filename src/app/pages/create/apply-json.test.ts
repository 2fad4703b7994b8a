import { expect, test } from 'vitest';
import { exampleRequest } from '../../../api/testing/example-request.ts';
import { readJson } from './apply-json.ts';
import { problems } from './problems.ts';
import { toRequest } from './to-request.ts';

const read = (value: unknown) => readJson(JSON.stringify(value));

test('a request becomes a form that asks for the same', () => {
  const result = read(exampleRequest());
  if (!('form' in result)) throw new Error(result.errors.join());
  expect(result.leftOut).toEqual([]);
  expect(toRequest(result.form)).toMatchObject(JSON.parse(JSON.stringify(exampleRequest())));
});

test('a broken rule is the form’s to show, at its field', () => {
  const result = read(exampleRequest({ HyperParameterTuningJobName: '-no-' }));
  if (!('form' in result)) throw new Error(result.errors.join());
  expect(problems(result.form).map(({ path }) => path)).toContain('settings.name');
});

test('members that no request has are listed, and not taken over', () => {
  const result = read({ ...exampleRequest(), Colour: 'red' });
  if (!('form' in result)) throw new Error(result.errors.join());
  expect(result.leftOut).toEqual(['Colour']);
  expect(toRequest(result.form)).not.toHaveProperty('Colour');
});

test.each([
  ['no JSON', '{ "a": '],
  ['no object', '[1]'],
  ['a text for a list', JSON.stringify({ ...exampleRequest(), Tags: 'none' })],
  ['a missing configuration', '{"HyperParameterTuningJobName":"x"}'],
  ['too deep', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`],
  ['too long', `"${'x'.repeat(1_000_001)}"`],
])('%s is refused with a reason', (_what, text) => {
  const result = readJson(text);
  expect('errors' in result && result.errors.length).toBeGreaterThan(0);
});

test('a member called __proto__ is refused, but a hyperparameter may have any name', () => {
  const text = JSON.stringify(exampleRequest()).replace('{', '{"__proto__":{"polluted":true},');
  expect(readJson(text)).toEqual({ errors: [expect.stringContaining('__proto__')] });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  const named = JSON.stringify(exampleRequest()).replace('"num_round"', '"__proto__"');
  const result = readJson(named);
  if (!('form' in result)) throw new Error(result.errors.join());
  expect(JSON.stringify(toRequest(result.form))).toContain('"__proto__":"20"');
});
