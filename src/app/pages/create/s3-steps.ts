/** Ways through the local object store while a location is being chosen. Folders end in `/`. */

/** The folder that a typed location lies in, or is; blank where it names no bucket: that is the list of buckets. */
export function folderIn(location: string): string {
  const text = location.trim();
  if (!/^s3:\/\/[^/]+/.test(text)) return '';
  const key = text.replace(/^s3:\/\/[^/]+\/?/, '');
  const bucket = text.slice(0, text.length - key.length).replace(/\/?$/, '/');
  return bucket + key.slice(0, key.lastIndexOf('/') + 1);
}

/** The steps from the list of buckets down to a folder. `#` stands for that list. */
export function stepsTo(folder: string): readonly { readonly uri: string; readonly text: string }[] {
  const parts = folder.slice('s3://'.length).split('/').filter(Boolean);
  return [
    { uri: '#', text: 'Buckets' },
    ...parts.map((text, i) => ({ uri: `s3://${parts.slice(0, i + 1).join('/')}/`, text })),
  ];
}
