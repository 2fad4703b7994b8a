import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toFailure } from '../lib/rpc.ts';
import { catalog } from '../training/catalog/index.ts';
import { learners } from '../training/algorithms/index.ts';
import { readCsv } from '../training/datasets.ts';
import { train } from '../training/train.ts';
import { AlgorithmError, type AlgorithmId, type Dataset } from '../training/types.ts';
import { type LabelPlan, prepareFiles } from './label.ts';

/**
 * Trains one configuration of one learner on files, without a tuning job: a JSON line of metrics an epoch on stdout,
 * the container's log on stderr when asked for, the model in a file. Metrics that are not finite are printed as null.
 */
const USAGE = `npm run -s train -- --algorithm ${Object.keys(learners).join('|')} --train a.csv [--validation b.csv] [--test c.csv]
  [--set name=value]… [--seed n] [--out file] [--log]
  [--label column [--task binary|multiclass|regression] [--positive class] [--drop column]… [--missing median|zero|keep] [--encoding one-hot|ordinal]
   [--dates epoch-days|parts]]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: withNegatives(process.argv.slice(2)),
    options: {
      algorithm: { type: 'string' },
      train: { type: 'string' },
      validation: { type: 'string' },
      test: { type: 'string' },
      set: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '0' },
      out: { type: 'string' },
      log: { type: 'boolean', default: false },
      label: { type: 'string' },
      task: { type: 'string' },
      positive: { type: 'string' },
      drop: { type: 'string', multiple: true, default: [] },
      missing: { type: 'string' },
      encoding: { type: 'string' },
      dates: { type: 'string' },
    },
  });
  const algorithm = Object.keys(learners).find((id): id is AlgorithmId => id === values.algorithm);
  const seed = Number(values.seed);
  if (algorithm === undefined || values.train === undefined) throw new Error(USAGE);
  if (!/^\d+$/.test(values.seed) || !Number.isSafeInteger(seed))
    throw new Error(`--seed is a whole number from 0, not ${values.seed}.`);

  const paths: Record<string, string> = { train: values.train };
  if (values.validation !== undefined) paths.validation = values.validation;
  if (values.test !== undefined) paths.test = values.test;
  // Some algorithms call the rows they are judged by `test` and know no other.
  const known = catalog.find(({ id }) => id === algorithm)?.channels.map(({ name }) => name) ?? [];
  if (paths.validation !== undefined && !known.includes('validation')) {
    paths.test ??= paths.validation;
    delete paths.validation;
  }
  let texts: Record<string, string> = {};
  for (const [channel, path] of Object.entries(paths)) texts[channel] = await textOf(`--${channel}`, path);
  if (values.label !== undefined) {
    const plan: LabelPlan = {
      label: values.label,
      task: values.task,
      positive: values.positive,
      drop: values.drop,
      // Trees have a place for what is missing; the others need a number in every cell.
      missing: values.missing ?? (algorithm === 'xgboost' ? 'keep' : 'median'),
      encoding: values.encoding ?? 'one-hot',
      ...(values.dates === undefined ? {} : { dates: values.dates }),
      seed,
    };
    texts = prepareFiles(texts, plan);
    if (texts.validation !== undefined && !known.includes('validation')) {
      texts = { train: texts.train ?? '', test: texts.validation };
    }
  }
  const channels: Record<string, Dataset> = {};
  for (const [channel, text] of Object.entries(texts)) {
    const uri = `file://${basename(paths[channel] ?? values.train)}`;
    channels[channel] = readCsv([{ uri, text }], { channel, uri });
  }

  const { train: data } = channels;
  const hyperparameters = { ...fromData(algorithm, data), ...settings(values.set) };
  const epochs = train({ algorithm, hyperparameters, channels, seed });
  for (;;) {
    const { done, value } = epochs.next();
    if (done) {
      const out = values.out ?? value.artifact.name;
      await writeFile(fromCaller(out), value.artifact.text);
      process.stderr.write(`The model is in ${out}\n`);
      return;
    }
    process.stdout.write(`${JSON.stringify({ epoch: value.epoch, ...value.metrics })}\n`);
    if (values.log) process.stderr.write(`${value.log}\n`);
  }
}

/** A number below 0 after an option is that option's value, to be judged as such, and no option itself. */
const withNegatives = (args: readonly string[]): string[] =>
  args.flatMap((arg, i) => {
    if (/^-\d/.test(arg) && args[i - 1]?.startsWith('--')) return [];
    return /^-\d/.test(args[i + 1] ?? '') && arg.startsWith('--') ? [`${arg}=${args[i + 1]}`] : [arg];
  });

/** The text of a file that an option names. @throws in a sentence that names both when it cannot be read */
async function textOf(option: string, path: string): Promise<string> {
  try {
    return await readFile(fromCaller(path), 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    const why =
      code === 'ENOENT'
        ? 'There is no file'
        : code === 'EISDIR'
          ? 'A folder, not a file, is'
          : 'Nobody can read';
    throw new Error(`${why} ${path}, which ${option} names.`, { cause: thrown });
  }
}

/** npm runs scripts from the project's folder; paths are meant from where npm was called. */
const fromCaller = (path: string) => resolve(process.env['INIT_CWD'] ?? '.', path);

/** Hyperparameters that only say how large the data is. */
function fromData(algorithm: AlgorithmId, data: Dataset | undefined): Record<string, string> {
  const required = catalog
    .find(({ id }) => id === algorithm)
    ?.hyperparameters.filter((each) => each.required)
    .map(({ name }) => name);
  const sizes = { feature_dim: data?.columns, num_training_samples: data?.rows };
  return Object.fromEntries(
    Object.entries(sizes)
      .filter(([name, size]) => required?.includes(name) && size !== undefined)
      .map(([name, size]) => [name, String(size)]),
  );
}

function settings(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new Error(`--set takes name=value, not ${text}`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

try {
  await main();
} catch (thrown) {
  const message = thrown instanceof AlgorithmError ? thrown.message : toFailure(thrown).message;
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
