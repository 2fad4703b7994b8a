import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Table from '@cloudscape-design/components/table';
import type { TrainingJob, TrainingJobDefinition } from './jobs.ts';
import { formatDuration } from './format.ts';
import { paths } from './paths.ts';
import { NavLink } from './shell/links.tsx';

/** `s3://bucket/prefix` as a link to the Data page. */
export function S3Link({ uri }: { readonly uri: string }) {
  const [, bucket, prefix] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  if (bucket === undefined) return <>{uri}</>;
  return <NavLink href={paths.data(bucket, prefix)}>{uri}</NavLink>;
}

type Channels = NonNullable<TrainingJobDefinition['InputDataConfig']>;

export function ChannelTable({ channels }: { readonly channels: Channels }) {
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: 'Input data configuration' }}
      items={channels}
      trackBy="ChannelName"
      empty="No channels"
      columnDefinitions={[
        {
          id: 'name',
          header: 'Channel name',
          isRowHeader: true,
          cell: ({ ChannelName }) => ChannelName,
        },
        {
          id: 'uri',
          header: 'S3 location',
          cell: ({ DataSource: { S3DataSource, FileSystemDataSource } }) =>
            S3DataSource ? <S3Link uri={S3DataSource.S3Uri} /> : (FileSystemDataSource?.DirectoryPath ?? '–'),
        },
        { id: 'content', header: 'Content type', cell: ({ ContentType }) => ContentType ?? '–' },
        {
          id: 'distribution',
          header: 'S3 data distribution type',
          cell: ({ DataSource: { S3DataSource } }) => S3DataSource?.S3DataDistributionType ?? '–',
        },
        { id: 'mode', header: 'Input mode', cell: ({ InputMode }) => InputMode ?? 'As the job' },
      ]}
    />
  );
}

/** What a definition and a training job made from it have in common. */
type Configuration = Pick<
  TrainingJob,
  | 'AlgorithmSpecification'
  | 'RoleArn'
  | 'ResourceConfig'
  | 'StoppingCondition'
  | 'OutputDataConfig'
  | 'CheckpointConfig'
  | 'EnableNetworkIsolation'
  | 'EnableManagedSpotTraining'
>;

const yes = (flag: boolean | undefined) => (flag ? 'Enabled' : 'Disabled');

/** Training image, resources, stopping condition and output, as spec console.md §7 lists them. */
export function ConfigurationPairs({ value }: { readonly value: Configuration }) {
  const { AlgorithmSpecification, ResourceConfig, StoppingCondition, OutputDataConfig, CheckpointConfig } =
    value;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        {
          label: 'Training image',
          value: AlgorithmSpecification?.TrainingImage ?? AlgorithmSpecification?.AlgorithmName ?? '–',
        },
        { label: 'Training input mode', value: AlgorithmSpecification?.TrainingInputMode ?? '–' },
        { label: 'IAM role', value: value.RoleArn ?? '–' },
        { label: 'Instance type', value: ResourceConfig?.InstanceType ?? '–' },
        { label: 'Instance count', value: ResourceConfig?.InstanceCount ?? '–' },
        {
          label: 'Additional storage volume per instance',
          value: ResourceConfig?.VolumeSizeInGB === undefined ? '–' : `${ResourceConfig.VolumeSizeInGB} GB`,
        },
        {
          label: 'Maximum duration per training job',
          value: formatDuration(StoppingCondition.MaxRuntimeInSeconds),
        },
        {
          label: 'S3 output path',
          value: OutputDataConfig ? <S3Link uri={OutputDataConfig.S3OutputPath} /> : '–',
        },
        { label: 'Checkpoint configuration', value: CheckpointConfig?.S3Uri ?? 'None' },
        { label: 'Network isolation', value: yes(value.EnableNetworkIsolation) },
        { label: 'Managed spot training', value: yes(value.EnableManagedSpotTraining) },
      ]}
    />
  );
}

/** Metrics and the regular expressions that find them in the log. */
export function MetricDefinitions({ value }: { readonly value: Configuration['AlgorithmSpecification'] }) {
  const metrics = value?.MetricDefinitions ?? [];
  if (metrics.length === 0) return null;
  return (
    <ExpandableSection headerText={`Metrics (${metrics.length})`}>
      <Table
        variant="embedded"
        ariaLabels={{ tableLabel: 'Metrics' }}
        items={metrics}
        trackBy="Name"
        columnDefinitions={[
          { id: 'name', header: 'Metric name', isRowHeader: true, cell: ({ Name }) => Name },
          { id: 'regex', header: 'Regex', cell: ({ Regex }) => <Box variant="code">{Regex}</Box> },
        ]}
      />
    </ExpandableSection>
  );
}
