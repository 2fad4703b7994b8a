import { serve } from '../lib/rpc.ts';
import { TABS, tabChannel, type TabMessage } from '../lib/tabs.ts';

/**
 * The owner's side of lib/tabs.ts. Greetings heard before `open` are answered then, so no tab is served by a backend
 * that has not loaded yet.
 */
export function serveTabs() {
  const owner = crypto.randomUUID();
  const common = new BroadcastChannel(TABS);
  const post = (message: TabMessage) => common.postMessage(message);
  const tabs = new Map<
    string,
    { channel: BroadcastChannel; push: (event: string, payload: unknown) => void }
  >();
  let handle: ((operation: string, input: unknown) => unknown) | undefined;

  common.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === 'bye') {
      tabs.get(data.tab)?.channel.close();
      tabs.delete(data.tab);
    }
    if (data.kind !== 'hello' || !handle) return;
    if (!tabs.has(data.tab)) {
      const channel = new BroadcastChannel(tabChannel(data.tab));
      tabs.set(data.tab, { channel, push: serve(channel, handle).push });
    }
    post({ kind: 'welcome', tab: data.tab, owner });
  };

  return {
    push: (event: string, payload: unknown) => {
      for (const { push } of tabs.values()) push(event, payload);
    },
    open: (answer: (operation: string, input: unknown) => unknown) => {
      handle = answer;
      post({ kind: 'owner', owner });
    },
  };
}

/** Tells every tab that the backend could not start, and why. */
export function announceFailure(message: string): void {
  const common = new BroadcastChannel(TABS);
  common.postMessage({ kind: 'failed', message } satisfies TabMessage);
  common.close();
}
