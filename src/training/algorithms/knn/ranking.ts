/** The nearest of what was offered so far. */
export interface Ranking {
  /** Distance that an offer has to be below to change anything; Infinity until there are enough. */
  readonly limit: number;
  /** Rows come in ascending order, so that among equals the earlier one stays. */
  offer(row: number, distance: number): void;
  /** The rows, nearest first, the earlier one among equals. */
  sorted(): number[];
}

/** Keeps the `size` nearest in a heap: the furthest, the latest among equals, is on top. */
export function ranking(size: number): Ranking {
  const rows: number[] = [];
  const distances: number[] = [];
  const further = (a: number, b: number) =>
    distances[a]! > distances[b]! || (distances[a] === distances[b] && rows[a]! > rows[b]!);
  const swap = (a: number, b: number) => {
    [rows[a], rows[b]] = [rows[b]!, rows[a]!];
    [distances[a], distances[b]] = [distances[b]!, distances[a]!];
  };
  return {
    get limit() {
      return rows.length < size ? Infinity : distances[0]!;
    },
    offer: (row, distance) => {
      let at = rows.length;
      if (at < size) {
        rows.push(row);
        distances.push(distance);
        for (let up = (at - 1) >> 1; at > 0 && further(at, up); up = (at - 1) >> 1) {
          swap(at, up);
          at = up;
        }
        return;
      }
      if (!(distance < distances[0]!)) return;
      [rows[0], distances[0]] = [row, distance];
      for (at = 0; ; ) {
        let top = at;
        for (const child of [2 * at + 1, 2 * at + 2]) if (child < size && further(child, top)) top = child;
        if (top === at) return;
        swap(at, top);
        at = top;
      }
    },
    sorted: () =>
      rows
        .map((row, i) => ({ row, distance: distances[i]! }))
        .sort((a, b) => a.distance - b.distance || a.row - b.row)
        .map(({ row }) => row),
  };
}
