import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useWatch } from 'react-hook-form';
import type { ColumnProfile } from '../../../api/local.ts';
import { useField } from '../../fields/use-field.ts';
import type { PrepareForm } from './prepare-values.ts';

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
        items={columns}
        columnDefinitions={columnsFor(target, rows)}
        trackBy="Name"
        selectionType="multi"
        selectedItems={columns.filter(({ Name }) => Name === target || !drop.includes(Name))}
        isItemDisabled={({ Name }) => Name === target}
        onSelectionChange={({ detail }) => {
          const kept = new Set(detail.selectedItems.map(({ Name }) => Name));
          set(columns.flatMap(({ Name }) => (kept.has(Name) || Name === target ? [] : [Name])));
        }}
        ariaLabels={{
          tableLabel: 'Columns of the file',
          selectionGroupLabel: 'Columns to learn from',
          allItemsSelectionLabel: () => 'Use all columns',
          itemSelectionLabel: (_, { Name }) => `Use ${Name}`,
        }}
      />
    </div>
  );
}
