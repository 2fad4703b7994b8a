import { zodResolver } from '@hookform/resolvers/zod';
import Alert from '@cloudscape-design/components/alert';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { Output } from '../../../api/operations.ts';
import { call } from '../../client.ts';
import { RadioField } from '../../fields/radio-field.tsx';
import { SelectField } from '../../fields/select-field.tsx';
import { NumberTextField } from '../../fields/text-field.tsx';
import { plural } from '../../format.ts';
import { ColumnsField } from './columns-field.tsx';
import { DestinationField } from './destination-field.tsx';
import { ServiceForm } from './service-form.tsx';
import { WorkProgress } from './work-progress.tsx';
import { fieldOf, forTarget, isDate, PrepareForm, startValues, toPlan } from './prepare-values.ts';

interface Props {
  readonly body: string;
  readonly inspected: Output<'InspectDataset'>;
  readonly destination: string;
  readonly onPrepared: (prepared: Output<'PrepareDataset'>) => void;
}

/** Turns a CSV file with header into the channels train and validation. */
export function PrepareDataset({ body, inspected, destination, onPrepared }: Props) {
  const { Columns: columns, Rows: rows, Warnings: warnings } = inspected;
  const [work] = useState(() => crypto.randomUUID());
  const form = useForm<PrepareForm>({
    defaultValues: startValues(columns, destination),
    resolver: zodResolver(PrepareForm),
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  const [target, task] = useWatch({ control: form.control, name: ['target', 'task'] });
  const chosen = columns.find(({ Name }) => Name === target);

  return (
    <ServiceForm
      form={form}
      action="Prepare"
      send={(values) =>
        call('PrepareDataset', {
          Body: body,
          Plan: toPlan(values),
          Destination: values.destination,
          WorkId: work,
        })
      }
      progress={<WorkProgress work={work} label="Preparing" />}
      onCancel={() => void call('CancelDataWork', { WorkId: work })}
      onDone={onPrepared}
      fieldOf={fieldOf}
    >
      {warnings.length > 0 && (
        <Alert type="warning" header="Look at the file once more">
          {warnings.length === 1 ? (
            warnings[0]
          ) : (
            <ul>
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
      <Container
        header={
          <Header variant="h2" description={`${plural(rows, 'row')}, ${plural(columns.length, 'column')}.`}>
            What to learn
          </Header>
        }
      >
        <SpaceBetween size="l">
          <ColumnLayout columns={2}>
            <SelectField<PrepareForm>
              name="target"
              label="Target"
              description="The column to predict. Rows without a value there are left out."
              placeholder="Choose a column"
              filter={columns.length > 10}
              options={columns.map(({ Name, Examples }) => ({
                value: Name,
                label: Name,
                description: Examples.join(', '),
              }))}
              onChosen={(name) => {
                const { task: guessed, positiveClass } = forTarget(columns.find(({ Name }) => Name === name));
                form.setValue('task', guessed);
                form.setValue('positiveClass', positiveClass);
              }}
            />
            <SpaceBetween size="l">
              <RadioField<PrepareForm>
                name="task"
                label="Task"
                items={[
                  {
                    value: 'Binary',
                    label: 'Binary classification',
                    description: 'Two classes, written 0 and 1.',
                  },
                  {
                    value: 'Multiclass',
                    label: 'Multiclass classification',
                    description: 'Classes are numbered from 0.',
                  },
                  {
                    value: 'Regression',
                    label: 'Regression',
                    description: 'A quantity, kept as it is.',
                  },
                ]}
              />
              {task === 'Binary' && chosen?.Distinct === 2 && (
                <SelectField<PrepareForm>
                  name="positiveClass"
                  label="Positive class"
                  description="The class that becomes 1."
                  options={chosen.Examples.map((value) => ({ value, label: value }))}
                />
              )}
            </SpaceBetween>
          </ColumnLayout>
          <ColumnsField columns={columns} rows={rows} />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">How to write it</Header>}>
        <ColumnLayout columns={2}>
          <RadioField<PrepareForm>
            name="encoding"
            label="Categories"
            items={[
              {
                value: 'OneHot',
                label: 'One column per category',
                description:
                  'One-hot. Two categories share one column; a missing value is a category of its own.',
              },
              {
                value: 'Ordinal',
                label: 'One number per category',
                description: 'Ordinal, in alphabetical order. Fits trees, not linear models.',
              },
            ]}
          />
          {columns.some(isDate) && (
            <RadioField<PrepareForm>
              name="dates"
              label="Dates"
              items={[
                {
                  value: 'EpochDays',
                  label: 'Days since 1970',
                  description: 'One number, a time of day as its fraction. Says what came earlier.',
                },
                {
                  value: 'Parts',
                  label: 'Year, month, weekday and hour',
                  description:
                    'One number each; Monday is 1, the hour where there is a time. Says what comes again.',
                },
              ]}
            />
          )}
          <RadioField<PrepareForm>
            name="missing"
            label="Missing numbers"
            items={[
              {
                value: 'Median',
                label: 'Median',
                description: 'Of the training rows, so that validation stays unseen.',
              },
              { value: 'Zero', label: 'Zero' },
              {
                value: 'Keep',
                label: 'Leave empty',
                description: 'XGBoost understands it; others do not.',
              },
            ]}
          />
          <NumberTextField<PrepareForm>
            name="validationPercent"
            label="Rows for validation (%)"
            description="Chosen at random; classes keep their shares."
          />
          <NumberTextField<PrepareForm>
            name="seed"
            label="Seed"
            description="The same seed splits the same file the same way."
          />
        </ColumnLayout>
      </Container>
      <Container header={<Header variant="h2">Where to put it</Header>}>
        <DestinationField />
      </Container>
    </ServiceForm>
  );
}
