import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { sourceOf } from './algorithm-sources.ts';
import type { DefinitionForm, HyperparameterRow } from './form.ts';
import { Runnable } from './runnable.tsx';
import { algorithmTitle, channelText, definitionExtras, durationText, resourcesText } from './review-text.ts';
import { joinValues } from './text.ts';
import { isSentStatic } from './slices/hyperparameters.ts';

const valueText = ({ type, value, min, max, values }: HyperparameterRow) =>
  type === 'Static' ? value : type === 'Categorical' ? joinValues(values) : `${min} – ${max}`;

/** One definition on the review. */
export function ReviewDefinition(props: {
  readonly definition: DefinitionForm;
  readonly onEdit: () => void;
}) {
  const { algorithm, data, resources } = props.definition;
  const sent = algorithm.hyperparameters.filter(
    (row) => row.type !== 'Static' || isSentStatic(row, algorithm.image),
  );
  return (
    <SpaceBetween size="m">
      <Header
        variant="h3"
        actions={
          <Button ariaLabel={`Edit ${algorithm.name}`} onClick={props.onEdit}>
            Edit
          </Button>
        }
      >
        {algorithm.name}
      </Header>
      <Runnable source={sourceOf(algorithm)} algorithm={algorithm} />
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Algorithm', value: <Breakable text={algorithmTitle(props.definition)} /> },
          { label: 'Objective metric', value: `${algorithm.objectiveType} ${algorithm.objectiveMetric}` },
          { label: 'IAM role', value: <Breakable text={algorithm.roleArn} /> },
          {
            label: 'Channels',
            value: (
              <>
                {data.channels.map((channel) => (
                  <div key={channel.name}>
                    <Breakable text={channelText(channel)} />
                  </div>
                ))}
              </>
            ),
          },
          { label: 'S3 output path', value: <Breakable text={data.outputPath} /> },
          {
            label: 'Checkpoints',
            value: data.checkpointUri === '' ? '–' : <Breakable text={data.checkpointUri} />,
          },
          {
            label: 'Resources',
            value: resourcesText(resources),
          },
          { label: 'Maximum duration per training job', value: durationText(resources.maxDuration) },
          {
            label: 'Managed spot training',
            value: resources.spot ? `On, waits at most ${durationText(resources.maxWait)}` : 'Off',
          },
          ...definitionExtras(props.definition).map(({ label, value }) => ({
            label,
            value: <Breakable text={value} />,
          })),
        ]}
      />
      <Table
        variant="embedded"
        ariaLabels={{ tableLabel: `Hyperparameters of ${algorithm.name}` }}
        items={sent}
        trackBy="name"
        empty="No hyperparameters."
        columnDefinitions={[
          { id: 'name', header: 'Name', cell: ({ name }) => name, isRowHeader: true },
          { id: 'type', header: 'Type', cell: ({ type }) => type },
          {
            id: 'scaling',
            header: 'Scaling type',
            cell: ({ type, scaling }) => (type === 'Integer' || type === 'Continuous' ? scaling : '–'),
          },
          { id: 'value', header: 'Value(s)', cell: valueText },
        ]}
      />
    </SpaceBetween>
  );
}

/** Long names and locations break anywhere rather than widen the page. */
function Breakable({ text }: { readonly text: string }) {
  return (
    <Box variant="span">
      <span style={{ overflowWrap: 'anywhere' }}>{text}</span>
    </Box>
  );
}
