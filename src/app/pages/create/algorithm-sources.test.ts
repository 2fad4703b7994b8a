import { expect, test } from 'vitest';
import { algorithms } from '../../../training/catalog/index.ts';
import {
  builtInGroups,
  sourceOf,
  standInOf,
  withAlgorithm,
  withResource,
  withStandIn,
} from './algorithm-sources.ts';
import { newForm } from './defaults.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';

const wrong = (definition: ReturnType<typeof startingDefinition>) =>
  problems({ ...newForm('job'), definitions: [definition] });

test('the picker names each of SageMaker’s built-in algorithms, and why two cannot be chosen', () => {
  const [trained, simulated, others] = builtInGroups().map(({ options }) => options);
  const disabled = others?.map((option) => ({ ...option }));
  expect(disabled).toMatchObject([
    { label: 'Principal Component Analysis (PCA)', disabled: true },
    { label: 'AutoGluon-Tabular', disabled: true },
  ]);
  for (const option of others ?? []) {
    expect(option.description).toContain('Automatic model tuning does not take it');
    expect(algorithms.map(({ name }) => name)).not.toContain(option.label);
  }
  const all = [trained, simulated, others].flatMap((options) => options?.map(({ label }) => label) ?? []);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(24);
});

test.each(algorithms)(
  'choosing $name leaves nothing wrong but required values the documents give no default for',
  (algorithm) => {
    const definition = withAlgorithm(startingDefinition([]), algorithm);
    expect(sourceOf(definition.algorithm)).toBe(algorithm.source);
    const required = new Set(
      algorithm.hyperparameters
        .filter((each) => each.required && each.default === undefined)
        .map(({ name }) => name),
    );
    const unexpected = wrong(definition).filter(({ path }) => {
      const row = /hyperparameters\.(\d+)\.value$/.exec(path)?.[1];
      return (
        row === undefined || !required.has(definition.algorithm.hyperparameters[Number(row)]?.name ?? '')
      );
    });
    expect(unexpected).toEqual([]);
  },
);

test('an algorithm of Marketplace runs isolated and brings its metrics; what was entered stays', () => {
  const before = startingDefinition([]);
  const { algorithm, data } = withResource(before, 'marketplace');
  expect(algorithm).toMatchObject({ source: 'marketplace', image: '', metrics: [] });
  expect(algorithm.security.networkIsolation).toBe(true);
  expect(data).toEqual(before.data);
  const tuned = (rows: typeof algorithm.hyperparameters) => rows.filter(({ type }) => type !== 'Static');
  expect(tuned(algorithm.hyperparameters)).toEqual(tuned(before.algorithm.hyperparameters));
});

test('the problem that runs in place of an algorithm is one variable among others, and goes with the algorithm', () => {
  const definition = withResource(startingDefinition([]), 'resource');
  const { runtime } = definition.algorithm;
  runtime.environment = withStandIn([{ key: 'LOG_LEVEL', value: 'info' }], 'caltech-256');
  expect(standInOf(definition.algorithm)?.id).toBe('caltech-256');
  const other = withStandIn(runtime.environment, 'seq2seq');
  expect(other.map(({ value }) => value)).toEqual(['info', 'seq2seq']);
  expect(withStandIn(other, '')).toEqual([{ key: 'LOG_LEVEL', value: 'info' }]);
  const [xgboost] = algorithms;
  if (!xgboost) throw new Error('There is no algorithm.');
  expect(withAlgorithm(definition, xgboost).algorithm.runtime.environment).toEqual([
    { key: 'LOG_LEVEL', value: 'info' },
  ]);
});
