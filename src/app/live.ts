import type { QueryClient } from '@tanstack/react-query';
import type { Events, OperationName } from '../api/operations.ts';
import { onChanged, onMoved } from './client.ts';
import { createReader, type Screen } from './reading.ts';

/** Names alone: the contract's schemas would be loaded with the first page. */
const OBJECT_OPERATIONS = new Set<string>([
  'ListBuckets',
  'ListObjects',
  'PreviewObject',
  'GetObject',
] satisfies OperationName[]);

/** Answers about tuning jobs that the input does not name. */
const LISTS = new Set([
  'ListHyperParameterTuningJobs',
  'ListTuningJobOverviews',
  'ListSimulations',
  'ListWarmStartParents',
]);

/**
 * Whether an answer to `operation(input)` may differ after `changed`. An answer about one tuning job or one of its
 * training jobs (named `<tuning job>-NNN-…`) is stale only when that tuning job changed; lists always are.
 */
export function isStale(operation: string, input: unknown, changed: Events['changed']): boolean {
  if (OBJECT_OPERATIONS.has(operation)) return changed.Objects;
  if (LISTS.has(operation)) return changed.TuningJobs.length > 0;
  if (operation === 'DescribeService') return true;
  // A query of the app's own may be about no tuning job at all.
  const text = JSON.stringify(input ?? '').toLowerCase();
  return changed.TuningJobs.some((name) => {
    const lower = name.toLowerCase();
    return (
      text.includes(`"${lower}"`) ||
      text.includes(`"${lower}-`) ||
      text.includes(`/${lower}-`) ||
      text.includes(`/${lower}"`)
    );
  });
}

/** Third part of the key of an answer that no change can make stale, such as the curves of training jobs that have ended. */
export const FINAL = 'final';

const screen: Screen = {
  now: () => performance.now(),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  // A frame is painted after its callbacks; a message sent in one arrives after that.
  painted: () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(undefined);
      });
    }),
};

/** Reads what is on screen again as the backend reports changes, and marks stale what is not. */
export function keepFresh(client: QueryClient): () => void {
  const refresh = createReader(client, screen);
  const stops = [
    onChanged((changed) => {
      for (const query of client.getQueryCache().getAll()) {
        const [operation, input, kind] = query.queryKey;
        if (kind !== FINAL && isStale(String(operation), input, changed)) refresh(query);
      }
    }),
    onMoved(() => void client.invalidateQueries()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
