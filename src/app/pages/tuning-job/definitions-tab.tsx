import Badge from '@cloudscape-design/components/badge';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { ChannelTable, ConfigurationPairs, MetricDefinitions } from '../../definition-details.tsx';
import { definitionsOf, objectiveOf, type TrainingJobDefinition, type TuningJob } from '../../jobs.ts';

interface HyperparameterRow {
  readonly name: string;
  readonly type: string;
  readonly scaling: string;
  readonly value: string;
}

/** Static and tunable hyperparameters in one list, as the wizard shows them. */
export function hyperparameterRows(
  ranges: TrainingJobDefinition['HyperParameterRanges'],
  fixed: TrainingJobDefinition['StaticHyperParameters'],
): readonly HyperparameterRow[] {
  const numeric =
    (type: string) =>
    (range: { Name: string; MinValue: string; MaxValue: string; ScalingType?: string | undefined }) => ({
      name: range.Name,
      type,
      scaling: range.ScalingType ?? 'Auto',
      value: `${range.MinValue} – ${range.MaxValue}`,
    });
  return [
    ...(ranges?.ContinuousParameterRanges ?? []).map(numeric('Continuous')),
    ...(ranges?.IntegerParameterRanges ?? []).map(numeric('Integer')),
    ...(ranges?.CategoricalParameterRanges ?? []).map(({ Name, Values }) => ({
      name: Name,
      type: 'Categorical',
      scaling: '–',
      value: Values.join(', '),
    })),
    ...Object.entries(fixed ?? {}).map(([name, value]) => ({ name, type: 'Static', scaling: '–', value })),
  ];
}

function Definition({
  job,
  definition,
}: {
  readonly job: TuningJob;
  readonly definition: TrainingJobDefinition;
}) {
  const objective = objectiveOf(job, definition.DefinitionName);
  const title = definition.DefinitionName ?? 'Training job definition';
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Tuning objective metric', value: objective?.MetricName ?? '–' },
            { label: 'Tuning objective type', value: objective?.Type ?? '–' },
          ]}
        />
        <ConfigurationPairs value={definition} />
        <Table
          variant="embedded"
          header={<Header variant="h3">Hyperparameters</Header>}
          ariaLabels={{ tableLabel: `Hyperparameters of ${title}` }}
          items={hyperparameterRows(
            definition.HyperParameterRanges ?? job.HyperParameterTuningJobConfig.ParameterRanges,
            definition.StaticHyperParameters,
          )}
          trackBy="name"
          empty="None"
          columnDefinitions={[
            { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => name },
            {
              id: 'type',
              header: 'Type',
              cell: ({ type }) => (type === 'Static' ? type : <Badge color="blue">{type}</Badge>),
            },
            { id: 'scaling', header: 'Scaling type', cell: ({ scaling }) => scaling },
            {
              id: 'value',
              header: 'Value(s)',
              cell: ({ value }) => <span className="tabular">{value}</span>,
            },
          ]}
        />
        <div>
          <Header variant="h3">Input data configuration</Header>
          <ChannelTable channels={definition.InputDataConfig ?? []} />
        </div>
        <MetricDefinitions value={definition.AlgorithmSpecification} />
      </SpaceBetween>
    </Container>
  );
}

export function DefinitionsTab({ job }: { readonly job: TuningJob }) {
  return (
    <SpaceBetween size="l">
      {definitionsOf(job).map((definition, place) => (
        <Definition key={definition.DefinitionName ?? place} job={job} definition={definition} />
      ))}
    </SpaceBetween>
  );
}
