import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendLog, emptyLog, fromStoredLog, toStoredLog } from './training-log.ts';

it('comes back from the database as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 })), (texts) => {
      const log = emptyLog();
      for (const [i, text] of texts.entries()) appendLog(log, i + 1, text);
      expect(fromStoredLog(structuredClone(toStoredLog(log))).lines).toEqual(log.lines);
    }),
  );
});

it('keeps the first and the latest lines of a long log and counts what it leaves out', () => {
  const log = emptyLog();
  for (let epoch = 1; epoch <= 10_000; epoch++) appendLog(log, epoch, `epoch ${epoch} ${'-'.repeat(60)}`);
  expect(log.lines[0]?.epoch).toBe(1);
  expect(log.lines.at(-1)?.epoch).toBe(10_000);
  expect(log.lines.length + log.leftOut).toBe(10_000);
  expect(log.chars).toBe(log.lines.reduce((sum, { text }) => sum + text.length, 0));
  expect(log.chars).toBeLessThanOrEqual(60_000);
});

it('keeps every line of one epoch', () => {
  const log = emptyLog();
  appendLog(log, 3, 'first\n\nsecond');
  expect(log.lines).toEqual([
    { epoch: 3, text: 'first' },
    { epoch: 3, text: 'second' },
  ]);
});
