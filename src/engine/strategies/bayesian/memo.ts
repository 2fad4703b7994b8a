/**
 * Results that cost much are kept for the next call. What is kept follows from the key alone, so forgetting it, or a
 * worker that never knew it, changes nothing but the time.
 */
export class Memo<T> {
  readonly #most: number;
  #kept: { readonly text: string; readonly numbers: Float64Array; readonly result: T }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** The result kept under a key, else the one that `compute` gives; the least recently used one is forgotten. */
  get(text: string, numbers: Float64Array, compute: () => T): T {
    const place = this.#kept.findIndex((entry) => entry.text === text && equal(entry.numbers, numbers));
    const entry = place < 0 ? { text, numbers: numbers.slice(), result: compute() } : this.#kept[place];
    if (entry === undefined) return compute();
    this.#kept = [entry, ...this.#kept.filter((other) => other !== entry)].slice(0, this.#most);
    return entry.result;
  }
}

function equal(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
