import type { Output, Parsed } from '../api/operations.ts';
import { connect, type Port } from '../lib/rpc.ts';
import { parseTable } from '../training/csv.ts';
import { type Plan, type Prepared, prepare } from '../training/prepare.ts';
import { type Profile, profile } from '../training/profile.ts';

/** Work on a whole file of the user's: seconds for a large one, so in a browser it has a thread of its own. */
export interface DataWork {
  /** @param id by which it may be cancelled. Throws RpcError, `Cancelled` when it was. */
  inspect(body: string, id?: string): Promise<Output<'InspectDataset'>>;
  prepare(body: string, plan: PreparePlan, id?: string): Promise<Prepared>;
  /** Whether there was such work. */
  cancel(id: string): boolean;
  /** The share of that work that is done, 0 to 1; undefined when there is none. */
  share(id: string): number | undefined;
}

type PreparePlan = Parsed<'PrepareDataset'>['Plan'];

type Hear = (share: number) => void;

function inspect(body: string, hear: Hear): Output<'InspectDataset'> {
  const table = parseTable(body, (share) => hear(0.5 * share));
  const columns = profile(table, (share) => hear(0.5 + 0.5 * share));
  return { Rows: table.rows, Columns: columns.map(toColumn), Warnings: [...table.warnings] };
}

function prepared(body: string, plan: PreparePlan, hear: Hear): Prepared {
  const table = parseTable(body, (share) => hear(0.15 * share));
  return prepare(table, toPlan(plan), (share) => hear(0.15 + 0.85 * share));
}

/** In the calling thread: for Node and tests. Nothing can be cancelled there, for nothing else runs meanwhile. */
export const dataWorkHere: DataWork = {
  inspect: async (body) => inspect(body, () => {}),
  prepare: async (body, plan) => prepared(body, plan, () => {}),
  cancel: () => false,
  share: () => undefined,
};

/** What a thread for such work answers. */
export function answerDataWork(operation: string, input: unknown, hear: Hear = () => {}): unknown {
  const { body, plan } = input as { body: string; plan?: PreparePlan };
  if (operation === 'inspect') return inspect(body, hear);
  if (operation === 'prepare' && plan) return prepared(body, plan, hear);
  throw new Error(`A data worker does not know ${operation}.`);
}

/** The event by which a thread tells the share that is done. */
export const SHARE = 'share';

/** A thread that serves `answerDataWork`. */
export interface DataThread {
  readonly port: Port;
  onError(listener: (message: string) => void): void;
  terminate(): void;
}

/** Each work in a thread of its own, which ends with it, or when it is cancelled. */
export function dataWorkIn(spawn: () => DataThread): DataWork {
  const cancels = new Map<string, () => void>();
  const shares = new Map<string, number>();
  const run = async (operation: 'inspect' | 'prepare', input: unknown, id: string | undefined) => {
    const thread = spawn();
    const remote = connect(thread.port, (event, payload) => {
      if (event === SHARE && id !== undefined && cancels.get(id) === cancel) shares.set(id, Number(payload));
    });
    thread.onError((message) => remote.failPending({ code: 'InternalFailure', message }));
    const cancel = () =>
      remote.failPending({ code: 'Cancelled', message: 'Reading the file was cancelled.' });
    if (id !== undefined) {
      // Another file under the same name takes the place of the one before.
      cancels.get(id)?.();
      cancels.set(id, cancel);
      shares.set(id, 0);
    }
    try {
      return await remote.call(operation, input);
    } finally {
      thread.terminate();
      if (id !== undefined && cancels.get(id) === cancel) {
        cancels.delete(id);
        shares.delete(id);
      }
    }
  };
  return {
    inspect: async (body, id) => (await run('inspect', { body }, id)) as Output<'InspectDataset'>,
    prepare: async (body, plan, id) => (await run('prepare', { body, plan }, id)) as Prepared,
    cancel: (id) => {
      const cancel = cancels.get(id);
      cancel?.();
      return cancel !== undefined;
    },
    share: (id) => shares.get(id),
  };
}

const KINDS = {
  numeric: 'Numeric',
  categorical: 'Categorical',
  date: 'Date',
  timestamp: 'Timestamp',
  text: 'Text',
} as const;
const TASKS = { Binary: 'binary', Multiclass: 'multiclass', Regression: 'regression' } as const;
const ENCODINGS = { OneHot: 'one-hot', Ordinal: 'ordinal' } as const;
const DATES = { EpochDays: 'epoch-days', Parts: 'parts' } as const;
const MISSING = { Median: 'median', Zero: 'zero', Keep: 'keep' } as const;

const toColumn = ({ name, kind, note, missing, distinct, examples }: Profile) => ({
  Name: name,
  Kind: KINDS[kind],
  ...(note === undefined ? {} : { Note: note }),
  Missing: missing,
  Distinct: distinct,
  Examples: [...examples],
});

const toPlan = (input: PreparePlan): Plan => ({
  target: input.Target,
  task: TASKS[input.Task],
  ...(input.PositiveClass === undefined ? {} : { positiveClass: input.PositiveClass }),
  drop: input.Drop,
  encoding: ENCODINGS[input.Encoding],
  ...(input.Dates === undefined ? {} : { dates: DATES[input.Dates] }),
  missing: MISSING[input.Missing],
  validationFraction: input.ValidationFraction,
  seed: input.Seed,
});
