import type { TableProps } from '@cloudscape-design/components/table';
import { formatDuration, formatNumber, formatTime } from '../../format.ts';
import { paths } from '../../paths.ts';
import { NavLink } from '../../shell/links.tsx';
import { SimulatedBadge } from '../../simulated.tsx';
import { TuningJobStatusIndicator } from '../../status.tsx';
import type { TuningJobRow } from './rows.ts';

const absentLast = (value: (row: TuningJobRow) => number | undefined) => (a: TuningJobRow, b: TuningJobRow) =>
  (value(a) ?? Number.NEGATIVE_INFINITY) - (value(b) ?? Number.NEGATIVE_INFINITY);

/** The list's columns (spec console.md §1). */
export const COLUMNS: TableProps.ColumnDefinition<TuningJobRow>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    sortingField: 'name',
    minWidth: 150,
    cell: ({ name }) => (
      <>
        <NavLink href={paths.tuningJob(name)}>{name}</NavLink> <SimulatedBadge tuningJob={name} />
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sortingField: 'status',
    minWidth: 150,
    cell: ({ status }) => <TuningJobStatusIndicator status={status} />,
  },
  {
    id: 'progress',
    header: 'Training completed/total',
    minWidth: 135,
    sortingComparator: (a, b) => a.completed - b.completed || a.total - b.total,
    cell: ({ completed, total }) => <div className="numbers">{`${completed} / ${total}`}</div>,
  },
  {
    id: 'best',
    header: 'Best objective',
    minWidth: 115,
    sortingComparator: absentLast(({ best }) => best),
    cell: ({ best, objective }) => (
      <div className="numbers" title={objective}>
        {formatNumber(best)}
      </div>
    ),
  },
  {
    id: 'strategy',
    header: 'Strategy',
    minWidth: 105,
    sortingField: 'strategy',
    cell: ({ strategy }) => strategy,
  },
  {
    id: 'created',
    header: 'Creation time',
    minWidth: 125,
    sortingComparator: (a, b) => a.created.getTime() - b.created.getTime(),
    cell: ({ created }) => formatTime(created),
  },
  {
    id: 'duration',
    header: 'Duration (simulated)',
    minWidth: 120,
    sortingComparator: absentLast(({ duration }) => duration),
    cell: ({ duration }) => <div className="numbers">{formatDuration(duration)}</div>,
  },
];
