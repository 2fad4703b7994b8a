import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { algorithmOf } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl } from '../../fields/select-field.tsx';
import { useField } from '../../fields/use-field.ts';
import {
  algorithmsOf,
  builtInGroups,
  SOURCES,
  sourceOf,
  withAlgorithm,
  withResource,
  type Source,
} from './algorithm-sources.ts';
import { Choice, Suggest, Text, type DefinitionPath } from './fields.ts';
import type { CreateForm, DefinitionForm } from './form.ts';
import { MetricsField } from './metrics-field.tsx';
import { Runnable } from './runnable.tsx';
import { forGrid } from './search-space.ts';
import { ScriptSection } from './script-section.tsx';
import { StandIn } from './stand-in.tsx';
import { Section } from './section.tsx';

const BUILT_INS = builtInGroups();

/** Algorithm options: the source, the algorithm, container or resource, the input mode and the metrics. */
export function AlgorithmSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const algorithm = useWatch({ control, name: `${at}.algorithm` });
  const { image } = algorithm;
  const source = sourceOf(algorithm);
  const known = algorithmOf(image);
  /** What was entered for an algorithm, so that looking at another one loses nothing. */
  const earlier = useRef(new Map<string, DefinitionForm>());
  /** The algorithm whose presets are on screen; the container field may already say another image. */
  const shown = useRef(keyOf(algorithm));

  /** Grid takes no numeric ranges, recommended or not. */
  const fitting = (definition: DefinitionForm) =>
    getValues('settings.strategy') === 'Grid' ? forGrid(definition) : definition;
  const change = (key: string, make: (current: DefinitionForm) => DefinitionForm) => {
    const current = getValues(at);
    const image = current.algorithm.source === 'image' ? shown.current : current.algorithm.image;
    earlier.current.set(shown.current, { ...current, algorithm: { ...current.algorithm, image } });
    shown.current = key;
    const before = earlier.current.get(key);
    const next = before
      ? { ...before, algorithm: { ...before.algorithm, name: current.algorithm.name } }
      : fitting(make(current));
    setValue(at, next, { shouldDirty: true });
  };
  const choose = (chosen: CatalogAlgorithm | undefined) => {
    if (chosen && chosen.image !== shown.current)
      change(chosen.image, (current) => withAlgorithm(current, chosen));
  };
  const chooseSource = (chosen: Source) => {
    if (chosen === 'built-in' || chosen === 'own') choose(algorithmsOf(chosen)[0]);
    else change(chosen, (current) => withResource(current, chosen));
  };

  return (
    <Section title="Algorithm options" topic="algorithm">
      <FormField label="Algorithm source">
        <RadioGroup
          value={source}
          onChange={({ detail }) => {
            const chosen = SOURCES.find(({ value }) => value === detail.value);
            if (chosen && chosen.value !== source) chooseSource(chosen.value);
          }}
          items={SOURCES}
        />
      </FormField>
      {source === 'built-in' && <BuiltIn at={at} onChoose={(chosen) => choose(algorithmOf(chosen))} />}
      {source === 'own' && (
        <Suggest
          name={`${at}.algorithm.image`}
          label="Container"
          description="The registry path of the image."
          {...(known && { constraintText: known.description })}
          options={algorithmsOf('own').map((each) => ({ value: each.image, description: each.name }))}
          onChosen={(chosen) => choose(algorithmOf(chosen))}
        />
      )}
      {source === 'own' && known?.id === 'script' && <ScriptSection at={at} />}
      {(source === 'resource' || source === 'marketplace') && (
        <Text
          name={`${at}.algorithm.resource`}
          label={source === 'resource' ? 'Algorithm resource' : 'Subscribed algorithm'}
          placeholder="arn:aws:sagemaker:us-east-1:123456789012:algorithm/my-algorithm"
          constraintText={source === 'resource' ? 'Its name or ARN.' : 'Its ARN.'}
        />
      )}
      {!known && <StandIn at={at} />}
      <Runnable source={source} algorithm={algorithm} />
      <Choice
        name={`${at}.algorithm.inputMode`}
        label="Input mode"
        constraintText="File suits CSV in S3."
        options={(known?.inputModes ?? ['File', 'Pipe', 'FastFile']).map((mode) => ({
          value: mode,
          label: mode,
        }))}
      />
      <MetricsField at={at} source={source} />
    </Section>
  );
}

const keyOf = ({ source, image }: DefinitionForm['algorithm']) => (source === 'image' ? image : source);

function BuiltIn({
  at,
  onChoose,
}: {
  readonly at: DefinitionPath;
  readonly onChoose: (image: string) => void;
}) {
  const { value: image, error } = useField<CreateForm, string>(`${at}.algorithm.image`);
  return (
    <Frame
      name={`${at}.algorithm.image`}
      error={error}
      label="Choose an algorithm"
      constraintText={<span style={{ overflowWrap: 'anywhere' }}>Container: {image}</span>}
    >
      <SelectControl
        value={image}
        placeholder="Select an algorithm…"
        options={BUILT_INS}
        onChange={onChoose}
        filter
      />
    </Frame>
  );
}
