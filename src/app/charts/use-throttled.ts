import { useEffect, useRef, useState } from 'react';

/** `value`, but changing at most once every `milliseconds`; the last change always arrives. */
export function useThrottled<T>(value: T, milliseconds = 250): T {
  const [shown, setShown] = useState(value);
  const shownAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, shownAt.current + milliseconds - performance.now());
    const timer = setTimeout(() => {
      shownAt.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return shown;
}
