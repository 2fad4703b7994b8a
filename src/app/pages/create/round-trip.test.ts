import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../../../api/testing/arbitrary-request.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { catalog } from '../../../training/catalog/index.ts';
import { withResource } from './algorithm-sources.ts';
import { newDefinition, newForm } from './defaults.ts';
import { CreateForm } from './form.ts';
import { fromRequest } from './from-request.ts';
import { problems } from './problems.ts';
import { canLearn, SAMPLE_DATASETS, startingData, startingDefinition, withData } from './sample-data.ts';
import { blankAutotune } from './slices/autotune.ts';
import { anyForm } from './testing/any-form.ts';
import { canonical } from './testing/canonical.ts';
import { has, requestMembers } from './testing/members.ts';
import { toRequest } from './to-request.ts';

const parse = (form: CreateForm) => CreateHyperParameterTuningJobRequest.parse(toRequest(form));

test('a valid form comes back from its request as it was', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      expect(fromRequest(parse(form))).toEqual(form);
    }),
    { numRuns: 150 },
  );
});

test('the generated forms cover every algorithm, every strategy, both forms of the request and all that it can hold', () => {
  const forms = fc.sample(anyForm, { numRuns: 150, seed: 7 });
  // An algorithm resource and values to search around have tests of their own.
  const apart = [1, 2].map((count): CreateForm => {
    const resource = withResource(startingDefinition([]), 'resource');
    const autoParameters = [{ name: 'max_depth', hint: '4' }];
    const definition = {
      ...resource,
      algorithm: { ...resource.algorithm, resource: 'mine', autoParameters },
    };
    const form = { ...newForm('job'), definitions: Array.from({ length: count }, () => definition) };
    return { ...form, settings: { ...form.settings, autotune: { ...blankAutotune(), enabled: true } } };
  });
  const requests = [...forms, ...apart].map(toRequest);
  const never = requestMembers()
    // With a single definition these belong to the tuning job's configuration (V2).
    .filter(
      ([head, part]) =>
        head !== 'TrainingJobDefinition' ||
        !['TuningObjective', 'HyperParameterRanges'].includes(String(part)),
    )
    .filter((path) => !requests.some((request) => has(request, path)));
  expect(never.map((path) => path.join('.'))).toEqual([]);
  const images = new Set(
    forms.flatMap(({ definitions }) => definitions.map(({ algorithm }) => algorithm.image)),
  );
  expect(images).toEqual(new Set(catalog.map(({ image }) => image)));
  expect(new Set(forms.map(({ settings }) => settings.strategy)).size).toBe(4);
  expect(new Set(forms.map(({ definitions }) => definitions.length > 1))).toEqual(new Set([true, false]));
});

test('any valid request comes back from the form as it was, but for how defaults are spelled', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      const again = CreateHyperParameterTuningJobRequest.parse(toRequest(fromRequest(request)));
      expect(canonical(again)).toEqual(canonical(request));
    }),
    { numRuns: 300 },
  );
});

test.each(catalog.filter(startingData))('a new definition of $name is complete as it is', (algorithm) => {
  const data = startingData(algorithm);
  if (!data) throw new Error('No sample data suit it.');
  const definition = withData(newDefinition([], algorithm), data);
  const form = { ...newForm('tuning-job-1121-1'), definitions: [definition] };
  expect(problems(form)).toEqual([]);
  expect(parse(form).TrainingJobDefinition?.AlgorithmSpecification.TrainingImage).toBe(algorithm.image);
  expect(CreateForm.parse(form)).toEqual(form);
});

test.each(catalog)('every sample dataset that $name can learn from leaves no problem', (algorithm) => {
  for (const data of SAMPLE_DATASETS.filter((each) => canLearn(algorithm.image, each))) {
    const definition = withData(newDefinition([], algorithm), data);
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
