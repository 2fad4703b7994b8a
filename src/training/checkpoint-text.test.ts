import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCheckpointText, toCheckpointText } from './checkpoint-text.ts';

const leaf = fc.oneof(
  fc.double(),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.float32Array(),
  fc.float64Array(),
  fc.int32Array(),
  fc.uint8Array(),
);
const state = fc.oneof(
  leaf,
  fc.array(leaf),
  fc.dictionary(
    fc.string().filter((key) => key !== '$' && key !== '__proto__'),
    leaf,
    { noNullPrototype: true },
  ),
  fc.array(fc.tuple(fc.string(), leaf)).map((entries) => new Map(entries)),
  fc.array(fc.integer()).map((values) => new Set(values)),
);

test('a checkpoint comes back from its text bit for bit', () => {
  fc.assert(
    fc.property(fc.nat(), state, (epoch, held) => {
      expect(fromCheckpointText(toCheckpointText({ epoch, state: held }))).toStrictEqual({
        epoch,
        state: held,
      });
    }),
  );
});

test('refuses what is no checkpoint', () => {
  expect(() => fromCheckpointText('{}')).toThrow('no checkpoint');
  expect(() => fromCheckpointText('{"epoch":"3"}')).toThrow('names no epoch');
  expect(() => toCheckpointText({ epoch: 1, state: new DataView(new ArrayBuffer(1)) })).toThrow('DataView');
});
