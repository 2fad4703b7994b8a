import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundledSource, Manifest } from '../backend/objects.ts';

/** The bundled data from the disk. */
export function fileBundled(folder = join(import.meta.dirname, '../../public/data')): BundledSource {
  const read = (path: string) => readFile(join(folder, path), 'utf8');
  return { manifest: async () => JSON.parse(await read('manifest.json')) as Manifest, read };
}
