/**
 * A request as the fragment of a link. Browsers send no fragment to a server, so the request stays between the two who
 * share the link. JSON, deflated, in base64url; the number says which form it is.
 */
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { LIMITS } from './hostile-json.ts';

const PREFIX = '#request=1.';
/** Some chat programs cut addresses beyond this. */
export const LONG_LINK = 8_000;

export async function toFragment(request: CreateHyperParameterTuningJobRequest): Promise<string> {
  const packed = await collect(through(JSON.stringify(request), new CompressionStream('deflate-raw')));
  const characters = Array.from(packed, (byte) => String.fromCharCode(byte)).join('');
  return PREFIX + btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export type FromFragment = { readonly text: string } | { readonly error: string } | undefined;

/** The JSON in a fragment; undefined where it holds no request at all. A small link cannot unfold into a huge text. */
export async function fromFragment(fragment: string): Promise<FromFragment> {
  if (!fragment.startsWith('#request=')) return undefined;
  if (!fragment.startsWith(PREFIX))
    return { error: 'This link was changed on its way, or made by a newer version.' };
  try {
    const packed = atob(fragment.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const text = await collect(through(bytes, new DecompressionStream('deflate-raw')), LIMITS.characters);
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(text) };
  } catch (thrown) {
    return {
      error:
        thrown instanceof TooLong
          ? 'The request in this link is longer than any request.'
          : 'This link is incomplete: some programs cut long addresses. Ask for the request as a file.',
    };
  }
}

class TooLong extends Error {}

const through = (
  body: string | Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array<ArrayBuffer>> => new Blob([body]).stream().pipeThrough(stream);

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      throw new TooLong();
    }
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
