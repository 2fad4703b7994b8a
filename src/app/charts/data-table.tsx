import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { formatNumber } from '../format.ts';
import { toCsv } from './save.ts';

const PAGE_SIZE = 10;

export interface DataColumn {
  readonly id: string;
  readonly label: string;
  /** How a number of this column reads; 6 significant digits by default. */
  readonly format?: ((value: number) => string) | undefined;
}

export interface DataRow {
  /** Of a training job where the row is one. */
  readonly id: string;
  readonly cells: Readonly<Record<string, number | string | undefined>>;
  /** It is no training job and cannot be selected. */
  readonly other?: boolean;
}

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
  readonly selected?: readonly string[] | undefined;
  /** Rows can be ticked: the keyboard's way to select what the pointer picks in the chart. */
  readonly onSelect?: ((ids: readonly string[]) => void) | undefined;
}

/** The numbers behind a chart, sortable, the first column naming the row. */
export function DataTable({ label, columns, rows, selected = [], onSelect }: DataTableProps) {
  const [page, setPage] = useState(1);
  const [sorting, setSorting] = useState<{ id: string; descending: boolean }>();
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const current = Math.min(page, pages);
  const sorted = sorting ? rows.toSorted(byCell(sorting.id, sorting.descending)) : rows;
  const definitions = columns.map(({ id, label: header, format = formatNumber }, i) => ({
    id,
    header,
    isRowHeader: i === 0,
    sortingField: id,
    cell: ({ cells }: DataRow) => {
      const value = cells[id];
      return typeof value === 'number' ? <div className="numbers">{format(value)}</div> : (value ?? '–');
    },
  }));
  const shown = sorted.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE);
  return (
    <Table<DataRow>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{
        tableLabel: label,
        selectionGroupLabel: 'Select training jobs',
        allItemsSelectionLabel: () => 'Select all on this page',
        itemSelectionLabel: (_, { id, other }) => (other ? 'Not a training job' : `Select ${id}`),
      }}
      items={shown}
      trackBy="id"
      empty="No values yet"
      columnDefinitions={definitions}
      {...(sorting
        ? {
            sortingColumn: { sortingField: sorting.id },
            sortingDescending: sorting.descending,
          }
        : {})}
      onSortingChange={({ detail }) => {
        const id = detail.sortingColumn.sortingField;
        if (id !== undefined) setSorting({ id, descending: detail.isDescending ?? false });
      }}
      {...(onSelect
        ? {
            selectionType: 'multi' as const,
            isItemDisabled: ({ other = false }: DataRow) => other,
            selectedItems: shown.filter(({ id }) => selected.includes(id)),
            onSelectionChange: ({ detail }) => {
              const here = new Set(shown.map(({ id }) => id));
              onSelect([
                ...selected.filter((id) => !here.has(id)),
                ...detail.selectedItems.map(({ id }) => id),
              ]);
            },
          }
        : {})}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={current}
            pagesCount={pages}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{ nextPageLabel: 'Next rows', previousPageLabel: 'Previous rows' }}
          />
        )
      }
    />
  );
}

/** Numbers by size, texts by letter, what is missing last. */
const byCell = (id: string, descending: boolean) => (left: DataRow, right: DataRow) => {
  const [a, b] = [left.cells[id], right.cells[id]];
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return descending ? -order : order;
};

/** All rows, in the order given, with the numbers in full. */
export const dataCsv = (columns: readonly DataColumn[], rows: readonly DataRow[]): string =>
  toCsv(
    columns,
    rows.map(({ cells }) => cells),
  );
