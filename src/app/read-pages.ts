/** Reading a list that comes in pages, again and again while it grows at its end. Pure. */

export interface ListPage<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface Known<T> {
  /** All items as they were read before. */
  readonly items: readonly T[];
  /** Of an item that will never change. */
  readonly isFinal: (item: T) => boolean;
}

/**
 * Every page of a list. `tokens`, what each page is asked for with, is kept by the caller from reading to reading: of pages
 * whose items are all final only the last is read again, and if that one is as it was, so are those before it.
 */
export async function readPages<T>(
  read: (token: string | undefined) => Promise<ListPage<T>>,
  size: number,
  tokens: (string | undefined)[],
  known?: Known<T>,
): Promise<readonly T[]> {
  const open = known?.items.findIndex((item) => !known.isFinal(item)) ?? 0;
  const final = open < 0 ? (known?.items.length ?? 0) : open;
  const from = Math.floor(final / size) - 1;
  if (known && from > 0 && tokens[from] !== undefined) {
    const before = known.items.slice(from * size, (from + 1) * size);
    const { items, next } = await read(tokens[from]);
    if (JSON.stringify(items) === JSON.stringify(before))
      return rest([...known.items.slice(0, from * size), ...items], next, from + 1);
  }
  return rest([], undefined, 0);

  async function rest(all: T[], first: string | undefined, place: number): Promise<readonly T[]> {
    let token = first;
    for (let at = place; at === 0 || token !== undefined; at++) {
      tokens[at] = token;
      const { items, next } = await read(token);
      all.push(...items);
      token = next;
    }
    return all;
  }
}
