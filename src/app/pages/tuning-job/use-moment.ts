import { useEffect, useState } from 'react';
import { useView } from './use-view.ts';

/** The address is written once the moment has stood still this long: browsers refuse to rewrite it all the time. */
const SETTLED_MS = 400;

/** The moment once it has stood still for a while; what is costly follows this one. */
export function useSettled(at: number | undefined): number | undefined {
  const [settled, setSettled] = useState(at);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(at), at === undefined ? 0 : SETTLED_MS);
    return () => clearTimeout(timer);
  }, [at]);
  return settled;
}

/** The moment that is replayed, in simulated seconds, and a way to set it; undefined: now. */
export function useMoment(): readonly [number | undefined, (at: number | undefined) => void] {
  const [{ at: addressed }, setView] = useView();
  const [at, setAt] = useState(addressed);
  useEffect(() => {
    if (at === addressed) return undefined;
    // Whoever closes the replay is done with it at once.
    const timer = setTimeout(() => setView({ at }), at === undefined ? 0 : SETTLED_MS);
    return () => clearTimeout(timer);
  }, [at, addressed, setView]);
  return [at, setAt];
}
