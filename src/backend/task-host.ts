import { toCheckpointText } from '../training/checkpoint-text.ts';
import { readCsv } from '../training/datasets.ts';
import { metricsIn } from '../training/log-metrics.ts';
import { train } from '../training/train.ts';
import { AlgorithmError, type Dataset, type EpochMetrics, type Final } from '../training/types.ts';
import type { ChannelContent, FromWorker, Row, ToWorker, WorkerTask } from './pool.ts';

/** Rows gathered for this long travel in one message. */
const POST_MS = 12;

export interface Host {
  readonly post: (message: FromWorker) => void;
  /** A turn of the event loop, so that `more` and `stop` are heard between two epochs. Must be cheap. */
  readonly turn: () => Promise<void>;
  /** Milliseconds, monotonic; only decides when rows are posted. */
  readonly clock: () => number;
}

interface Running {
  readonly task: WorkerTask;
  epochs?: Generator<EpochMetrics, Final, void>;
  credit: number;
  rows: Row[];
  postedAt: number;
}

/** By the key of their content. The pool sends the objects of a channel once, so they are kept before anything else happens. */
type Channels = Map<string, () => Dataset>;

/** Runs training jobs side by side in one thread, an epoch of each in turn, as far as their credit goes. */
export function createTaskHost({ post, turn, clock }: Host): (message: ToWorker) => void {
  const running = new Map<number, Running>();
  const datasets = new Map<string, () => Dataset>();
  let looping = false;

  const flush = (id: number, job: Running) => {
    if (job.rows.length > 0) post({ type: 'rows', id, rows: job.rows });
    job.rows = [];
    job.postedAt = clock();
  };

  const end = (id: number, job: Running, message: FromWorker) => {
    flush(id, job);
    running.delete(id);
    post(message);
  };

  const step = (id: number, job: Running) => {
    try {
      if (job.task.algorithm === 'script') throw new Error('A script does not run among learners.');
      job.epochs ??= train({
        algorithm: job.task.algorithm,
        hyperparameters: job.task.hyperparameters,
        seed: job.task.seed,
        ...(job.task.most === undefined ? {} : { most: job.task.most }),
        channels: job.task.surrogate ? {} : openChannels(job.task, datasets),
        ...(job.task.surrogate ? { surrogate: job.task.surrogate } : {}),
      });
      const { done, value } = job.epochs.next();
      if (done) {
        const { artifact, files, log } = value;
        return end(id, job, {
          type: 'done',
          id,
          artifact,
          ...(files ? { files } : {}),
          ...(log ? { log } : {}),
        });
      }
      if (value.epoch === job.task.upTo) {
        const text = toCheckpointText(value.checkpoint());
        return end(id, job, { type: 'done', id, artifact: { name: 'checkpoint.json', text } });
      }
      if (value.epoch > job.task.skip) {
        job.credit--;
        const { epoch, log } = value;
        job.rows.push({ epoch, metrics: read(value, job.task.metricDefinitions), ...(log ? { log } : {}) });
      }
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      return end(id, job, { type: 'failed', id, message, algorithmError: thrown instanceof AlgorithmError });
    }
    if (job.credit === 0 || clock() - job.postedAt > POST_MS) flush(id, job);
  };

  const loop = async () => {
    looping = true;
    for (;;) {
      const ready = [...running].filter(([, { credit }]) => credit > 0);
      if (ready.length === 0) break;
      for (const [id, job] of ready) {
        if (running.get(id) === job) step(id, job);
        await turn();
      }
    }
    looping = false;
  };

  return (message) => {
    if (message.type === 'start') {
      for (const channel of message.task.channels)
        if (channel.objects && !datasets.has(channel.key)) datasets.set(channel.key, readOnce(channel));
      running.set(message.id, { task: message.task, credit: message.credit, rows: [], postedAt: clock() });
    } else if (message.type === 'more') {
      const job = running.get(message.id);
      if (job) job.credit += message.credit;
    } else {
      running.delete(message.id);
    }
    if (!looping) void loop();
  };
}

/** Reads a channel when it is first asked for; what is wrong with it is said as often as it is asked for. */
function readOnce(channel: ChannelContent): () => Dataset {
  let found: { readonly dataset: Dataset } | { readonly thrown: unknown } | undefined;
  let objects = channel.objects ?? [];
  return () => {
    if (!found) {
      try {
        found = { dataset: readCsv(objects, { channel: channel.name, uri: channel.uri }) };
      } catch (thrown) {
        found = { thrown };
      }
      objects = [];
    }
    if ('thrown' in found) throw found.thrown;
    return found.dataset;
  };
}

function openChannels(task: WorkerTask, datasets: Channels): Record<string, Dataset> {
  return Object.fromEntries(
    task.channels.map(({ name, key }) => {
      const read = datasets.get(key);
      if (!read) throw new Error(`Channel ${name} did not reach the worker`);
      return [name, read()];
    }),
  );
}

/** Metrics as the service sees them: by name from our built-ins, by regular expression from an own container's log. */
function read(
  { metrics, log }: EpochMetrics,
  definitions: WorkerTask['metricDefinitions'],
): Record<string, number> {
  return definitions ? metricsIn(log, definitions) : { ...metrics };
}
