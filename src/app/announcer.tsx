import { useThrottled } from './charts/use-throttled.ts';

/** While numbers stream, a screen reader hears of them at most this often. */
const QUIET_MS = 10_000;

/** Tells a screen reader the latest of a sentence that changes all the time, and its `last` form at once; nothing is seen. */
export function Announcer({ text, last }: { readonly text: string; readonly last: boolean }) {
  const calm = useThrottled(text, QUIET_MS);
  return <output className="visually-hidden">{last ? text : calm}</output>;
}
