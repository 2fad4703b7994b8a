import { useFormContext, useWatch } from 'react-hook-form';
import { notEveryEpoch } from '../../../api/record-rules.ts';
import { catalogMetric, objectiveNames, rowsForObjective } from './algorithms.ts';
import { Choice, Text, type DefinitionPath } from './fields.ts';
import { effectiveEarlyStopping, type CreateForm } from './form.ts';
import { Section } from './section.tsx';

const WHERE_NAMED = {
  marketplace: "As the algorithm's page on AWS Marketplace names it.",
  resource: 'As the algorithm resource names it, or one of the metrics that you define above.',
} as const;

/** What the best training job is found by. */
export function ObjectiveSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const algorithm = useWatch({ control, name: `${at}.algorithm` });
  const strategy = useWatch({ control, name: 'settings.strategy' });
  useWatch({ control, name: 'settings.earlyStopping' });
  const { image, objectiveMetric, source } = algorithm;
  const metric = catalogMetric(image, objectiveMetric);
  // Rules V16: the request is valid, nobody is just ever stopped.
  const stops = strategy === 'Hyperband' || effectiveEarlyStopping(getValues()) === 'Auto';
  const names = objectiveNames(algorithm);
  const frame = {
    name: `${at}.algorithm.objectiveMetric`,
    label: 'Objective metric',
    description: 'The best training job is found by its last value of this metric.',
    warningText: stops && metric?.perEpoch === false ? notEveryEpoch(objectiveMetric, strategy) : undefined,
  } as const;
  return (
    <Section title="Objective metric" topic="metrics">
      {source === 'marketplace' || (source === 'resource' && names.length === 0) ? (
        <Text {...frame} constraintText={WHERE_NAMED[source]} />
      ) : (
        <Choice
          {...frame}
          placeholder="Choose a metric"
          {...(names.length === 0 && { constraintText: 'Define a metric above first.' })}
          options={names.map((name) => ({ value: name, label: name }))}
          filter
          onChosen={(name) => {
            const direction = catalogMetric(image, name)?.direction;
            if (direction) setValue(`${at}.algorithm.objectiveType`, direction);
            // What is watched may hold the new choice by now; `objectiveMetric` is the one before it.
            const rows = rowsForObjective({ ...algorithm, objectiveMetric }, name);
            for (const [i, { value }] of rows.entries()) {
              if (value === algorithm.hyperparameters[i]?.value) continue;
              setValue(`${at}.algorithm.hyperparameters.${i}.value`, value, { shouldDirty: true });
            }
          }}
        />
      )}
      <Choice
        name={`${at}.algorithm.objectiveType`}
        label="Type"
        options={[
          { value: 'Maximize', label: 'Maximize' },
          { value: 'Minimize', label: 'Minimize' },
        ]}
      />
    </Section>
  );
}
