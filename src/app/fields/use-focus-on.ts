import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Puts the focus where the task goes on once what was asked for is drawn: a row just added, or what stands in for one
 * that is gone. `focusOn(selector)` looks within the element that has the ref; the last match counts.
 */
export function useFocusOn<E extends HTMLElement>(): readonly [
  RefObject<E | null>,
  (selector: string) => void,
] {
  const within = useRef<E>(null);
  /** A new object for each wish, so that the same place can be had twice. */
  const [wanted, setWanted] = useState<{ readonly selector: string }>();
  useEffect(() => {
    if (wanted) [...(within.current?.querySelectorAll<HTMLElement>(wanted.selector) ?? [])].at(-1)?.focus();
  }, [wanted]);
  return [within, (selector) => setWanted({ selector })];
}
