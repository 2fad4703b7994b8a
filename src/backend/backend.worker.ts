import type { FromSandbox } from '../lib/sandbox.ts';
import { OWNER_LOCK } from '../lib/tabs.ts';
import { type DataThread, dataWorkIn } from './data-work.ts';
import { openPersistence } from './db.ts';
import type { BundledSource, Manifest } from './objects.ts';
import { createPool, type FromWorker, type WorkerPort } from './pool.ts';
import { sandboxPort } from './sandbox-port.ts';
import { createService } from './service.ts';
import { announceFailure, serveTabs } from './tabs.ts';

/** Wiring only: wait to be the owner, load, serve, run. */

const bundled: BundledSource = {
  manifest: async () => (await fetchData('manifest.json')).json() as Promise<Manifest>,
  read: async (path) => (await fetchData(path)).text(),
};

async function fetchData(path: string): Promise<Response> {
  const response = await fetch(new URL(`/data/${path}`, self.location.origin));
  if (!response.ok) throw new Error(`The bundled file ${path} could not be read (HTTP ${response.status}).`);
  return response;
}

function spawn(): WorkerPort {
  const worker = new Worker(new URL('./task.worker.ts', import.meta.url), { type: 'module' });
  return {
    postMessage: (message) => worker.postMessage(message),
    onMessage: (listener) => {
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => listener(data);
    },
    onError: (listener) => {
      worker.onerror = ({ message }) => listener(message || 'A training worker could not be started.');
    },
  };
}

function spawnData(): DataThread {
  const worker = new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module' });
  return {
    port: {
      postMessage: (message) => worker.postMessage(message),
      addEventListener: (type, listener) => worker.addEventListener(type, listener),
    },
    onError: (listener) => {
      worker.onerror = ({ message }) =>
        listener(message || 'The worker that reads files could not be started.');
    },
    terminate: () => worker.terminate(),
  };
}

const openSandbox = () =>
  sandboxPort(
    (message) => self.postMessage(message),
    (hear) => {
      self.onmessage = ({ data }: MessageEvent<FromSandbox>) => hear(data);
    },
  );

// Held for as long as this worker lives; the next tab's backend takes over when it dies.
void navigator.locks.request(OWNER_LOCK, async () => {
  try {
    const tabs = serveTabs();
    const service = await createService({
      persistence: await openPersistence(),
      bundled,
      dataWork: dataWorkIn(spawnData),
      pool: createPool(Math.max(1, navigator.hardwareConcurrency), spawn, openSandbox),
      wall: { now: () => Date.now(), setTimeout: (run, ms) => setTimeout(run, ms) },
      push: (changed) => tabs.push('changed', changed),
    });
    tabs.open((operation, input) => service.call(operation, input));
  } catch (thrown) {
    announceFailure(thrown instanceof Error ? thrown.message : String(thrown));
  }
  await new Promise(() => {});
});
