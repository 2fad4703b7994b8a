/** A file as the service takes it. */
export interface FileBody {
  readonly body: string;
  /** Absent: it is text. */
  readonly encoding?: 'Base64';
}

interface Watch {
  /** Hears how many bytes have been read. */
  readonly onProgress?: (bytes: number) => void;
  /** Ends reading: `readFile` throws its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Text as it is: UTF-16 where it begins with that mark, else UTF-8 or, where it is none, Windows-1252; a file packed with gzip in base64, to be unpacked when a
 * channel of that compression reads it. Read piece by piece, so that the page stays alive meanwhile.
 */
export async function readFile(file: Blob, watch: Watch = {}): Promise<FileBody> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (isGzip(start)) return { body: await readPieces(file, watch, toBase64), encoding: 'Base64' };
  const marked =
    start[0] === 0xff && start[1] === 0xfe
      ? 'utf-16le'
      : start[0] === 0xfe && start[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (marked) return { body: await readPieces(file, watch, decoder(marked)) };
  try {
    return { body: await readPieces(file, watch, decoder('utf-8')) };
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return { body: await readPieces(file, watch, decoder('windows-1252')) };
  }
}

/** A few milliseconds of work; a multiple of three, so that base64 of the pieces can be put together. */
const PIECE = 3 * 1024 * 1024;

async function readPieces(
  file: Blob,
  { onProgress, signal }: Watch,
  read: (piece: ArrayBuffer, last: boolean) => string,
): Promise<string> {
  const parts: string[] = [];
  for (let at = 0; at < file.size; at += PIECE) {
    const piece = await file.slice(at, at + PIECE).arrayBuffer();
    signal?.throwIfAborted();
    parts.push(read(piece, at + PIECE >= file.size));
    onProgress?.(Math.min(file.size, at + PIECE));
  }
  return parts.join('');
}

/** Throws TypeError where the bytes are not of that encoding. */
function decoder(encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252') {
  const text = new TextDecoder(encoding, { fatal: true });
  return (piece: ArrayBuffer, last: boolean) => text.decode(piece, { stream: !last });
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
