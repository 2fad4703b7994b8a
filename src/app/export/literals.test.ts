import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileStem, hclText, identifier, python, shellWord } from './literals.ts';

test('a Python literal says the same as the value', () => {
  expect(python({ a: true, b: [1, 'x'], c: {}, d: undefined })).toBe(
    '{\n    "a": True,\n    "b": [\n        1,\n        "x",\n    ],\n    "c": {},\n}',
  );
  // A pair of surrogates stays one character.
  expect(python('naïve 😀 \u0000"')).toBe('"naïve 😀 \\u0000\\""');
});

test('no template starts in an HCL string, and it has no escape that HCL lacks', () => {
  expect(hclText('${a} %{b} $${c}')).toBe('"$${a} %%{b} $$${c}"');
  expect(hclText('\b\f\\b')).toBe('"\\u0008\\u000c\\\\b"');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = hclText(text);
      expect(JSON.parse(written.replace(/([$%])\1\{/g, '$1{'))).toBe(text);
      expect(written).not.toMatch(/(^|[^$])\$\{|(^|[^%])%\{/);
    }),
  );
});

test('nothing in a shell word is read by the shell', () => {
  expect(shellWord('file://churn.json')).toBe('file://churn.json');
  expect(shellWord("a'; rm -rf $HOME")).toBe("'a'\\''; rm -rf $HOME'");
});

test('names of files and variables are plain', () => {
  expect(fileStem('../a b')).toBe('..-a-b');
  expect(identifier('2-xgb')).toBe('job_2_xgb');
  expect(identifier('a-b', new Set(['a_b']))).toBe('a_b_2');
});
