/**
 * The objects that a manifest names (API reference, S3DataSource: "ManifestFile"): a JSON array whose first element is
 * an object with a `prefix`; every further one is the rest of an address.
 *
 * Throws an Error with the reason in a sentence.
 */
export function readManifest(text: string): string[] {
  const bad = (problem: string) => new Error(`the manifest ${problem}`);
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    throw bad('is not JSON.');
  }
  if (!Array.isArray(entries)) throw bad('is not a JSON array.');
  const [head, ...names] = entries as unknown[];
  const prefix = typeof head === 'object' && head !== null && 'prefix' in head ? head.prefix : undefined;
  if (typeof prefix !== 'string' || !prefix.startsWith('s3://'))
    throw bad('does not begin with {"prefix": "s3://…"}.');
  if (names.length === 0) throw bad('names no object.');
  return names.map((name, i) => {
    if (typeof name !== 'string') throw bad(`has no text as element ${i + 2}.`);
    return `${prefix}${name}`;
  });
}
