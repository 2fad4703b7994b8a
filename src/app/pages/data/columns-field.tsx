import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Pagination from '@cloudscape-design/components/pagination';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { ColumnProfile } from '../../../api/local.ts';
import { useField } from '../../fields/use-field.ts';
import { plural } from '../../format.ts';
import type { PrepareForm } from './prepare-values.ts';

/** Columns shown at once: a file may have thousands, and a row of this table costs a browser milliseconds. */
const PAGE = 50;

const KINDS = {
  Numeric: 'Number',
  Categorical: 'Category',
  Date: 'Date',
  Timestamp: 'Date and time',
  Text: 'Free text',
} as const;

const columnsFor = (target: string, rows: number): TableProps.ColumnDefinition<ColumnProfile>[] => [
  {
    id: 'name',
    header: 'Column',
    isRowHeader: true,
    minWidth: 150,
    cell: ({ Name }) =>
      Name === target ? (
        <>
          {Name} <Badge color="blue">Target</Badge>
        </>
      ) : (
        Name
      ),
  },
  {
    id: 'kind',
    header: 'Reads as',
    minWidth: 150,
    cell: ({ Kind, Note }) => (
      <>
        {KINDS[Kind]}
        {Note !== undefined && (
          <Box variant="small" display="block">
            {Note}
          </Box>
        )}
      </>
    ),
  },
  {
    id: 'missing',
    header: 'Missing',
    minWidth: 110,
    cell: ({ Missing }) => (
      <div className="numbers">
        {Missing === 0 ? '0' : `${Missing} (${((100 * Missing) / rows).toFixed(1)} %)`}
      </div>
    ),
  },
  {
    id: 'distinct',
    header: 'Different values',
    minWidth: 130,
    cell: ({ Distinct }) => <div className="numbers">{Distinct}</div>,
  },
  {
    id: 'examples',
    header: 'Examples',
    minWidth: 200,
    cell: ({ Examples }) => <Box color="text-body-secondary">{Examples.join(' · ')}</Box>,
  },
];

/** What is in each column, ticked where it is used. The target is always used. */
export function ColumnsField({
  columns,
  rows,
}: {
  readonly columns: readonly ColumnProfile[];
  readonly rows: number;
}) {
  const { value: drop, set, error } = useField<PrepareForm, string[]>('drop');
  const target = useWatch<PrepareForm, 'target'>({ name: 'target' });
  const [page, setPage] = useState(1);
  const [filter, setFilter] = useState('');
  const found = columns.filter(({ Name }) => Name.toLowerCase().includes(filter.trim().toLowerCase()));
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const dropped = new Set(drop);
  return (
    <div data-field="drop">
      <FormField
        stretch
        label="Columns to learn from"
        description="Untick what should be left out: identifiers, and anything that would not be known when predicting. Free text and columns with a single value are left out at first; dates become numbers, in UTC where they name no time zone."
        errorText={error}
      />
      {/* Beside the field, not in it: there every checkbox would bear the name of the field. */}
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        items={found.slice((page - 1) * PAGE, page * PAGE)}
        columnDefinitions={columnsFor(target, rows)}
        trackBy="Name"
        selectionType="multi"
        selectedItems={columns.filter(({ Name }) => Name === target || !dropped.has(Name))}
        isItemDisabled={({ Name }) => Name === target}
        onSelectionChange={({ detail }) => {
          const kept = new Set(detail.selectedItems.map(({ Name }) => Name));
          set(columns.flatMap(({ Name }) => (kept.has(Name) || Name === target ? [] : [Name])));
        }}
        {...(columns.length > PAGE && {
          filter: (
            <TextFilter
              filteringText={filter}
              filteringPlaceholder="Find columns"
              filteringAriaLabel="Find columns"
              countText={plural(found.length, 'match', 'matches')}
              onChange={({ detail }) => {
                setFilter(detail.filteringText);
                setPage(1);
              }}
            />
          ),
          pagination: (
            <Pagination
              currentPageIndex={page}
              pagesCount={pages}
              onChange={({ detail }) => setPage(detail.currentPageIndex)}
              ariaLabels={{
                nextPageLabel: 'Next page of columns',
                previousPageLabel: 'Previous page of columns',
                pageLabel: (number) => `Page ${number} of ${pages}`,
              }}
            />
          ),
        })}
        empty="No column matches."
        ariaLabels={{
          tableLabel: 'Columns of the file',
          selectionGroupLabel: 'Columns to learn from',
          allItemsSelectionLabel: () => 'Use all columns shown',
          itemSelectionLabel: (_, { Name }) => `Use ${Name}`,
        }}
      />
    </div>
  );
}
