import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TrainingInstanceType } from '../../../api/instance-types.ts';
import { arbitraryRequest } from '../../../api/testing/arbitrary-request.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { catalog } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { presetRow } from './algorithms.ts';
import { newDefinition, newForm } from './defaults.ts';
import { CreateForm, type DefinitionForm, type HyperparameterRow } from './form.ts';
import { fromRequest } from './from-request.ts';
import { problems } from './problems.ts';
import { canLearn, SAMPLE_DATASETS, startingData, withSampleData } from './sample-data.ts';
import { fromSeconds } from './text.ts';
import { toRequest } from './to-request.ts';

const parse = (form: CreateForm) => CreateHyperParameterTuningJobRequest.parse(toRequest(form));

const name = (max: number) =>
  fc.stringMatching(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,12}$/).map((text) => text.slice(0, max).replace(/-$/, ''));
const uri = fc.stringMatching(/^s3:\/\/[a-z0-9]{3,10}\/[a-z0-9/]{0,20}$/);
const maybe = (some: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), some);
const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const duration = fc.integer({ min: 1, max: 2_419_200 }).map(fromSeconds);

/** A hyperparameter with its preset, static with a value the catalogue takes, or tuned within narrower ends. */
function anyRow(algorithm: CatalogAlgorithm['hyperparameters'][number]): fc.Arbitrary<HyperparameterRow> {
  const preset = presetRow(algorithm);
  const { tunable, values, kind, required, min = 0, max = min + 100 } = algorithm;
  const fixed =
    kind === 'text'
      ? fc.constant('64')
      : values
        ? fc.constantFrom(...values)
        : fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) }).map(String);
  const asStatic = (required ? fixed : maybe(fixed)).map((value) => ({ ...preset, value }));
  if (!tunable) return asStatic;
  return fc.oneof(asStatic, fc.constant({ ...preset, type: tunable.type }));
}

function anyDefinition(index: number): fc.Arbitrary<DefinitionForm> {
  return fc.constantFrom(...catalog).chain((algorithm) => {
    const start = newDefinition([], algorithm);
    return fc.record({
      algorithm: fc.record({
        name: name(40).map((text) => `${text}-${index}`),
        roleArn: fc.constant(start.algorithm.roleArn),
        networkIsolation: fc.boolean(),
        image: fc.constant(algorithm.image),
        inputMode: fc.constantFrom(...algorithm.inputModes),
        metrics: fc.constant(start.algorithm.metrics),
        objectiveMetric: fc.constantFrom(
          ...algorithm.metrics.filter(({ objective }) => objective).map((metric) => metric.name),
        ),
        objectiveType: fc.constantFrom('Maximize', 'Minimize'),
        hyperparameters: fc.tuple(...algorithm.hyperparameters.map(anyRow)),
      }),
      data: fc.record({
        channels: fc
          .uniqueArray(
            name(10).map((each) => `${each}x`),
            { maxLength: 3 },
          )
          .map((names) => ['train', ...names])
          .chain((names) =>
            fc.tuple(
              ...names.map((each) =>
                fc.record({
                  name: fc.constant(each),
                  location: uri,
                  contentType: maybe(fc.constant('text/csv')),
                  compression: fc.constantFrom('None', 'Gzip'),
                  recordWrapper: fc.constantFrom('None', 'RecordIO'),
                  dataType: fc.constantFrom('S3Prefix', 'ManifestFile'),
                  distribution: fc.constantFrom('FullyReplicated', 'ShardedByS3Key'),
                  inputMode: fc.constantFrom('', 'File', 'Pipe', 'FastFile'),
                  kept: fc.constantFrom({}, { ShuffleConfig: { Seed: 3 } }),
                  keptSource: fc.constant({}),
                }),
              ),
            ),
          ),
        outputPath: uri,
        outputKms: maybe(fc.constant('alias/key')),
        checkpointUri: fc.constant('s3://bucket/checkpoints/'),
        checkpointPath: maybe(fc.constant('/opt/ml/checkpoints/')),
        keptOutput: fc.constantFrom({}, { CompressionType: 'NONE' }),
      }),
      resources: fc
        .record({
          instanceType: fc.constantFrom(...TrainingInstanceType.options),
          instanceCount: whole(1, 20),
          volumeGb: whole(1, 500),
          volumeKms: maybe(fc.constant('alias/key')),
          spot: fc.boolean(),
          maxDuration: duration,
          keptResources: fc.constant({}),
          keptStopping: fc.constant({}),
        })
        // Without spot training the waiting time is off the screen and starts as long as the duration.
        .map((resources) => ({ ...resources, maxWait: resources.maxDuration })),
      kept: fc.constantFrom({}, { Environment: { A: 'b' } }),
    });
  }) as fc.Arbitrary<DefinitionForm>;
}

const anyForm: fc.Arbitrary<CreateForm> = fc
  .integer({ min: 1, max: 3 })
  .chain((count) =>
    fc.record({
      settings: fc.record({
        name: name(32),
        strategy: fc.constant('Random' as const),
        earlyStopping:
          count > 1 ? fc.constant('Off' as const) : fc.constantFrom('Off' as const, 'Auto' as const),
        tags: fc.uniqueArray(fc.record({ key: name(10), value: maybe(name(10)) }), {
          selector: ({ key }) => key,
          maxLength: 3,
        }),
        kept: fc.constant({}),
        keptConfig: fc.constant({}),
      }),
      definitions: fc.tuple(...Array.from({ length: count }, (_, index) => anyDefinition(index))),
      limits: fc.record({
        maxParallel: whole(1, 10),
        maxJobs: whole(10, 750),
        maxRuntime: fc.oneof(
          fc.constant({ value: '', unit: 'hours' as const }),
          fc.integer({ min: 120, max: 15_768_000 }).map(fromSeconds),
        ),
        seed: maybe(whole(0, 2 ** 31 - 1)),
      }),
    }),
  )
  .filter((form) => problems(form).length === 0);

test('a valid form comes back from its request as it was', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      expect(fromRequest(parse(form))).toEqual(form);
    }),
    { numRuns: 150 },
  );
});

test('the generated forms cover every algorithm, both forms of the request and tuned hyperparameters', () => {
  const forms = fc.sample(anyForm, { numRuns: 60, seed: 7 });
  const images = new Set(
    forms.flatMap(({ definitions }) => definitions.map(({ algorithm }) => algorithm.image)),
  );
  expect(images).toEqual(new Set(catalog.map(({ image }) => image)));
  expect(new Set(forms.map(({ definitions }) => definitions.length > 1))).toEqual(new Set([true, false]));
});

test('taking over any request settles at once: the second time through changes nothing', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      const once = toRequest(fromRequest(request));
      const again = CreateHyperParameterTuningJobRequest.safeParse(once);
      // What the wizard has no field for (an algorithm resource, a file system) may be lost, and the rest not valid alone.
      fc.pre(again.success);
      expect(toRequest(fromRequest(again.data))).toEqual(once);
    }),
    { numRuns: 200 },
  );
});

test.each(catalog)('a new definition of $name is complete as it is', (algorithm) => {
  const data = startingData(algorithm);
  if (!data) throw new Error('No sample data suit it.');
  const definition = withSampleData(newDefinition([], algorithm), data);
  const form = { ...newForm('tuning-job-1121-1'), definitions: [definition] };
  expect(problems(form)).toEqual([]);
  expect(parse(form).TrainingJobDefinition?.AlgorithmSpecification.TrainingImage).toBe(algorithm.image);
  expect(CreateForm.parse(form)).toEqual(form);
});

test.each(catalog)('every sample dataset that $name can learn from leaves no problem', (algorithm) => {
  for (const data of SAMPLE_DATASETS.filter((each) => canLearn(algorithm.image, each))) {
    const definition = withSampleData(newDefinition([], algorithm), data);
    expect(problems({ ...newForm('job'), definitions: [definition] })).toEqual([]);
  }
});

test('early stopping is sent as Off with two definitions, and the choice counts again with one', () => {
  const [first] = catalog;
  if (!first) throw new Error('empty catalogue');
  const base = newForm('job');
  const one = { ...base, settings: { ...base.settings, earlyStopping: 'Auto' as const } };
  const sent = (count: number) =>
    toRequest({
      ...one,
      definitions: Array.from({ length: count }, (_, i) =>
        newDefinition([`TrainingJobDefinition-${i}`], first),
      ),
    }).HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType;
  expect([sent(1), sent(2)]).toEqual(['Auto', 'Off']);
});
