import { hash32 } from '../lib/rng.ts';
import { RpcError } from '../lib/rpc.ts';
import { countRows } from '../training/csv.ts';
import { simulatedObjects } from '../training/surrogate/problems.ts';
import type { Persistence } from './db.ts';
import { fromBase64 } from './gunzip.ts';
import type { StoredObject } from './records.ts';
import { scriptExamples } from './script-examples.ts';

/** Holds the bundled data; nothing else can be written there. */
export const SAMPLES_BUCKET = 'etude-samples';
/** Where training jobs leave artifacts unless told otherwise; uploads go elsewhere. */
export const OUTPUT_BUCKET = 'etude-output';
/** Largest object, in UTF-16 code units. */
export const MAX_OBJECT = 64 * 1024 * 1024;

/** What ships with the product, as `public/data/manifest.json` tells it. */
export interface Manifest {
  readonly datasets: readonly BundledDataset[];
}

export interface BundledDataset {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: string;
  readonly licence: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly target: string;
  /** In label order; empty for regression. */
  readonly classes: readonly string[];
  /** In file order, label first. */
  readonly columns: readonly string[];
  /** The file it was prepared from; absent when it was generated. */
  readonly rawFile?: string;
  readonly seed: number;
  readonly objects: readonly {
    readonly uri: string;
    /** Relative to the folder of the manifest. */
    readonly path: string;
    readonly size: number;
    readonly rows: number;
    readonly etag: string;
  }[];
}

/** Reads what is bundled: over HTTP in a browser, from the disk in Node. */
export interface BundledSource {
  manifest(): Promise<Manifest>;
  read(path: string): Promise<string>;
}

/** Where objects outlive the page. */
export type SavedObjects = Persistence['objects'];

/** All about an object but its body. */
export interface ObjectInfo {
  readonly uri: string;
  /** Bytes; absent for what is made when it is read. */
  readonly size?: number;
  /** Changes with the content: what was read under a tag may be kept under it. */
  readonly etag: string;
  /** How the body stands for bytes; absent: it is text. */
  readonly encoding?: 'Base64';
  readonly origin: 'Bundled' | 'Uploaded' | 'Output';
  /** Milliseconds since 1970. */
  readonly lastModified?: number;
  readonly description?: string;
  readonly rows?: number;
  readonly columns?: readonly string[];
}

/** Objects that are not stored but made when they are read. */
export interface Derived {
  /** Whose address starts so. */
  list(prefix: string): Promise<ObjectInfo[]>;
  info(uri: string): Promise<ObjectInfo | undefined>;
  get(uri: string): Promise<string | undefined>;
}

export interface NewObject {
  readonly uri: string;
  readonly body: string;
  readonly encoding?: 'Base64';
  readonly origin: 'Uploaded' | 'Output';
  readonly columns?: readonly string[];
}

export interface Objects {
  /** Objects whose address starts with the prefix, by address; as in S3, `s3://b/tr` also finds `s3://b/train/…`. */
  list(prefix: string): Promise<ObjectInfo[]>;
  /** Throws ResourceNotFound. */
  info(uri: string): Promise<ObjectInfo>;
  /** The body. Throws ResourceNotFound. */
  get(uri: string): Promise<string>;
  /** Writes or replaces. Throws ValidationException (address, size), ResourceLimitExceeded when storage is full. */
  put(object: NewObject): Promise<ObjectInfo>;
  /** Deletes the object of that name and all below it as a folder. Returns how many. Throws ValidationException for bundled ones. */
  delete(uri: string): Promise<number>;
}

/**
 * The local object store behind `s3://` addresses: bundled objects beside saved ones. Only the index is held in
 * memory; bodies are read when asked for. `onChange` hears of every change after it is saved.
 */
export function createObjects({
  bundled,
  saved,
  derived = { list: async () => [], info: async () => undefined, get: async () => undefined },
  now = Date.now,
  onChange = () => {},
}: {
  readonly bundled: BundledSource;
  readonly saved: SavedObjects;
  readonly derived?: Derived;
  readonly now?: () => number;
  readonly onChange?: () => void;
}): Objects {
  const paths = new Map<string, string>();
  const bodies = new Map<string, string>();
  let loading: Promise<Map<string, ObjectInfo>> | undefined;
  const load = async () => {
    const [manifest, stored] = await Promise.all([bundled.manifest(), saved.load()]);
    const index = new Map<string, ObjectInfo>();
    for (const dataset of manifest.datasets) {
      for (const { path, ...object } of dataset.objects) {
        paths.set(object.uri, path);
        index.set(object.uri, {
          ...object,
          origin: 'Bundled',
          columns: dataset.columns,
          description: describe(dataset),
        });
      }
    }
    for (const { uri, body, title } of [...simulatedObjects, ...scriptExamples]) {
      bodies.set(uri, body);
      index.set(uri, {
        uri,
        size: body.length,
        etag: etag(body),
        origin: 'Bundled',
        description: title,
      });
    }
    for (const object of stored) index.set(object.S3Uri, toInfo(object));
    return index;
  };
  /** Loads once; a failed load is tried again by the next call. */
  const ready = () => {
    loading ??= load().catch((thrown: unknown) => {
      loading = undefined;
      throw thrown;
    });
    return loading;
  };

  return {
    list: async (prefix) => {
      const start = asPrefix(prefix);
      const index = await ready();
      const stored = [...index.values()].filter(({ uri }) => uri.startsWith(start));
      const made = await derived.list(start);
      return [...stored, ...made.filter(({ uri }) => !index.has(uri))].sort((a, b) =>
        a.uri < b.uri ? -1 : 1,
      );
    },
    info: async (uri) => {
      const info = (await ready()).get(uri) ?? (await derived.info(uri));
      if (!info) throw notFound(uri);
      return info;
    },
    get: async (uri) => {
      await ready();
      const path = paths.get(uri);
      const held = bodies.get(uri);
      if (held !== undefined) return held;
      const body =
        path === undefined ? ((await saved.body(uri)) ?? (await derived.get(uri))) : await bundled.read(path);
      if (body === undefined) throw notFound(uri);
      return body;
    },
    put: async ({ uri, body, encoding, origin, columns }) => {
      checkWritable(uri, origin);
      if (body.length > MAX_OBJECT) {
        throw new RpcError({
          code: 'ValidationException',
          message: 'The object is larger than 64 MiB.',
          path: ['Body'],
        });
      }
      const index = await ready();
      const object: StoredObject = {
        S3Uri: uri,
        LastModified: now(),
        Origin: origin,
        Size: encoding ? fromBase64(body).length : new TextEncoder().encode(body).length,
        ETag: etag(body),
        ...(encoding ? { Encoding: encoding } : {}),
        ...(uri.endsWith('.csv') ? { Rows: countRows(body) } : {}),
        ...(columns ? { Columns: columns } : {}),
      };
      await saved.save(object, body).catch((thrown: unknown) => {
        throw isFull(thrown) ? storageFull(object) : thrown;
      });
      const info = toInfo(object);
      index.set(uri, info);
      onChange();
      return info;
    },
    delete: async (uri) => {
      const index = await ready();
      const folder = uri.endsWith('/') ? uri : `${uri}/`;
      const found = [...index.values()].filter((info) => info.uri === uri || info.uri.startsWith(folder));
      if (found.some(({ origin }) => origin === 'Bundled')) throw readOnly();
      const uris = found.map((info) => info.uri);
      if (uris.length === 0 && ((await derived.info(uri)) || (await derived.list(folder)).length > 0))
        throw isDerived(uri);
      if (uris.length === 0) return 0;
      await saved.remove(uris);
      for (const each of uris) index.delete(each);
      onChange();
      return uris.length;
    },
  };
}

/** Two salted 32-bit hashes: enough to tell versions of one object apart. */
export function etag(body: string): string {
  const hex = (text: string) => (hash32(text) >>> 0).toString(16).padStart(8, '0');
  return hex(body) + hex(`\u0001${body}`);
}

const notFound = (uri: string) =>
  new RpcError({ code: 'ResourceNotFound', message: `There is no object ${uri}.` });

/** `s3://bucket/key` → `bucket`. */
export const bucketOf = (uri: string): string => uri.slice('s3://'.length).split('/', 1)[0] ?? '';

const isDerived = (uri: string) =>
  new RpcError({
    code: 'ValidationException',
    message: `${uri} takes no room: it is made from the record of its training job whenever it is read. There is nothing to delete.`,
    path: ['S3Uri'],
  });

/** A bare bucket means everything in it, and not the buckets whose names it begins. */
const asPrefix = (uri: string) => (/^s3:\/\/[^/]+$/.test(uri) ? `${uri}/` : uri);

const readOnly = () =>
  new RpcError({
    code: 'ValidationException',
    message: `Bucket ${SAMPLES_BUCKET} holds the bundled data and is read-only. Choose another bucket.`,
    path: ['S3Uri'],
  });

function checkWritable(uri: string, origin: NewObject['origin']) {
  const bucket = bucketOf(uri);
  const key = uri.slice(`s3://${bucket}/`.length);
  if (bucket === SAMPLES_BUCKET) throw readOnly();
  if (bucket === OUTPUT_BUCKET && origin === 'Uploaded') {
    throw new RpcError({
      code: 'ValidationException',
      message: `Bucket ${OUTPUT_BUCKET} is kept for what training jobs write. Choose another bucket.`,
      path: ['S3Uri'],
    });
  }
  if (key === '' || key.endsWith('/') || key.split('/').includes('')) {
    throw new RpcError({
      code: 'ValidationException',
      message: `${uri} does not name an object. Enter a bucket and a key such as s3://my-bucket/folder/file.csv.`,
      path: ['S3Uri'],
    });
  }
}

const isFull = (thrown: unknown) =>
  thrown instanceof Error && (thrown.name === 'QuotaExceededError' || /quota/i.test(thrown.message));

const storageFull = ({ S3Uri, Size }: StoredObject) =>
  new RpcError({
    code: 'ResourceLimitExceeded',
    message: `This browser has no room left for ${S3Uri} (${(Size / 1e6).toFixed(1)} MB). Delete objects that are no longer needed, or free disk space, and try again. Nothing was changed.`,
  });

const toInfo = ({
  S3Uri,
  Size,
  ETag,
  Encoding,
  Origin,
  LastModified,
  Rows,
  Columns,
}: StoredObject): ObjectInfo => ({
  uri: S3Uri,
  size: Size,
  etag: ETag,
  ...(Encoding ? { encoding: Encoding } : {}),
  origin: Origin,
  lastModified: LastModified,
  ...(Rows === undefined ? {} : { rows: Rows }),
  ...(Columns === undefined ? {} : { columns: Columns }),
});

function describe({ title, description, target, classes, attribution, licence }: BundledDataset): string {
  const label =
    classes.length === 0
      ? `Label: ${target}.`
      : `Label: ${target} (${classes.map((name, i) => (name === String(i) ? name : `${i} = ${name}`)).join(', ')}).`;
  return `${title}. ${description} ${label} ${attribution} Licence: ${licence}.`;
}
