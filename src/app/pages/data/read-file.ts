import { decode } from './prepare-values.ts';

/** A file as the service takes it. */
export interface FileBody {
  readonly body: string;
  /** Absent: it is text. */
  readonly encoding?: 'Base64';
}

/** Text as it is; a file packed with gzip in base64, to be unpacked when a channel of that compression reads it. */
export async function readFile(file: Blob): Promise<FileBody> {
  const bytes = await file.arrayBuffer();
  return isGzip(new Uint8Array(bytes))
    ? { body: toBase64(bytes), encoding: 'Base64' }
    : { body: decode(bytes) };
}

/** RFC 1952: every such file begins with these two bytes. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A multiple of three, so that the parts can be put together. */
const CHUNK = 3 * 8192;

export function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK))));
  return parts.join('');
}

/** The bytes of an object, for a file of the user's. */
export const bytesOf = ({ body, encoding }: FileBody): BlobPart =>
  encoding ? Uint8Array.from(atob(body), (char) => char.charCodeAt(0)) : body;
