import type { BundledSource, Manifest } from './objects.ts';

/** The bundled data over HTTP; `folder` is the address of its folder, ending in `/`. */
export function fetchBundled(folder: string): BundledSource {
  const get = async (path: string) => {
    const response = await fetch(new URL(path, folder));
    // A host that answers every address with the page itself does not have the file either.
    if (!response.ok || response.headers.get('Content-Type')?.startsWith('text/html')) {
      throw new Error(`The bundled file ${path} could not be loaded (HTTP ${response.status}).`);
    }
    return response;
  };
  return {
    manifest: async () => (await (await get('manifest.json')).json()) as Manifest,
    read: async (path) => (await get(path)).text(),
  };
}
