import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../../api/testing/arbitrary-request.ts';
import { fromFragment, toFragment } from './share-link.ts';

test('a link brings back the very request', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRequest, async (request) => {
      const fragment = await toFragment(request);
      expect(fragment).toMatch(/^#request=1\.[\w-]+$/);
      expect(await fromFragment(fragment)).toEqual({ text: JSON.stringify(request) });
    }),
    { numRuns: 40 },
  );
});

test('what is no link, newer, cut or made to burst is told apart', async () => {
  expect(await fromFragment('')).toBeUndefined();
  expect(await fromFragment('#main')).toBeUndefined();
  expect(await fromFragment('#request=2.abc')).toEqual({ error: expect.stringContaining('newer') });
  expect(await fromFragment('#request=1.abc')).toEqual({ error: expect.stringContaining('incomplete') });
  const burst = new Blob(['x'.repeat(2_000_000)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(burst).arrayBuffer());
  const packed = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  expect(await fromFragment(`#request=1.${packed}`)).toEqual({ error: expect.stringContaining('longer') });
});
