import type { queryOptions as QueryOptions } from '@tanstack/react-query';
import type { Events, Input, OperationName, Output } from '../api/operations.ts';
import { connect, type RpcError } from '../lib/rpc.ts';
import type { ToSandbox } from '../lib/sandbox.ts';
import { TABS, tabChannel, type TabMessage } from '../lib/tabs.ts';

/**
 * The console's only way to the backend. Each tab starts a backend worker; one of them owns the data and serves all
 * tabs (lib/tabs.ts). Calls made before an owner answers wait; calls open when the owner changes fail with
 * `BackendMoved`: queries ask again, commands say so.
 */
const changedListeners = new Set<(changed: Events['changed']) => void>();
const movedListeners = new Set<() => void>();
const failedListeners = new Set<(message: string) => void>();

let ready: Promise<void>;
let markReady: () => void;
let failed: string | undefined;
const awaitOwner = () => {
  ready = new Promise((resolve) => {
    markReady = resolve;
  });
};
awaitOwner();

const tab = crypto.randomUUID();
const common = new BroadcastChannel(TABS);
const remote = connect(new BroadcastChannel(tabChannel(tab)), (event, payload) => {
  if (event === 'changed') for (const listener of changedListeners) listener(payload as Events['changed']);
});

let owner: string | undefined;
const post = (message: TabMessage) => common.postMessage(message);
common.onmessage = ({ data }: MessageEvent<TabMessage>) => {
  if (data.kind === 'owner' && data.owner !== owner) post({ kind: 'hello', tab });
  if (data.kind === 'failed') fail(data.message);
  if (data.kind === 'welcome' && data.tab === tab && data.owner !== owner) {
    const moved = owner !== undefined;
    owner = data.owner;
    failed = undefined;
    markReady();
    if (!moved) return;
    remote.failPending({
      code: 'BackendMoved',
      message: 'The service moved to this or another tab. Try again.',
    });
    for (const listener of movedListeners) listener();
  }
};
addEventListener('pagehide', () => post({ kind: 'bye', tab }));
addEventListener('pageshow', ({ persisted }) => persisted && post({ kind: 'hello', tab }));

/** Starts this tab's backend worker and greets the owner. Call once. */
export function startBackend(): void {
  const worker = new Worker(new URL('../backend/backend.worker.ts', import.meta.url), { type: 'module' });
  worker.onerror = ({ message }) => fail(message || 'The backend worker could not be loaded.');
  // Only a page can open the sandbox that users' scripts run in; most never need it.
  let host: Promise<(message: ToSandbox) => void> | undefined;
  worker.onmessage = ({ data }: MessageEvent<ToSandbox>) => {
    host ??= import('./sandbox/script-host.ts').then(({ createScriptHost }) =>
      createScriptHost((message) => worker.postMessage(message)),
    );
    void host.then((runScript) => runScript(data));
  };
  post({ kind: 'hello', tab });
}

function fail(message: string) {
  failed = message;
  for (const listener of failedListeners) listener(message);
}

/** Calls an operation. Rejects with RpcError: `code` as AWS names it, `message`, and `path` into the input. */
export async function call<O extends OperationName>(operation: O, input: Input<O>): Promise<Output<O>> {
  await ready;
  return (await remote.call(operation, input)) as Output<O>;
}

/** The library's own gives back what it is given, typed; by hand, because the service is started before the library is there. */
const queryOptions = ((options: unknown) => options) as typeof QueryOptions;

/** The same as a query: key `[operation, input]`, fresh until a pushed event says otherwise (live.ts). */
export const q = <O extends OperationName>(operation: O, input: Input<O>) =>
  queryOptions<Output<O>, RpcError, Output<O>, readonly [O, Input<O>]>({
    queryKey: [operation, input] as const,
    queryFn: () => call(operation, input),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
  });

/** Hears what the backend says has changed. Returns its own unsubscribe. */
export function onChanged(listener: (changed: Events['changed']) => void): () => void {
  changedListeners.add(listener);
  return () => changedListeners.delete(listener);
}

/** Hears that another backend took over: everything on screen is to be read again. */
export function onMoved(listener: () => void): () => void {
  movedListeners.add(listener);
  return () => movedListeners.delete(listener);
}

/** Hears that the backend cannot start (at once if it already failed). */
export function onBackendFailed(listener: (message: string) => void): () => void {
  failedListeners.add(listener);
  if (failed !== undefined) listener(failed);
  return () => failedListeners.delete(listener);
}
