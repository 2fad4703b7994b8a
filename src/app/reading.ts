import { notifyManager, type Query, type QueryClient } from '@tanstack/react-query';

/** `meta` of a query that is read with every change, as fast as the screen can show it; others at most four times a second. */
export const LIVE = { live: true } as const;

/** What passes time. Milliseconds. */
export interface Screen {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Resolves when what has been read is on the screen; while nobody looks, when somebody does. */
  readonly painted: () => Promise<void>;
}

const REST_MS = 250;
/** Waiting for the next frame is no work. */
const FRAME_MS = 16;

/**
 * After an answer the same question rests: for a quarter of a second since it was asked and at least as long as it took, so
 * that however much there is to read and draw, half of the time is left for whoever uses the page.
 */
async function rest({ meta }: Query, asked: number, { now, pause, painted }: Screen): Promise<void> {
  const answered = now();
  if (meta?.['live'] !== true) return pause(Math.max(asked + REST_MS - answered, answered - asked));
  await painted();
  return pause(Math.max(0, now() - answered - FRAME_MS));
}

/**
 * A function that has a query read again: now if it is on screen, else it is marked stale. One that changes while it is
 * being read or rests is read once more afterwards: no change is lost, and no answer on its way is thrown away for a newer.
 */
export function createReader(client: QueryClient, screen: Screen): (query: Query) => void {
  /** Queries that are being read or rest, and whether they changed meanwhile. */
  const busy = new Map<Query, { again: boolean }>();

  const read = async ({ queryKey, state }: Query) => {
    const own = { queryKey, exact: true };
    // One under way may have been answered before the change.
    if (state.fetchStatus !== 'idle') await client.refetchQueries(own, { cancelRefetch: false });
    await client.refetchQueries(own);
  };
  const cycle = async (query: Query) => {
    const state = { again: false };
    busy.set(query, state);
    const asked = screen.now();
    await read(query);
    await rest(query, asked, screen);
    busy.delete(query);
    if (state.again) refresh(query);
  };
  const refresh = (query: Query) => {
    query.invalidate();
    const state = busy.get(query);
    if (state) state.again = true;
    else if (query.isActive()) void cycle(query);
  };
  return refresh;
}

/** Answers that arrive within a frame are shown together: one rendering instead of one for each. */
export function showTogether(): void {
  let waiting: (() => void)[] = [];
  const show = () => {
    const now = waiting;
    waiting = [];
    for (const callback of now) callback();
  };
  notifyManager.setScheduler((callback) => {
    waiting.push(callback);
    if (waiting.length > 1) return;
    requestAnimationFrame(show);
    // A page that nobody sees has no frames.
    setTimeout(show, 100);
  });
}
