import { useEffect, useState } from 'react';

const FRESH_SECONDS = 5;

/** How long ago what is on screen was read: it is read anew by itself whenever it changes. */
export function Updated({ at }: { readonly at: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000 * FRESH_SECONDS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - at) / 1000);
  return (
    <>
      {seconds < 2 * FRESH_SECONDS
        ? 'Updated just now'
        : seconds < 60
          ? `No change for ${seconds} s`
          : `No change for ${Math.floor(seconds / 60)} min`}
    </>
  );
}
