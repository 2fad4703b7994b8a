import Box from '@cloudscape-design/components/box';
import type { TableProps } from '@cloudscape-design/components/table';
import {
  formatDuration,
  formatHyperparameter,
  formatNumber,
  formatTime,
  secondsBetween,
} from '../../format.ts';
import { paths } from '../../paths.ts';
import type { TrainingJobSummary } from '../../jobs.ts';
import { NavLink } from '../../shell/links.tsx';
import { TrainingJobStatusIndicator } from '../../status.tsx';

export type TrainingJobRow = TrainingJobSummary & { readonly epochs: number | undefined };

/** Simulated seconds from start to end, or so far as the last change tells. */
const durationOf = ({ TrainingStartTime, TrainingEndTime }: TrainingJobRow) =>
  secondsBetween(TrainingStartTime, TrainingEndTime);

const valueOf = (row: TrainingJobRow) => row.FinalHyperParameterTuningJobObjectiveMetric?.Value;

const byNumber =
  (read: (row: TrainingJobRow) => number | undefined) => (a: TrainingJobRow, b: TrainingJobRow) =>
    (read(a) ?? Number.NEGATIVE_INFINITY) - (read(b) ?? Number.NEGATIVE_INFINITY);

/** Numbers before words, numbers by size. */
const byText = (read: (row: TrainingJobRow) => string) => (a: TrainingJobRow, b: TrainingJobRow) => {
  const difference = Number(read(a)) - Number(read(b));
  return Number.isNaN(difference) ? read(a).localeCompare(read(b)) : difference;
};

/**
 * What every training job has, then one column for each tuned hyperparameter.
 *
 * @param maxResource Hyperband's most epochs; one stopped there has had all it may have
 */
export function trainingJobColumns(
  tuned: readonly string[],
  severalDefinitions: boolean,
  maxResource?: number,
): TableProps.ColumnDefinition<TrainingJobRow>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 230,
      sortingField: 'TrainingJobName',
      cell: ({ TrainingJobName }) => (
        <NavLink href={paths.trainingJob(TrainingJobName)}>{TrainingJobName}</NavLink>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      minWidth: 140,
      sortingField: 'TrainingJobStatus',
      cell: ({ TrainingJobStatus, FailureReason, epochs = 0 }) => (
        <>
          <TrainingJobStatusIndicator status={TrainingJobStatus} />
          {['Completed', 'Stopped'].includes(TrainingJobStatus) && epochs >= (maxResource ?? Infinity) && (
            <Box variant="small" display="block">
              At the maximum resource
            </Box>
          )}
          {FailureReason !== undefined && (
            <Box variant="small" display="block">
              {FailureReason}
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'objective',
      header: 'Objective metric value',
      minWidth: 120,
      sortingComparator: byNumber(valueOf),
      cell: (row) => <div className="numbers">{formatNumber(valueOf(row))}</div>,
    },
    {
      id: 'epochs',
      header: 'Epochs',
      minWidth: 95,
      sortingComparator: byNumber(({ epochs }) => epochs),
      cell: ({ epochs }) => <div className="numbers">{epochs ?? 0}</div>,
    },
    ...(severalDefinitions
      ? [
          {
            id: 'definition',
            header: 'Definition',
            minWidth: 130,
            sortingField: 'TrainingJobDefinitionName' as const,
            cell: (row: TrainingJobRow) => row.TrainingJobDefinitionName ?? '–',
          },
        ]
      : []),
    {
      id: 'duration',
      header: 'Training duration',
      minWidth: 115,
      sortingComparator: byNumber(durationOf),
      cell: (row) => <div className="numbers">{formatDuration(durationOf(row))}</div>,
    },
    ...tuned.map((name) => {
      const read = ({ TunedHyperParameters }: TrainingJobRow) => TunedHyperParameters[name] ?? '';
      return {
        id: `hyperparameter-${name}`,
        header: name,
        minWidth: 110,
        sortingComparator: byText(read),
        cell: (row: TrainingJobRow) => (
          <div className="numbers" title={read(row)}>
            {formatHyperparameter(read(row)) || '–'}
          </div>
        ),
      };
    }),
    {
      id: 'created',
      header: 'Creation time',
      minWidth: 190,
      sortingComparator: (a, b) => a.CreationTime.getTime() - b.CreationTime.getTime(),
      cell: ({ CreationTime }) => formatTime(CreationTime),
    },
  ];
}
