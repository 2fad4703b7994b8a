import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Icon from '@cloudscape-design/components/icon';
import type { TableProps } from '@cloudscape-design/components/table';
import { formatDuration, formatNumber, formatTime } from '../../format.ts';
import { paths } from '../../paths.ts';
import { NavLink } from '../../shell/links.tsx';
import { SimulatedBadge } from '../../simulated.tsx';
import { TuningJobStatusIndicator } from '../../status.tsx';
import type { TuningJobRow } from './row.ts';

type Column = TableProps.ColumnDefinition<TuningJobRow> & { readonly id: string; readonly header: string };

const numbers = (text: string | number, title?: string) => (
  <div className="numbers" title={title}>
    {text}
  </div>
);

/** The list's columns (spec console.md §1), and some more to choose from. */
const CELLS: readonly Column[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 150,
    cell: ({ name, imported, noted }) => (
      <>
        <NavLink href={paths.tuningJob(name)}>{name}</NavLink> <SimulatedBadge tuningJob={name} />
        {imported && <Badge color="blue">Imported</Badge>}
        {noted && <Icon name="file" ariaLabel="Has notes" />}
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    minWidth: 150,
    cell: ({ status }) => <TuningJobStatusIndicator status={status} />,
  },
  {
    id: 'progress',
    header: 'Training completed/total',
    minWidth: 135,
    cell: ({ completed, stopped, strategy, total }) => (
      <>
        {numbers(`${completed} / ${total}`)}
        {strategy === 'Hyperband' && stopped > 0 && (
          // Most of what Hyperband launches it stops at a rung.
          <Box variant="small" display="block" textAlign="right">
            {stopped} stopped
          </Box>
        )}
      </>
    ),
  },
  {
    id: 'best',
    header: 'Best objective',
    minWidth: 115,
    cell: ({ best, objective }) => numbers(formatNumber(best), objective),
  },
  {
    id: 'strategy',
    header: 'Strategy',
    minWidth: 105,
    cell: ({ strategy }) => strategy,
  },
  {
    id: 'created',
    header: 'Creation time',
    minWidth: 125,
    cell: ({ created }) => formatTime(created),
  },
  {
    id: 'duration',
    header: 'Duration (simulated)',
    minWidth: 120,
    cell: ({ duration }) => numbers(formatDuration(duration)),
  },
  {
    id: 'objective',
    header: 'Objective',
    minWidth: 150,
    cell: ({ objective }) => objective,
  },
  {
    id: 'running',
    header: 'In progress',
    minWidth: 100,
    cell: ({ running }) => numbers(running),
  },
  {
    id: 'stopped',
    header: 'Stopped',
    minWidth: 100,
    cell: ({ stopped }) => numbers(stopped),
  },
  {
    id: 'failed',
    header: 'Failed',
    minWidth: 100,
    cell: ({ failed }) => numbers(failed),
  },
  {
    id: 'tags',
    header: 'Tags',
    minWidth: 120,
    cell: ({ tags }) => (tags.length === 0 ? '–' : tags.join(', ')),
  },
];

/** A column's `sortingField` is its id; the page sorts by it. */
export const COLUMNS = CELLS.map((column) => ({ ...column, sortingField: column.id }));

/** Shown unless someone chose otherwise. */
export const SHOWN_AT_FIRST = new Set([
  'name',
  'status',
  'progress',
  'best',
  'strategy',
  'created',
  'duration',
]);
