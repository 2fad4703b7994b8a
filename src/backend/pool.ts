import type { Surrogate } from '../training/surrogate/surrogate.ts';
import type { ModelFile, Trainer } from '../training/types.ts';

/** One channel as a worker needs it: objects already at a worker travel only as `key`. */
export interface ChannelContent {
  readonly name: string;
  /** The prefix it reads. */
  readonly uri: string;
  /** Identity of the content: same key, same objects. */
  readonly key: string;
  readonly objects?: readonly { readonly uri: string; readonly text: string }[];
}

/** What to train; everything a training job's rows depend on. */
export interface WorkerTask {
  /** Why it cannot be trained, as its failure reason: what is wrong with its data was found before. */
  readonly problem?: string;
  readonly algorithm: Trainer;
  /** The source that the algorithm `script` runs. */
  readonly script?: string;
  /** What the algorithm `surrogate` plays. */
  readonly surrogate?: Surrogate;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: readonly ChannelContent[];
  readonly seed: number;
  /** For an own container: how metrics are read from its log, as SageMaker does. Built-in algorithms name them. */
  readonly metricDefinitions?: readonly { readonly Name: string; readonly Regex: string }[];
  /** Rows that were already handled before a reload: computed again, not sent. */
  readonly skip: number;
  /** Most epochs it may have: it ends after them with its model. */
  readonly most?: number;
  /** Ends after this epoch with its checkpoint as the artifact. */
  readonly upTo?: number;
}

export interface Row {
  /** From 1. */
  readonly epoch: number;
  readonly metrics: Readonly<Record<string, number>>;
  /** What the container printed in this epoch. */
  readonly log?: string;
}

export type ToWorker =
  | { readonly type: 'start'; readonly id: number; readonly task: WorkerTask; readonly credit: number }
  /** Compute this many rows more. */
  | { readonly type: 'more'; readonly id: number; readonly credit: number }
  | { readonly type: 'stop'; readonly id: number };

export type FromWorker =
  | { readonly type: 'rows'; readonly id: number; readonly rows: readonly Row[] }
  | {
      readonly type: 'done';
      readonly id: number;
      readonly artifact: ModelFile;
      /** Files beside it. */
      readonly files?: readonly ModelFile[];
      /** What it printed after its last epoch. */
      readonly log?: string;
    }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly message: string;
      readonly algorithmError: boolean;
    };

/** A worker thread, wherever it comes from: the browser, Node, or this very thread in a test. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** The worker died; what ran there is lost. */
  onError(listener: (message: string) => void): void;
}

const NO_SANDBOX =
  'ClientError: Your own training script runs in a browser only, where there is a sandbox for it.';

/** Rows a training job may be ahead of its simulated time. Bounds what is computed in vain when it is stopped. */
const AHEAD = 32;

export type Head =
  | { readonly kind: 'row'; readonly row: Row }
  | {
      readonly kind: 'done';
      readonly artifact: ModelFile;
      readonly files?: readonly ModelFile[];
      readonly log?: string;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly algorithmError: boolean };

/** The rows of one running training job, in order, computed ahead by a worker. */
export class Feed {
  #heads: Head[] = [];
  #next = 0;
  #waiting: (() => void) | undefined;
  #consumed = 0;
  readonly #more: (credit: number) => void;

  constructor(more: (credit: number) => void) {
    this.#more = more;
  }

  push(head: Head): void {
    this.#heads.push(head);
    this.release();
  }

  /** Lets whoever waits look again. */
  release(): void {
    this.#waiting?.();
    this.#waiting = undefined;
  }

  /** What comes next, or `ahead` places after it, if it is known already. */
  peek(ahead = 0): Head | undefined {
    return this.#heads[this.#next + ahead];
  }

  /** Resolves once so many heads are known, at the next one at the latest, or at `release`. */
  async known(heads = 1): Promise<void> {
    if (this.peek(heads - 1)) return;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
    });
  }

  take(): Head {
    const head = this.#heads[this.#next++];
    if (!head) throw new Error('Nothing to take: await known() first');
    if (this.#next > 1024) {
      this.#heads = this.#heads.slice(this.#next);
      this.#next = 0;
    }
    if (++this.#consumed >= AHEAD / 2) {
      this.#more(this.#consumed);
      this.#consumed = 0;
    }
    return head;
  }
}

export interface Pool {
  readonly size: number;
  /** Starts training; `stop` frees the worker between two epochs. */
  start(task: WorkerTask): { readonly feed: Feed; readonly stop: () => void };
}

/**
 * Spreads training jobs over workers: each goes to the one with the fewest, and a worker alternates between its own.
 * Scripts of users all go to the one host that `openSandbox` gives, which keeps them apart from everything.
 */
export function createPool(size: number, spawn: () => WorkerPort, openSandbox?: () => WorkerPort): Pool {
  const workers: { port: WorkerPort; running: Map<number, Feed>; sent: Set<string> }[] = [];
  let lastId = 0;
  let sandbox: (typeof workers)[number] | undefined;

  const open = (port: WorkerPort) => {
    const running = new Map<number, Feed>();
    const worker = { port, running, sent: new Set<string>() };
    worker.port.onMessage((message) => {
      const feed = running.get(message.id);
      if (!feed) return; // Stopped while this was on its way.
      if (message.type === 'rows') for (const row of message.rows) feed.push({ kind: 'row', row });
      if (message.type === 'done') {
        const { artifact, files, log } = message;
        feed.push({ kind: 'done', artifact, ...(files ? { files } : {}), ...(log ? { log } : {}) });
      }
      if (message.type === 'failed')
        feed.push({ kind: 'failed', message: message.message, algorithmError: message.algorithmError });
      if (message.type !== 'rows') running.delete(message.id);
    });
    worker.port.onError((message) => {
      for (const feed of running.values()) feed.push({ kind: 'failed', message, algorithmError: false });
      running.clear();
      const at = workers.indexOf(worker);
      if (at >= 0) workers.splice(at, 1);
    });
    return worker;
  };
  const add = () => {
    const worker = open(spawn());
    workers.push(worker);
    return worker;
  };
  const pick = () => {
    const idle = workers.find(({ running }) => running.size === 0);
    if (idle) return idle;
    return workers.length < size
      ? add()
      : workers.reduce((a, b) => (b.running.size < a.running.size ? b : a));
  };
  const pickFor = ({ algorithm }: WorkerTask) => {
    if (algorithm !== 'script') return pick();
    sandbox ??= openSandbox && open(openSandbox());
    return sandbox;
  };

  return {
    size,
    start: (task) => {
      const worker = task.problem === undefined ? pickFor(task) : undefined;
      if (!worker) {
        const feed = new Feed(() => {});
        feed.push({ kind: 'failed', message: task.problem ?? NO_SANDBOX, algorithmError: true });
        return { feed, stop: () => feed.release() };
      }
      const id = ++lastId;
      const feed = new Feed(
        (credit) => worker.running.has(id) && worker.port.postMessage({ type: 'more', id, credit }),
      );
      worker.running.set(id, feed);
      const channels = task.channels.map(({ objects, ...channel }) => {
        const known = worker.sent.has(channel.key) || !objects;
        worker.sent.add(channel.key);
        return known ? channel : { ...channel, objects };
      });
      worker.port.postMessage({ type: 'start', id, task: { ...task, channels }, credit: AHEAD });
      return {
        feed,
        stop: () => {
          if (worker.running.delete(id)) worker.port.postMessage({ type: 'stop', id });
          feed.release();
        },
      };
    },
  };
}
