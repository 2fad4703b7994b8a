/**
 * The median of the first `count` numbers: the middle one, or the mean of the two in the middle. NaN when there is none.
 * Reorders `numbers`; Hoare's selection, so linear time on average. The numbers must not be NaN.
 */
export function medianInPlace(numbers: Float64Array, count = numbers.length): number {
  if (count === 0) return Number.NaN;
  const middle = count >> 1;
  const upper = select(numbers, count, middle);
  if (count % 2 === 1) return upper;
  // After the selection everything left of the middle is no larger, so the lower neighbour is the largest of these.
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) lower = Math.max(lower, numbers[i] as number);
  // Halving first cannot overflow.
  return lower / 2 + upper / 2;
}

/** The number that sorting would put at place `k`; everything before it ends up no larger, everything after no smaller. */
function select(numbers: Float64Array, count: number, k: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = numbers[(left + right) >> 1] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((numbers[i] as number) < pivot) i++;
      while ((numbers[j] as number) > pivot) j--;
      if (i <= j) {
        const held = numbers[i] as number;
        numbers[i++] = numbers[j] as number;
        numbers[j--] = held;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return numbers[k] as number;
}
