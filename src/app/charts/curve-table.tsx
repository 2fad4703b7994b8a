import Table from '@cloudscape-design/components/table';
import Pagination from '@cloudscape-design/components/pagination';
import { useState } from 'react';
import { formatNumber } from '../format.ts';
import { toRows, type Curve, type Row } from './series.ts';

const PAGE_SIZE = 25;

interface CurveTableProps {
  readonly curves: readonly Curve[];
  readonly label: string;
  readonly xLabel?: string;
}

/** The numbers behind a chart: one row an epoch or time, one column a curve. */
export function CurveTable({ curves, label, xLabel = 'Epoch' }: CurveTableProps) {
  const [page, setPage] = useState(1);
  const rows = toRows(curves);
  return (
    <Table<Row>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      items={rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      trackBy={(row) => String(row['x'])}
      empty="No values yet"
      columnDefinitions={[
        {
          id: 'x',
          header: xLabel,
          isRowHeader: true,
          cell: (row) => <div className="numbers">{formatNumber(row['x'])}</div>,
        },
        ...curves.map(({ id, label: header }) => ({
          id,
          header,
          cell: (row: Row) => <div className="numbers">{formatNumber(row[id])}</div>,
        })),
      ]}
      pagination={
        rows.length > PAGE_SIZE && (
          <Pagination
            currentPageIndex={page}
            pagesCount={Math.ceil(rows.length / PAGE_SIZE)}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{ nextPageLabel: 'Next epochs', previousPageLabel: 'Previous epochs' }}
          />
        )
      }
    />
  );
}
