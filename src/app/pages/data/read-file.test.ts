import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytesOf, readFile, toBase64 } from './read-file.ts';

test('text is read as text', async () => {
  expect(await readFile(new Blob(['a,ä\n1,2\n']))).toEqual({ body: 'a,ä\n1,2\n' });
});

test('what is no UTF-8 is read as Windows-1252', async () => {
  expect(await readFile(new Blob([new Uint8Array([0x47, 0x72, 0xf6, 0xdf, 0x65])]))).toEqual({
    body: 'Größe',
  });
});

test('UTF-16 is known by its mark', async () => {
  const text = 'Stadt;x\nKöln;𝄞\n'.repeat(300_000);
  const little = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  const big = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16());
  for (const bytes of [little, big]) expect((await readFile(new Blob([bytes]))).body === text).toBe(true);
});

test('a long file is read in pieces, letters across two of them whole, and says how far it is', async () => {
  const text = 'aä€𝄞'.repeat(700_000);
  const heard: number[] = [];
  const file = new Blob([text]);
  expect((await readFile(file, { onProgress: (bytes) => heard.push(bytes) })).body === text).toBe(true);
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBe(file.size);
});

test('reading ends when it is told to', async () => {
  const controller = new AbortController();
  const heard: number[] = [];
  const reading = readFile(new Blob(['x'.repeat(10_000_000)]), {
    onProgress: (bytes) => {
      heard.push(bytes);
      controller.abort();
    },
    signal: controller.signal,
  });
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(heard).toHaveLength(1);
});

test('a packed file comes back byte for byte, however long', async () => {
  for (const length of [0, 1, 2, 3, 100_000, 4_000_000]) {
    const packed = gzipSync(Buffer.from(Array.from({ length }, (_, i) => (i * 7919) % 251)));
    const read = await readFile(new Blob([packed]));
    expect(read.encoding).toBe('Base64');
    expect(Buffer.from(read.body, 'base64').equals(packed)).toBe(true);
    expect(Buffer.from(await new Blob([bytesOf(read)]).arrayBuffer()).equals(packed)).toBe(true);
  }
  expect(toBase64(new ArrayBuffer(0))).toBe('');
});
