import { useState } from 'react';

/** `value` as it was first seen, until one with other content comes: what is made anew at every render stays the same. */
export function useSame<T>(value: T): T {
  const [kept, keep] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  keep(value);
  return value;
}
