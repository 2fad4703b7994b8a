import { describe, expect, it } from 'vitest';
import { connect, type Port, RpcError, serve } from './rpc.ts';

/** Two ports joined back to back; messages are cloned, as a real channel does. */
function pair(): [Port, Port] {
  const listeners: [((event: { data: unknown }) => void)[], ((event: { data: unknown }) => void)[]] = [
    [],
    [],
  ];
  const port = (own: 0 | 1): Port => ({
    postMessage: (message) => {
      const data: unknown = structuredClone(message);
      queueMicrotask(() => listeners[own === 0 ? 1 : 0].forEach((listener) => listener({ data })));
    },
    addEventListener: (_, listener) => listeners[own].push(listener),
  });
  return [port(0), port(1)];
}

describe('a call', () => {
  it('is answered with what the handler returns, Dates included', async () => {
    const [here, there] = pair();
    serve(there, (operation, input) => ({ operation, input, at: new Date(5) }));
    const { call } = connect(here, () => {});
    expect(await call('Describe', { Name: 'a' })).toEqual({
      operation: 'Describe',
      input: { Name: 'a' },
      at: new Date(5),
    });
  });

  it('is rejected with code, message and path of what was thrown', async () => {
    const [here, there] = pair();
    serve(there, () => {
      throw new RpcError({ code: 'ValidationException', message: 'No.', path: ['Tags', 0] });
    });
    await expect(connect(here, () => {}).call('x', {})).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'No.',
      path: ['Tags', 0],
    });
  });

  it('is rejected, not left hanging, by an error that is no RpcError', async () => {
    const [here, there] = pair();
    serve(there, () => {
      throw new TypeError('broken');
    });
    await expect(connect(here, () => {}).call('x', {})).rejects.toMatchObject({
      code: 'InternalFailure',
      message: 'broken',
    });
  });

  it('is rejected when the other end is said to be gone', async () => {
    const [here, there] = pair();
    serve(there, () => new Promise(() => {}));
    const { call, failPending } = connect(here, () => {});
    const open = call('x', {});
    failPending({ code: 'BackendMoved', message: 'gone' });
    await expect(open).rejects.toMatchObject({ code: 'BackendMoved' });
  });
});

describe('an event', () => {
  it('reaches the other end', async () => {
    const [here, there] = pair();
    const heard = new Promise((resolve) => connect(here, (event, payload) => resolve([event, payload])));
    serve(there, () => {}).push('changed', { TuningJobs: ['a'] });
    expect(await heard).toEqual(['changed', { TuningJobs: ['a'] }]);
  });
});
