import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Pace } from '../api/local.ts';
import { memoryPersistence } from '../backend/db.ts';
import { createPool } from '../backend/pool.ts';
import { createService } from '../backend/service.ts';
import { toFailure } from '../lib/rpc.ts';
import { bundledOnDisk } from './bundled.ts';
import { threads } from './headless.ts';

/**
 * Runs one CreateHyperParameterTuningJob request without a browser, with real training: a JSON line an event, last the
 * Describe response. No line holds a wall-clock value, so two runs of a request are equal byte for byte.
 */
const USAGE = `npm run -s tune -- request.json [--pace 1x|60x|600x|max] [--workers n] [--object s3://bucket/key=file]…`;

/** The moment every headless job is created at: the first day whose jobs SageMaker accepts as warm-start parents. */
const CREATED_AT = Date.UTC(2018, 9, 1);

const PACES: Readonly<Record<string, Pace>> = { '1x': '1x', '60x': '60x', '600x': '600x', max: 'Max' };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pace: { type: 'string', default: 'max' },
      workers: { type: 'string', default: String(availableParallelism()) },
      object: { type: 'string', multiple: true, default: [] },
    },
  });
  const [file] = positionals;
  const pace = PACES[values.pace];
  const workers = Number(values.workers);
  if (file === undefined || positionals.length > 1 || !pace || !Number.isInteger(workers) || workers < 1)
    throw new Error(USAGE);

  const request: unknown = JSON.parse(await readFile(file, 'utf8'));
  const { spawn, close } = threads();
  try {
    // The pace is held against a real clock, but starts at a fixed moment: nothing printed depends on today.
    const from = performance.now();
    const service = await createService({
      persistence: memoryPersistence(),
      bundled: bundledOnDisk,
      pool: createPool(workers, spawn),
      wall: {
        now: () => CREATED_AT + (performance.now() - from),
        setTimeout: (run, ms) => setTimeout(run, ms),
      },
      createdAt: CREATED_AT,
      pace,
      push: () => {},
      onEvent: (_, event) => print(event),
    });
    for (const addition of values.object) {
      const at = addition.indexOf('=');
      if (at < 0) throw new Error(`--object takes s3://bucket/key=file, not ${addition}`);
      await service.call('PutObject', {
        S3Uri: addition.slice(0, at),
        Body: await readFile(addition.slice(at + 1), 'utf8'),
      });
    }
    await service.call('CreateHyperParameterTuningJob', request);
    await service.idle();
    const { HyperParameterTuningJobName } = request as { HyperParameterTuningJobName: string };
    print(await service.call('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName }));
  } finally {
    await close();
  }
}

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  await main();
} catch (thrown) {
  const { code, message, path } = toFailure(thrown);
  process.stderr.write(`${code}${path ? ` at ${path.join('.')}` : ''}: ${message}\n`);
  process.exitCode = 1;
}
