/**
 * How tabs find the one backend that serves them all. Every tab says hello on a common channel; the backend that
 * holds the lock answers and serves the tab on a channel of its own. A new owner announces itself, tabs greet again.
 */

/** The common channel's name. */
export const TABS = 'etude';

/** The Web Lock that makes one backend the owner. */
export const OWNER_LOCK = 'etude-backend';

export type TabMessage =
  /** tab → owner: serve me. */
  | { readonly kind: 'hello'; readonly tab: string }
  /** owner → tab: your channel is open. */
  | { readonly kind: 'welcome'; readonly tab: string; readonly owner: string }
  /** owner → all: a backend has taken over. */
  | { readonly kind: 'owner'; readonly owner: string }
  /** owner → all: the backend could not start. */
  | { readonly kind: 'failed'; readonly message: string }
  /** tab → owner: gone. */
  | { readonly kind: 'bye'; readonly tab: string };

/** The name of one tab's own channel. */
export const tabChannel = (tab: string) => `${TABS}:${tab}`;
