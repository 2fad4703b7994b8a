import fc from 'fast-check';
import { TrainingInstanceType } from '../../../../api/instance-types.ts';
import { catalog } from '../../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../../training/catalog/types.ts';
import { presetRow } from '../algorithms.ts';
import { newDefinition } from '../defaults.ts';
import { fromOptionalSeconds, fromSeconds } from '../duration.ts';
import type { CreateForm, DefinitionForm, HyperparameterRow } from '../form.ts';
import { problems } from '../problems.ts';
import { blankAutotune } from '../slices/autotune.ts';
import { blankChannel, type Channel } from '../slices/channel.ts';
import { blankHyperband } from '../slices/hyperband.ts';
import { blankWarmStart } from '../slices/warm-start.ts';
import { blankResources, type Resources } from '../slices/resources.ts';

const anyName = fc.stringMatching(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,12}$/);
const name = (max: number) => anyName.map((text) => text.slice(0, max).replace(/-$/, ''));
const fileSystemId = fc.stringMatching(/^fs-[0-9a-f]{8,12}$/);
const uri = fc.stringMatching(/^s3:\/\/[a-z0-9]{3,10}\/[a-z0-9/]{0,20}$/);
const maybe = (some: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), some);
const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const seconds = (min: number, max: number) => fc.integer({ min, max }).map(fromSeconds);
const maybeSeconds = (min: number, max: number) =>
  fc.oneof(fc.constant(fromOptionalSeconds(undefined)), seconds(min, max));
const instanceType = fc.constantFrom(...TrainingInstanceType.options);

/** A hyperparameter with its preset: static with a value the catalogue takes, tuned, or in categories. */
function anyRow(
  known: CatalogAlgorithm['hyperparameters'][number],
  grid: boolean,
): fc.Arbitrary<HyperparameterRow> {
  const preset = presetRow(known);
  const { tunable, values, kind, required, min = 0, max = min + 100 } = known;
  const number = fc
    .integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) })
    .map(String);
  const fixed = kind === 'text' ? fc.constant('64') : values ? fc.constantFrom(...values) : number;
  const asStatic = (required ? fixed : maybe(fixed)).map((value) => ({ ...preset, value }));
  if (!tunable) return asStatic;
  if (!grid) return fc.oneof(asStatic, fc.constant({ ...preset, type: tunable.type }));
  const two = values ?? [String(Math.ceil(min)), String(Math.ceil(min) + 1)];
  if (two.length < 2) return asStatic;
  const inCategories = fc.constant({ ...preset, type: 'Categorical' as const, values: two.slice(0, 2) });
  return fc.oneof({ weight: 3, arbitrary: asStatic }, { weight: 1, arbitrary: inCategories });
}

const anyChannel = (called: string): fc.Arbitrary<Channel> =>
  fc
    .record({
      source: fc.constantFrom('S3', 'FileSystem', 'Dataset'),
      s3: fc.record({
        location: uri,
        dataType: fc.constantFrom('S3Prefix', 'ManifestFile', 'Converse'),
        distribution: fc.constantFrom('FullyReplicated', 'ShardedByS3Key'),
        attributeNames: fc.constantFrom<string[]>([], ['source', 'class']),
        instanceGroups: fc.constantFrom<string[]>([], ['group-1']),
        modelEula: fc.constantFrom('', 'accepted', 'refused'),
        hubContent: maybe(
          fc.constant('arn:aws:sagemaker:us-east-1:123456789012:hub-content/Hub/Model/net/1.0.0'),
        ),
      }),
      fileSystem: fc.record({
        id: fileSystemId,
        type: fc.constantFrom('EFS', 'FSxLustre'),
        access: fc.constantFrom('ro', 'rw'),
        path: fc.constantFrom('/data', '/'),
      }),
      datasetArn: fc.constant('arn:aws:sagemaker:us-east-1:123456789012:hub-content/Hub/DataSet/Rows/1.0.0'),
      rest: fc.record({
        contentType: maybe(fc.constant('text/csv')),
        compression: fc.constantFrom('None', 'Gzip'),
        recordWrapper: fc.constantFrom('None', 'RecordIO'),
        inputMode: fc.constantFrom('', 'File', 'Pipe', 'FastFile'),
        shuffleSeed: maybe(whole(0, 2 ** 40)),
      }),
    })
    // What another source needs is off the screen and starts blank.
    .map(({ source, s3, fileSystem, datasetArn, rest }) => ({
      ...blankChannel(called),
      ...rest,
      source,
      ...(source === 'S3' && s3),
      ...(source === 'FileSystem' && { fileSystem }),
      ...(source === 'Dataset' && { datasetArn }),
    }));

const channels = fc
  .uniqueArray(
    name(10).map((each) => `${each}x`),
    { maxLength: 3 },
  )
  .chain((names) => fc.tuple(...['train', ...names].map(anyChannel)));

const anyResources: fc.Arbitrary<Resources> = fc
  .record({
    kind: fc.constantFrom('one', 'groups', 'alternatives'),
    one: fc.record({ instanceType, instanceCount: whole(1, 20), volumeGb: maybe(whole(1, 500)) }),
    groups: fc.array(fc.record({ name: name(10), type: instanceType, count: whole(1, 4) }), {
      minLength: 1,
      maxLength: 5,
    }),
    alternatives: fc.array(fc.record({ type: instanceType, count: whole(1, 4), volume: whole(1, 90) }), {
      minLength: 1,
      maxLength: 6,
    }),
    volumeKms: maybe(fc.constant('alias/key')),
    prioritized: fc.boolean(),
    apiOnly: fc.record({
      keepAlive: maybe(whole(0, 21_600)),
      trainingPlan: maybe(
        fc.constant('arn:aws:sagemaker:us-east-1:123456789012:training-plan/spring-and-summer'),
      ),
      multipleJobs: fc.constantFrom('', 'yes', 'no'),
      placements: fc.array(fc.record({ server: maybe(name(10)), count: whole(0, 9) }), { maxLength: 2 }),
    }),
    spot: fc.boolean(),
    maxDuration: seconds(1, 2_419_200),
    maxPending: maybeSeconds(7200, 2_419_200),
  })
  .map(({ kind, one, groups, alternatives, prioritized, apiOnly, ...rest }) => {
    const inOrder = prioritized && kind !== 'groups';
    return {
      ...blankResources(''),
      ...rest,
      kind,
      // Without spot training the waiting time is off the screen and starts as long as the duration.
      maxWait: rest.maxDuration,
      prioritized: inOrder,
      // Sent in ResourceConfig, which groups and a single type without order of preference use.
      ...(kind !== 'alternatives' && !inOrder ? apiOnly : {}),
      ...(kind === 'one' ? one : { instanceCount: '', volumeGb: kind === 'groups' ? one.volumeGb : '' }),
      ...(kind === 'groups' && { groups }),
      ...(kind === 'alternatives' && { alternatives }),
    };
  });

const anyDefinition = (index: number, grid: boolean): fc.Arbitrary<DefinitionForm> =>
  fc.constantFrom(...catalog).chain((algorithm) => {
    const start = newDefinition([], algorithm);
    return fc.record({
      algorithm: fc
        .record({
          name: name(40).map((text) => `${text}-${index}`),
          roleArn: fc.constant(start.algorithm.roleArn),
          security: fc.record({
            networkIsolation: fc.boolean(),
            encryptTraffic: fc.boolean(),
            subnets: fc.constantFrom<string[]>(['subnet-1'], ['subnet-1', 'subnet-2']),
            securityGroups: fc.constant(['sg-1']),
          }),
          vpc: fc.boolean(),
          runtime: fc.record({
            environment: fc.uniqueArray(
              fc.record({ key: fc.constantFrom('A', '_b', '__proto__'), value: fc.string({ maxLength: 8 }) }),
              { selector: ({ key }) => key, maxLength: 3 },
            ),
            retries: maybe(whole(1, 30)),
          }),
          inputMode: fc.constantFrom(...algorithm.inputModes),
          objectiveMetric: fc.constantFrom(
            ...algorithm.metrics.filter(({ objective }) => objective).map((metric) => metric.name),
          ),
          objectiveType: fc.constantFrom('Maximize', 'Minimize'),
          hyperparameters: fc.tuple(...algorithm.hyperparameters.map((each) => anyRow(each, grid))),
        })
        .map(({ vpc, security, ...rest }) => ({
          ...start.algorithm,
          ...rest,
          security: vpc ? security : { ...security, subnets: [], securityGroups: [] },
        })),
      data: fc.record({
        channels,
        outputPath: uri,
        outputKms: maybe(fc.constant('alias/key')),
        outputCompression: fc.constantFrom('GZIP', 'NONE'),
        checkpointUri: fc.constant('s3://bucket/checkpoints/'),
        checkpointPath: maybe(fc.constant('/opt/ml/checkpoints/')),
      }),
      resources: anyResources,
    }) as fc.Arbitrary<DefinitionForm>;
  });

type Settings = CreateForm['settings'];

const anyWarmStart: fc.Arbitrary<Settings['warmStart']> = fc.record({
  enabled: fc.constant(true),
  type: fc.constantFrom('IdenticalDataAndAlgorithm', 'TransferLearning'),
  parents: fc.uniqueArray(
    name(32).map((text) => text.toLowerCase()),
    { minLength: 1, maxLength: 5 },
  ),
});

/** Without any range, Autotune is left to choose them, which another flag of the form says. */
const tunes = ({ definitions }: CreateForm) =>
  definitions.some(({ algorithm }) => algorithm.hyperparameters.some(({ type }) => type !== 'Static'));

const anySettings = (strategy: Settings['strategy'], count: number): fc.Arbitrary<Settings> =>
  fc.record({
    name: name(32),
    strategy: fc.constant(strategy),
    hyperband:
      strategy === 'Hyperband'
        ? fc.record({ minResource: maybe(whole(1, 9)), maxResource: whole(10, 20_000) })
        : fc.constant(blankHyperband()),
    // Where it is off whatever was chosen, the choice is not part of the request.
    earlyStopping:
      count > 1 || strategy === 'Hyperband'
        ? fc.constant('Off' as const)
        : fc.constantFrom('Off' as const, 'Auto' as const),
    warmStart:
      count === 1 && (strategy === 'Bayesian' || strategy === 'Random')
        ? fc.oneof(fc.constant(blankWarmStart()), anyWarmStart)
        : fc.constant(blankWarmStart()),
    autotune: fc.constantFrom(blankAutotune(), { enabled: true, earlyStopping: false, ranges: false }),
    tags: fc.uniqueArray(fc.record({ key: name(10), value: maybe(name(10)) }), {
      selector: ({ key }) => key,
      maxLength: 3,
    }),
  });

/** A form without problems: every strategy, one to three definitions, every slice of the request. */
export const anyForm: fc.Arbitrary<CreateForm> = fc
  .tuple(
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom<Settings['strategy'][]>('Bayesian', 'Random', 'Hyperband', 'Grid'),
  )
  .chain(([count, strategy]) =>
    fc.record({
      settings: anySettings(strategy, count),
      definitions: fc.tuple(
        ...Array.from({ length: count }, (_, index) => anyDefinition(index, strategy === 'Grid')),
      ),
      limits: fc.record({
        maxParallel: whole(1, 10),
        // Grid counts for itself.
        maxJobs: strategy === 'Grid' ? fc.constant('') : whole(10, 750),
        maxRuntime: maybeSeconds(120, 15_768_000),
        completion: fc.record({
          target: maybe(fc.double({ min: -1, max: 1, noNaN: true }).map((value) => String(value + 0))),
          notImproving: maybe(whole(3, 50)),
          onConvergence: fc.boolean(),
        }),
        seed: maybe(whole(0, 2 ** 31 - 1)),
      }),
    }),
  )
  .filter((form) => tunes(form) && problems(form).length === 0);
