import { expect, test } from 'vitest';
import { algorithms } from '../../../training/catalog/index.ts';
import { sourceOf, standInOf, withAlgorithm, withResource, withStandIn } from './algorithm-sources.ts';
import { newForm } from './defaults.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';

const wrong = (definition: ReturnType<typeof startingDefinition>) =>
  problems({ ...newForm('job'), definitions: [definition] });

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
