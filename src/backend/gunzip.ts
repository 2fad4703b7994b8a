/** The bytes of a text in base64. Throws when it is none. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/**
 * Unpacks gzip to text, with the streams that browsers and Node share.
 *
 * @param limit most bytes unpacked: a small file can hold any number of zeros
 * Throws an Error with the reason in a sentence.
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: string[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new Error('it is not in gzip format, or damaged.');
    });
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      throw new Error(`it unpacks to more than ${Math.round(limit / 2 ** 20)} MiB.`);
    }
    try {
      parts.push(decoder.decode(value, { stream: true }));
    } catch {
      throw new Error('what it unpacks to is not UTF-8 text.');
    }
  }
  parts.push(decoder.decode());
  return parts.join('');
}
