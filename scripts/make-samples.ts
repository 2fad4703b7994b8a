/**
 * Writes the bundled datasets: `npx tsx scripts/make-samples.ts <folder of raw CSV files>`. The raw files pass
 * through the same `prepare` as a user's own. Running it again gives the same files.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type BundledDataset, etag, type Manifest, SAMPLES_BUCKET } from '../src/backend/objects.ts';
import { countRows, parseTable } from '../src/training/csv.ts';
import { moonsChannels, moonsColumns } from '../src/training/moons.ts';
import { type Plan, prepare } from '../src/training/prepare.ts';

type Source = Pick<BundledDataset, 'name' | 'title' | 'description' | 'attribution' | 'licence'> &
  Pick<Plan, 'target' | 'task'> & { readonly rawFile: string; readonly positiveClass?: string };

const SEED = 0;
const MODELDATA = 'from the R package modeldata 1.1.0';

/** Attribution and licence of every raw file; a validation part of a quarter, one-hot categories, medians for gaps. */
const sources: readonly Source[] = [
  {
    name: 'churn',
    title: 'Customer churn of a telecom company',
    description:
      'Which of 5,000 customers leave, from their plan, their use of the phone and their calls to customer service. About one in seven leaves. The data is artificial, made to resemble real claims.',
    attribution: `MLC++ churn data, ${MODELDATA}.`,
    licence: 'MIT',
    rawFile: 'mlc_churn.csv',
    target: 'churn',
    task: 'binary',
    positiveClass: 'yes',
  },
  {
    name: 'credit',
    title: 'Credit scoring',
    description:
      'Which of 4,454 loans turn bad, from the applicant and the loan. 28 % do. Gaps in income, assets and debt were filled with the median of the training part.',
    attribution: `Credit scoring data (Baesens, Gestión), ${MODELDATA}.`,
    licence: 'MIT',
    rawFile: 'credit_data.csv',
    target: 'Status',
    task: 'binary',
    positiveClass: 'bad',
  },
  {
    name: 'concrete',
    title: 'Strength of concrete',
    description:
      'Compressive strength in MPa of 1,030 samples of concrete, from what is in them and their age in days.',
    attribution: `I-Cheng Yeh (1998), UCI Machine Learning Repository 165, ${MODELDATA}.`,
    licence: 'CC BY 4.0 (UCI), MIT (package)',
    rawFile: 'concrete.csv',
    target: 'compressive_strength',
    task: 'regression',
  },
  {
    name: 'hpc',
    title: 'Run times on a computing cluster',
    description:
      'How long 4,331 jobs ran, in four classes: very fast (VF), fast (F), moderate (M) and long (L), from their protocol, size and time of submission.',
    attribution: `Kuhn and Johnson (2013), Applied Predictive Modeling, ${MODELDATA}.`,
    licence: 'MIT',
    rawFile: 'hpc_data.csv',
    target: 'class',
    task: 'multiclass',
  },
  {
    name: 'digits',
    title: 'Handwritten digits',
    description: 'Which digit 1,797 images of 8 × 8 pixels show; 17 levels of grey.',
    attribution:
      'E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository 80, from scikit-learn 1.2.1.',
    licence: 'CC BY 4.0 (UCI), BSD-3-Clause (scikit-learn)',
    rawFile: 'digits_8x8.csv',
    target: 'label',
    task: 'multiclass',
  },
];

const [rawFolder] = process.argv.slice(2);
if (rawFolder === undefined) throw new Error('Name the folder that holds the raw CSV files.');
const dataFolder = join(import.meta.dirname, '../public/data');
rmSync(join(dataFolder, SAMPLES_BUCKET), { recursive: true, force: true });

function write(dataset: string, channel: 'train' | 'validation', body: string, kind = 'csv') {
  const path = `${SAMPLES_BUCKET}/${dataset}/${channel}/${dataset}-${channel}.${kind}`;
  const file = join(dataFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
  const size = Buffer.byteLength(body);
  return { uri: `s3://${path}`, path, size, rows: countRows(body), etag: etag(body) };
}

const datasets = sources.map(({ positiveClass, ...source }): BundledDataset => {
  const { train, validation, columns, classes } = prepare(
    parseTable(readFileSync(join(rawFolder, source.rawFile), 'utf8')),
    {
      target: source.target,
      task: source.task,
      ...(positiveClass === undefined ? {} : { positiveClass }),
      drop: [],
      encoding: 'one-hot',
      missing: 'median',
      validationFraction: 0.25,
      seed: SEED,
    },
  );
  const objects = [write(source.name, 'train', train), write(source.name, 'validation', validation)];
  return { ...source, classes, columns, seed: SEED, objects };
});

/** The generated ones: few and noisy points, most of them for validation, so that a network over-fits visibly. */
function moonsDataset(name: string, title: string, seed: number, more = ''): BundledDataset {
  const { train, validation } = moonsChannels({ points: 100, noise: 0.2, seed, trainRows: 30 });
  const objects = [write(name, 'train', train), write(name, 'validation', validation)];
  return {
    name,
    title,
    description: `Which of two interleaved half circles 100 noisy points belong to; 30 to train on, 70 for validation. No line tells them apart, and a network trained for long learns the noise.${more}`,
    attribution: 'Generated.',
    licence: 'none needed',
    task: 'binary',
    target: 'moon',
    classes: ['0', '1'],
    columns: [...moonsColumns],
    seed,
    objects,
  };
}

/** Grey pictures of 28 × 28 values, 16 levels, in the text form of training/images.ts; the raw file is in random order. */
function fashionDataset(): BundledDataset {
  const rawFile = 'fashion_3000_28x28.bin.gz';
  const bytes = gunzipSync(readFileSync(join(rawFolder ?? '', rawFile)));
  const size = 1 + 28 * 28;
  const images = Array.from({ length: bytes.length / size }, (_, i) => {
    const [label = 0, ...pixels] = bytes.subarray(i * size, (i + 1) * size);
    // 0, 17, 34 … 255 become 0 … f.
    return `${label},${pixels.map((pixel) => Math.round(pixel / 17).toString(16)).join('')}\n`;
  });
  const file = (part: readonly string[]) => `images,1x28x28,16\n${part.join('')}`;
  const held = images.length / 4;
  const channels = { train: images.slice(held), validation: images.slice(0, held) };
  return {
    name: 'fashion',
    title: 'Pictures of clothes',
    description:
      'Which of ten kinds of clothes 3,000 grey images of 28 × 28 pixels show. A random part of the training images, brightness reduced to 16 levels.',
    attribution: 'Fashion-MNIST, Zalando SE (2017), from the Debian package dataset-fashion-mnist.',
    licence: 'MIT',
    task: 'multiclass',
    target: 'label',
    classes: ['T-shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Boot'],
    columns: ['label', 'pixels'],
    rawFile,
    seed: SEED,
    objects: [
      { ...write('fashion', 'train', file(channels.train), 'txt'), rows: channels.train.length },
      { ...write('fashion', 'validation', file(channels.validation), 'txt'), rows: held },
    ],
  };
}

const manifest: Manifest = {
  datasets: [
    ...datasets,
    moonsDataset('moons', 'Two moons', 1),
    moonsDataset(
      'moons-tutorial',
      'Two moons of the Keras tutorial',
      2,
      ' Of other points: the validation loss of a network rests on the way down, so that impatient early stopping ends too soon.',
    ),
    fashionDataset(),
  ],
};
writeFileSync(join(dataFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
for (const { name, columns, objects } of manifest.datasets) {
  const size = objects.reduce((sum, object) => sum + object.size, 0);
  process.stdout.write(
    `${name}: ${columns.length} columns, ${objects.map(({ rows }) => rows).join('/')} rows, ${size} bytes\n`,
  );
}
