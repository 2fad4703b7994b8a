import type { ObjectSummary } from '../../../api/local.ts';
import { paths } from '../../paths.ts';

/** What an address of the Data page shows. `uri` ends in `/` for folders. */
export type Place =
  | { readonly kind: 'buckets' }
  | { readonly kind: 'folder'; readonly bucket: string; readonly prefix: string; readonly uri: string }
  | { readonly kind: 'object'; readonly bucket: string; readonly prefix: string; readonly uri: string };

/** Nothing written there by users: the bundled data, and what training jobs leave. */
export const SAMPLES_BUCKET = 'etude-samples';
export const OUTPUT_BUCKET = 'etude-output';
/** Where uploads go unless another bucket is named. */
export const UPLOAD_BUCKET = 'etude-data';

/** A prefix that does not end in `/` names an object. */
export function placeOf(bucket: string | null, prefix: string | null): Place {
  if (!bucket) return { kind: 'buckets' };
  const key = prefix ?? '';
  const kind = key === '' || key.endsWith('/') ? 'folder' : 'object';
  return { kind, bucket, prefix: key, uri: `s3://${bucket}/${key}` };
}

/** The console's page for a location. */
export function hrefOf(uri: string): string {
  const [bucket, ...key] = uri.slice('s3://'.length).split('/');
  const prefix = key.join('/');
  return paths.data(bucket, prefix === '' ? undefined : prefix);
}

/** The last segment: `s3://b/x/y/` → `y/`, `s3://b/x` → `x`. */
export const nameOf = (uri: string): string => /[^/]+\/?$/.exec(uri)?.[0] ?? uri;

/** The folder that holds this folder or object; undefined for a bucket. */
export function parentOf(uri: string): string | undefined {
  const parent = uri.replace(/[^/]+\/?$/, '');
  return parent === 's3://' ? undefined : parent;
}

/** The way down to a location, the list of buckets first and the location itself last. */
export function trailTo(uri: string): { readonly text: string; readonly href: string }[] {
  const above: string[] = [];
  for (let at: string | undefined = uri; at !== undefined; at = parentOf(at)) above.unshift(at);
  return [
    { text: 'Buckets', href: paths.data() },
    ...above.map((each) => ({ text: nameOf(each).replace(/\/$/, ''), href: hrefOf(each) })),
  ];
}

/** One line of a folder: an object, or a folder with all that lies in it. */
export interface Entry {
  readonly uri: string;
  readonly name: string;
  readonly objects: number;
  /** Bytes; absent where everything is made when it is read. */
  readonly size?: number;
  readonly rows?: number;
  readonly origins: readonly ObjectSummary['Origin'][];
  readonly lastModified?: Date;
  /** What all objects in it have in common. */
  readonly description?: string;
}

/** Objects as a folder shows them: what lies directly in it, and each deeper folder as one. Folders come first. */
export function entriesOf(objects: readonly ObjectSummary[], folder: string): Entry[] {
  const groups = new Map<string, ObjectSummary[]>();
  for (const object of objects) {
    const end = object.S3Uri.indexOf('/', folder.length);
    const uri = end < 0 ? object.S3Uri : object.S3Uri.slice(0, end + 1);
    const group = groups.get(uri);
    if (group) group.push(object);
    else groups.set(uri, [object]);
  }
  const entries = [...groups].map(([uri, group]): Entry => {
    const times = group.flatMap(({ LastModified }) => LastModified ?? []);
    const known = group.flatMap(({ Rows }) => Rows ?? []);
    const [description, ...others] = new Set(group.map(({ Description }) => Description));
    return {
      uri,
      name: nameOf(uri),
      objects: group.length,
      ...(group.some(({ Size }) => Size !== undefined)
        ? { size: group.reduce((sum, { Size = 0 }) => sum + Size, 0) }
        : {}),
      origins: [...new Set(group.map(({ Origin }) => Origin))],
      ...(known.length === group.length ? { rows: known.reduce((sum, rows) => sum + rows, 0) } : {}),
      ...(times.length > 0 ? { lastModified: new Date(Math.max(...times.map(Number))) } : {}),
      ...(description !== undefined && others.length === 0 ? { description } : {}),
    };
  });
  const isFolder = ({ uri }: Entry) => Number(uri.endsWith('/'));
  return entries.sort((a, b) => isFolder(b) - isFolder(a) || (a.uri < b.uri ? -1 : 1));
}

/** The first sentence, which names the dataset. */
export const titleOf = (description: string): string => description.split('. ', 1)[0] ?? description;
