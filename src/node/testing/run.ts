import type { TuningJobEvent } from '../../api/local.ts';
import type { Input, OperationName, Output } from '../../api/operations.ts';
import { bundledOnDisk } from '../bundled.ts';
import { memoryPersistence } from '../../backend/db.ts';
import { createPool, type WorkerPort } from '../../backend/pool.ts';
import { createService, type Service, type ServiceDeps } from '../../backend/service.ts';
import { inProcess } from '../../backend/testing/in-process.ts';

const wall = { now: () => Date.now(), setTimeout: (run: () => void, ms: number) => setTimeout(run, ms) };

export type RunOptions = Partial<ServiceDeps> & { workers?: number; spawn?: () => WorkerPort };

export interface Run {
  readonly service: Service;
  /** Every event as it was logged. */
  readonly events: TuningJobEvent[];
}

/** A service in this very thread, with a database in memory and the bundled objects, at full pace. */
export async function open({ workers = 2, spawn = inProcess(), ...deps }: RunOptions = {}): Promise<Run> {
  const events: TuningJobEvent[] = [];
  const service = await createService({
    persistence: memoryPersistence(),
    bundled: bundledOnDisk,
    pool: createPool(workers, spawn),
    wall,
    createdAt: 0,
    pace: 'Max',
    push: () => {},
    onEvent: (_, event) => events.push(event),
    ...deps,
  });
  return { service, events };
}

/** Runs a request to its end. */
export async function runToEnd(request: object, options: RunOptions = {}): Promise<Run> {
  const run = await open(options);
  await run.service.call('CreateHyperParameterTuningJob', request);
  await run.service.idle();
  return run;
}

/** Calls an operation with the type of its answer. */
export const ask = async <O extends OperationName>(
  { service }: Pick<Run, 'service'>,
  operation: O,
  input: Input<O>,
): Promise<Output<O>> => (await service.call(operation, input)) as Output<O>;
