/**
 * What a browser remembers of how someone likes to look at things. Storage may be full, forbidden, or hold what another
 * version wrote: then there is nothing remembered, and that is all.
 *
 * @param read makes of anything what is wanted; undefined if it is something else
 */
export function readStored<T>(key: string, read: (value: unknown) => T | undefined): T | undefined {
  try {
    return read(JSON.parse(localStorage.getItem(key) ?? 'null'));
  } catch {
    return undefined;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
