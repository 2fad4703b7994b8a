import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { VALUE_TEXT, ranked, type ValueChoice } from '../../analysis.ts';
import { Swatch } from '../../charts/swatch.tsx';
import { formatDuration, formatNumber } from '../../format.ts';
import { paths } from '../../paths.ts';
import { moneyText, pricesText } from '../../plan-text.ts';
import { NavLink } from '../../shell/links.tsx';
import { TuningJobStatusIndicator } from '../../status.tsx';
import type { Compared } from './compared.ts';

/** The value that a tuning job is compared by: of its best training job. */
export const bestValue = ({ rows, definition }: Compared, value: ValueChoice): number | undefined =>
  ranked(rows, value, definition.Objective.Type).find(({ row }) => row.competes)?.value;

/** Simulated seconds from creation to the end or to now. */
export const wallSeconds = ({ run }: Compared): number => run.Finish?.AtSeconds ?? run.ElapsedSeconds;

/** The prices that their costs were reckoned with, each once. */
export function costBasis(jobs: readonly Compared[]): string {
  const [first] = jobs;
  if (!first) return '';
  const all = new Map(jobs.flatMap(({ run }) => run.Prices.PerHour.map((each) => [each.InstanceType, each])));
  return pricesText({ ...first.run.Prices, PerHour: [...all.values()] });
}

interface CountersTableProps {
  readonly jobs: readonly Compared[];
  readonly value: ValueChoice;
  readonly dark: boolean;
}

/** How many training jobs ended how, and what they took: one row a tuning job. */
export function CountersTable({ jobs, value, dark }: CountersTableProps) {
  const number = (
    id: string,
    header: string,
    of: (job: Compared) => number | undefined,
    format: (value: number | undefined) => string = formatNumber,
  ): TableProps.ColumnDefinition<Compared> => ({
    id,
    header,
    cell: (job) => <div className="numbers">{format(of(job))}</div>,
  });
  const counter =
    (name: 'Completed' | 'Stopped' | 'InProgress') =>
    ({ job }: Compared) =>
      job.TrainingJobStatusCounters[name] ?? 0;
  return (
    <Table<Compared>
      variant="container"
      header={
        <Header variant="h2" description={`Estimated costs: ${costBasis(jobs)}`}>
          Counters
        </Header>
      }
      ariaLabels={{ tableLabel: 'Counters' }}
      items={[...jobs]}
      trackBy="name"
      wrapLines
      columnDefinitions={[
        {
          id: 'name',
          header: 'Tuning job',
          isRowHeader: true,
          minWidth: 170,
          cell: ({ name }) => (
            <span className="with-swatch">
              <Swatch index={jobs.findIndex((each) => each.name === name)} dark={dark} />
              <NavLink href={paths.tuningJob(name)}>{name}</NavLink>
            </span>
          ),
        },
        {
          id: 'status',
          header: 'Status',
          minWidth: 150,
          cell: ({ job }) => <TuningJobStatusIndicator status={job.HyperParameterTuningJobStatus} />,
        },
        {
          id: 'strategy',
          header: 'Strategy',
          cell: ({ job }) => job.HyperParameterTuningJobConfig.Strategy,
        },
        {
          id: 'stopping',
          header: 'Early stopping',
          cell: ({ job }) => job.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType ?? 'Off',
        },
        {
          id: 'metric',
          header: 'Objective',
          cell: ({ definition: { Objective } }) => `${Objective.Type} ${Objective.MetricName}`,
        },
        number('best', `Best by its ${VALUE_TEXT[value]} value`, (job) => bestValue(job, value)),
        number('completed', 'Completed', counter('Completed')),
        number('progress', 'In progress', counter('InProgress')),
        number('stopped', 'Stopped', counter('Stopped')),
        number('early', 'Of these early', ({ run }) => run.EarlyStopped),
        number(
          'failed',
          'Failed',
          ({ job: { TrainingJobStatusCounters: c } }) => (c.RetryableError ?? 0) + (c.NonRetryableError ?? 0),
        ),
        number('epochs', 'Epochs', ({ rows }) => rows.reduce((sum, { epochs }) => sum + epochs, 0)),
        number('training', 'Total training duration', ({ run }) => run.TotalTrainingSeconds, formatDuration),
        number('wall', 'Duration', wallSeconds, formatDuration),
        number(
          'cost',
          'Estimated cost',
          ({ run }) => run.Cost?.Spent,
          (cost) => (cost === undefined ? '–' : moneyText(cost)),
        ),
      ]}
    />
  );
}
