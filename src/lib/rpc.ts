/**
 * Calls and pushed events over anything that sends and hears messages (a BroadcastChannel, a worker). Both ends are typed by one map of operations and one of events. Errors keep `code`, `message`, `path`.
 */

/** What travels. A request is answered by exactly one reply or error; an unknown operation is answered, never ignored. */
type Wire =
  | { kind: 'request'; id: number; operation: string; input: unknown }
  | { kind: 'reply'; id: number; output: unknown }
  | { kind: 'error'; id: number; error: RpcFailure }
  | { kind: 'event'; event: string; payload: unknown };

export interface RpcFailure {
  readonly code: string;
  readonly message: string;
  /** Where in the input it went wrong. */
  readonly path?: readonly (string | number)[];
}

export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** An error that keeps its code and path across the wire. */
export class RpcError extends Error implements RpcFailure {
  readonly code: string;
  readonly path?: readonly (string | number)[];
  constructor({ code, message, path }: RpcFailure) {
    super(message);
    this.name = code;
    this.code = code;
    if (path) this.path = path;
  }
}

/** Shapes any thrown value for the wire. */
export function toFailure(thrown: unknown): RpcFailure {
  if (thrown instanceof RpcError) {
    return { code: thrown.code, message: thrown.message, ...(thrown.path ? { path: thrown.path } : {}) };
  }
  return { code: 'InternalFailure', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Answers requests on `port` with `handle`; the result pushes events to the other end. */
export function serve(port: Port, handle: (operation: string, input: unknown) => unknown) {
  port.addEventListener('message', ({ data }) => {
    const message = data as Wire;
    if (message.kind !== 'request') return;
    const { id, operation, input } = message;
    void (async () => {
      try {
        const output = await handle(operation, input);
        port.postMessage({ kind: 'reply', id, output } satisfies Wire);
      } catch (thrown) {
        port.postMessage({ kind: 'error', id, error: toFailure(thrown) } satisfies Wire);
      }
    })();
  });
  return {
    push: (event: string, payload: unknown) =>
      port.postMessage({ kind: 'event', event, payload } satisfies Wire),
  };
}

/** The calling end. `onEvent` hears pushed events; `failPending` rejects every call still open. */
export function connect(port: Port, onEvent: (event: string, payload: unknown) => void) {
  const pending = new Map<
    number,
    { resolve: (output: unknown) => void; reject: (error: RpcError) => void }
  >();
  let lastId = 0;
  port.addEventListener('message', ({ data }) => {
    const message = data as Wire;
    if (message.kind === 'event') return onEvent(message.event, message.payload);
    if (message.kind === 'request') return;
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'reply') call?.resolve(message.output);
    else call?.reject(new RpcError(message.error));
  });
  return {
    call: (operation: string, input: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        try {
          port.postMessage({ kind: 'request', id, operation, input } satisfies Wire);
        } catch (thrown) {
          pending.delete(id);
          reject(new RpcError(toFailure(thrown)));
        }
      }),
    failPending: (failure: RpcFailure) => {
      for (const { reject } of pending.values()) reject(new RpcError(failure));
      pending.clear();
    },
  };
}
