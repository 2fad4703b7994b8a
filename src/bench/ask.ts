import type { Page } from '@playwright/test';

/** Asks the service over the tab's own protocol, as the console does. */
export const ask = (page: Page, operation: string, input: object): Promise<unknown> =>
  page.evaluate(
    ([name, argument]) =>
      new Promise<unknown>((resolve, reject) => {
        const tab = `bench-${performance.now()}`;
        const common = new BroadcastChannel('etude');
        const own = new BroadcastChannel(`etude:${tab}`);
        own.addEventListener('message', ({ data }) => {
          if (data.kind === 'reply') resolve(data.output);
          if (data.kind === 'error') reject(new Error(data.error.message));
          if (data.kind === 'event') return;
          common.postMessage({ kind: 'bye', tab });
          common.close();
          own.close();
        });
        common.addEventListener('message', ({ data }) => {
          if (data.kind === 'owner') common.postMessage({ kind: 'hello', tab });
          if (data.kind === 'welcome' && data.tab === tab)
            own.postMessage({ kind: 'request', id: 1, operation: name, input: argument });
        });
        common.postMessage({ kind: 'hello', tab });
      }),
    [operation, input] as const,
  );
