import { algorithmOf, algorithms, catalog, NOT_TUNABLE } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { type StandIn, standInOf as known, SURROGATE_VARIABLE } from '../../../training/catalog/stand-ins.ts';
import { algorithmPreset, newDefinition } from './defaults.ts';
import type { AlgorithmForm, DefinitionForm } from './form.ts';
import { sampleDataOf, startingData, withRequiredChannels, withData } from './sample-data.ts';

/** The four kinds of algorithm source on screen; the first two are both a container image in the request. */
export type Source = 'built-in' | 'own' | 'resource' | 'marketplace';

export const SOURCES: readonly {
  readonly value: Source;
  readonly label: string;
  readonly description: string;
}[] = [
  {
    value: 'built-in',
    label: 'Amazon SageMaker built-in algorithm',
    description: 'Container, metrics and recommended ranges are given.',
  },
  {
    value: 'own',
    label: 'Your own algorithm container in ECR',
    description: 'An image or training script of yours, with metrics found in its log.',
  },
  {
    value: 'resource',
    label: 'Your own algorithm resource',
    description: 'Exists in an AWS account only. Here a simulated problem can run in its place.',
  },
  {
    value: 'marketplace',
    label: 'AWS Marketplace subscription',
    description: 'Exists in an AWS account only. Here a simulated problem can run in its place.',
  },
];

export const sourceOf = ({ source, image }: Pick<AlgorithmForm, 'source' | 'image'>): Source =>
  source === 'image' ? (algorithmOf(image)?.source ?? 'own') : source;

type Variables = AlgorithmForm['runtime']['environment'];

const namesStandIn = ({ key }: Variables[number]) => key.trim() === SURROGATE_VARIABLE;

/** The simulated problem that runs in place of an algorithm that no browser has; undefined: none is chosen. */
export const standInOf = ({ runtime }: Pick<AlgorithmForm, 'runtime'>): StandIn | undefined =>
  known(runtime.environment.find(namesStandIn)?.value ?? '');

/** The variables with that problem chosen, or none. AWS takes the variable like any other, and no container reads it. */
export const withStandIn = (environment: Variables, id: string): Variables => [
  ...environment.filter((each) => !namesStandIn(each)),
  ...(id === '' ? [] : [{ key: SURROGATE_VARIABLE, value: id }]),
];

export const algorithmsOf = (source: 'built-in' | 'own') =>
  algorithms.filter((algorithm) => algorithm.source === source);

/** Whether its learning curves are made up here: no browser trains it. */
export const isSimulated = (algorithm: CatalogAlgorithm | undefined): boolean =>
  algorithm !== undefined && 'surrogate' in algorithm;

/** Algorithms of the picker, trained ones first. */
export const builtInGroups = () => {
  const trained = new Set<string>(catalog.map(({ image }) => image));
  const option = ({ image, name, description }: CatalogAlgorithm) => ({
    value: image,
    label: name,
    description,
  });
  const all = algorithmsOf('built-in');
  return [
    { label: 'Trained in this browser', options: all.filter(({ image }) => trained.has(image)).map(option) },
    {
      label: 'Simulated: learning curves are made up',
      options: all.filter(({ image }) => !trained.has(image)).map(option),
    },
    {
      label: 'Not for tuning jobs',
      options: NOT_TUNABLE.map(({ id, name, why }) => ({
        value: id,
        label: name,
        description: why,
        disabled: true,
        disabledReason: why,
      })),
    },
  ];
};

/** The definition with another algorithm: its presets; sample data stay if it can learn from them. */
export function withAlgorithm(definition: DefinitionForm, algorithm: CatalogAlgorithm): DefinitionForm {
  const sample = sampleDataOf(definition);
  const next = {
    ...definition,
    algorithm: {
      ...definition.algorithm,
      ...algorithmPreset(algorithm),
      runtime: {
        ...definition.algorithm.runtime,
        environment: withStandIn(definition.algorithm.runtime.environment, ''),
      },
    },
    resources: {
      ...definition.resources,
      instanceType: newDefinition([], algorithm).resources.instanceType,
    },
  };
  const start = startingData(algorithm);
  if (!sample) return next;
  if (!start) return withRequiredChannels(next, algorithm);
  return withData(next, sample.task === start.task ? sample : start);
}

/** The definition with an algorithm that lives in an AWS account: no image, no catalogue, what was entered stays. */
export function withResource(definition: DefinitionForm, source: 'resource' | 'marketplace'): DefinitionForm {
  const { algorithm } = definition;
  return {
    ...definition,
    algorithm: {
      ...algorithm,
      source,
      image: '',
      resource: algorithm.resource,
      metrics: source === 'marketplace' ? [] : algorithm.metrics,
      hyperparameters: algorithm.hyperparameters.filter(
        ({ type, value }) => type !== 'Static' || value !== '',
      ),
      security: {
        ...algorithm.security,
        networkIsolation: source === 'marketplace' || algorithm.security.networkIsolation,
      },
    },
  };
}
