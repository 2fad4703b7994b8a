import { useThrottled } from './charts/use-throttled.ts';

/** While numbers stream, a screen reader hears of them at most this often. */
const QUIET_MS = 10_000;

/** Tells a screen reader the latest of a sentence that changes all the time; nothing is seen. */
export function Announcer({ text }: { readonly text: string }) {
  return <output className="visually-hidden">{useThrottled(text, QUIET_MS)}</output>;
}
