import { readFile } from 'node:fs/promises';
import type { BundledSource, Manifest } from '../backend/objects.ts';

const data = new URL('../../public/data/', import.meta.url);
const read = (path: string) => readFile(new URL(path, data), 'utf8');

/** The bundled data from the disk. */
export const bundledOnDisk: BundledSource = {
  manifest: async () => JSON.parse(await read('manifest.json')) as Manifest,
  read,
};
