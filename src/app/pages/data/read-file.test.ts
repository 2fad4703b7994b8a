import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesOf, readFile, toBase64 } from './read-file.ts';

test('text is read as text', async () => {
  expect(await readFile(new Blob(['a,ä\n1,2\n']))).toEqual({ body: 'a,ä\n1,2\n' });
});

test('a packed file comes back byte for byte, however long', async () => {
  for (const length of [0, 1, 2, 3, 100_000]) {
    const packed = gzipSync(Buffer.from(Array.from({ length }, (_, i) => (i * 7919) % 251)));
    const read = await readFile(new Blob([packed]));
    expect(read.encoding).toBe('Base64');
    expect(Buffer.from(read.body, 'base64').equals(packed)).toBe(true);
    expect(Buffer.from(await new Blob([bytesOf(read)]).arrayBuffer()).equals(packed)).toBe(true);
  }
  expect(toBase64(new ArrayBuffer(0))).toBe('');
});
