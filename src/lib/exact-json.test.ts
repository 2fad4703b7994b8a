import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromExactJson, toExactJson } from './exact-json.ts';

test('any value made of plain objects, lists, texts, numbers and dates comes back as it was', () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.string(),
    fc.string().map((text) => `\u0000${text}`),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (given) => {
      expect(fromExactJson(toExactJson(given))).toEqual(given);
    }),
  );
});

test('what JSON loses is kept, and a mark that says nothing is refused', () => {
  expect(fromExactJson(toExactJson([Number.NaN, -0, Infinity, -Infinity]))).toEqual([
    NaN,
    -0,
    Infinity,
    -Infinity,
  ]);
  expect(() => fromExactJson('"\\u0000X"')).toThrow('not known');
});
