import type { Tag } from '../api/common.ts';

/** A tag as the tag editor has it. */
export interface EditedTag {
  readonly key: string;
  readonly value: string;
  readonly existing: boolean;
  readonly markedForRemoval?: boolean;
}

/** Tags that all of several tuning jobs have with the same value, and the keys of those that only some have so. */
export function sharedTags(all: readonly (readonly Tag[])[]): {
  readonly shared: readonly Tag[];
  readonly others: readonly string[];
} {
  const [first = []] = all;
  const shared = first.filter(({ Key, Value }) =>
    all.every((tags) => tags.some((tag) => tag.Key === Key && tag.Value === Value)),
  );
  const keys = new Set(all.flatMap((tags) => tags.map(({ Key }) => Key)));
  for (const { Key } of shared) keys.delete(Key);
  return { shared, others: [...keys].toSorted() };
}

/** What has to be asked of the service so that a tuning job with `tags` has what was edited, and nothing beyond. */
export function tagChanges(
  tags: readonly Tag[],
  edited: readonly EditedTag[],
  removed: readonly string[],
): { readonly gone: readonly string[]; readonly put: readonly Tag[] } {
  const marked = edited.filter(({ existing, markedForRemoval }) => existing && markedForRemoval === true);
  const out = new Set([...removed, ...marked.map(({ key }) => key)]);
  const put = edited
    .filter((tag) => !marked.includes(tag) && tag.key !== '')
    .map(({ key, value }) => ({ Key: key, Value: value }))
    .filter(({ Key, Value }) => !tags.some((tag) => tag.Key === Key && tag.Value === Value));
  const again = new Set(put.map(({ Key }) => Key));
  return { gone: tags.map(({ Key }) => Key).filter((key) => out.has(key) && !again.has(key)), put };
}
