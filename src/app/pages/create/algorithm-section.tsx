import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { quotas } from '../../../api/quotas.ts';
import { algorithmOf, catalog } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl } from '../../fields/select-field.tsx';
import { useField } from '../../fields/use-field.ts';
import { algorithmPreset, newDefinition } from './defaults.ts';
import { Choice, MetricPairs, Suggest, type DefinitionPath } from './fields.ts';
import type { CreateForm, DefinitionForm } from './form.ts';
import { sampleDataOf, startingData, withSampleData } from './sample-data.ts';

/** The definition with another algorithm: its presets; sample data stay if it can learn from them. */
function withAlgorithm(definition: DefinitionForm, algorithm: CatalogAlgorithm): DefinitionForm {
  const sample = sampleDataOf(definition);
  const next = {
    ...definition,
    algorithm: { ...definition.algorithm, ...algorithmPreset(algorithm) },
    resources: { ...definition.resources, instanceType: newDefinition([], algorithm).resources.instanceType },
  };
  const fitting = sample && withSampleData(next, sample);
  if (!fitting) return next;
  const start = startingData(algorithm);
  return sample.task === start?.task || !start ? fitting : withSampleData(next, start);
}

/** Algorithm options: the source, the algorithm or container, the input mode and the metrics. */
export function AlgorithmSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  const known = algorithmOf(image);
  const source = known?.source ?? 'own';
  /** What was entered for an algorithm, so that looking at another one loses nothing. */
  const earlier = useRef(new Map<string, DefinitionForm>());
  const { error } = useField<CreateForm, string>(`${at}.algorithm.image`);

  const choose = (algorithm: CatalogAlgorithm | undefined) => {
    if (!algorithm || algorithm.image === image) return;
    const current = getValues(at);
    earlier.current.set(image, current);
    const before = earlier.current.get(algorithm.image);
    const next = before
      ? { ...before, algorithm: { ...before.algorithm, name: current.algorithm.name } }
      : withAlgorithm(current, algorithm);
    setValue(at, next, { shouldDirty: true });
  };
  const ofSource = (wanted: string) => catalog.filter((each) => each.source === wanted);

  return (
    <Container header={<Header variant="h2">Algorithm options</Header>}>
      <SpaceBetween size="l">
        <FormField label="Algorithm source">
          <RadioGroup
            value={source}
            onChange={({ detail }) => choose(ofSource(detail.value)[0])}
            items={[
              { value: 'built-in', label: 'Amazon SageMaker built-in algorithm' },
              { value: 'own', label: 'Your own algorithm container in ECR' },
            ]}
          />
        </FormField>
        {source === 'built-in' ? (
          <Frame
            name={`${at}.algorithm.image`}
            error={error}
            label="Choose an algorithm"
            constraintText={`Container: ${image}`}
          >
            <SelectControl
              value={image}
              placeholder="Select an algorithm…"
              options={ofSource('built-in').map((each) => ({
                value: each.image,
                label: each.name,
                description: each.description,
              }))}
              onChange={(chosen) => choose(algorithmOf(chosen))}
            />
          </Frame>
        ) : (
          <Suggest
            name={`${at}.algorithm.image`}
            label="Container"
            description="The registry path of the image."
            {...(known && { constraintText: known.description })}
            options={ofSource('own').map((each) => ({ value: each.image, description: each.name }))}
          />
        )}
        <Choice
          name={`${at}.algorithm.inputMode`}
          label="Input mode"
          constraintText="File suits CSV in S3."
          options={(known?.inputModes ?? ['File', 'Pipe', 'FastFile']).map((mode) => ({
            value: mode,
            label: mode,
          }))}
        />
        {source === 'own' ? (
          <FormField
            label="Metrics"
            description="How metrics are found in the container's log: the first group of the expression is the number."
            stretch
          >
            <MetricPairs
              name={`${at}.algorithm.metrics`}
              noun="metric"
              max={quotas.consoleMetrics}
              empty="No metrics defined."
              columns={[
                { key: 'name', label: 'Metric name', placeholder: 'val_loss' },
                { key: 'regex', label: 'Regex', placeholder: 'val_loss: ([0-9.]+)' },
              ]}
            />
          </FormField>
        ) : (
          <ExpandableSection headerText={`Metrics that ${known?.name ?? 'the algorithm'} publishes`}>
            <Table
              variant="embedded"
              ariaLabels={{ tableLabel: 'Metrics' }}
              items={known?.metrics ?? []}
              trackBy="name"
              columnDefinitions={[
                { id: 'name', header: 'Metric name', cell: ({ name }) => name, isRowHeader: true },
                {
                  id: 'regex',
                  header: 'Regex',
                  cell: ({ regex }) => (regex ? <Box variant="code">{regex}</Box> : '–'),
                },
                {
                  id: 'when',
                  header: 'Reported',
                  cell: ({ perEpoch }) => (perEpoch ? 'every epoch' : 'at the end'),
                },
              ]}
            />
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}
