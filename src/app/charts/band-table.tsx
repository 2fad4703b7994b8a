import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { formatDuration, formatNumber } from '../format.ts';
import { BY_TEXT } from './band-chart.tsx';
import { bandRows, type BandCurve, type BandPoint, type BandRow, type By } from './bands.ts';

const PAGE_SIZE = 20;

interface BandTableProps {
  readonly curves: readonly BandCurve[];
  readonly by: By;
  readonly label: string;
}

/** The numbers behind a chart of bands: one row a place on the axis, one column a curve. */
export function BandTable({ curves, by, label }: BandTableProps) {
  const [page, setPage] = useState(1);
  const rows = bandRows(curves);
  const text = ({ median, low, high }: BandPoint) =>
    `${formatNumber(median, 5)} (${formatNumber(low, 5)} to ${formatNumber(high, 5)})`;
  return (
    <Table<BandRow>
      variant="embedded"
      contentDensity="compact"
      ariaLabels={{ tableLabel: label }}
      items={rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      trackBy={({ x }) => String(x)}
      empty="No values"
      columnDefinitions={[
        {
          id: 'x',
          header: BY_TEXT[by],
          isRowHeader: true,
          cell: ({ x }) => (
            <div className="numbers">{by === 'seconds' ? formatDuration(x) : formatNumber(x, 4)}</div>
          ),
        },
        ...curves.map(({ id, label: header }) => ({
          id,
          header: `${header}, median (middle half)`,
          cell: ({ at }: BandRow) => {
            const point = at.get(id);
            return <div className="numbers">{point ? text(point) : '–'}</div>;
          },
        })),
      ]}
      pagination={
        rows.length > PAGE_SIZE && (
          <Pagination
            currentPageIndex={Math.min(page, Math.ceil(rows.length / PAGE_SIZE))}
            pagesCount={Math.ceil(rows.length / PAGE_SIZE)}
            onChange={({ detail }) => setPage(detail.currentPageIndex)}
            ariaLabels={{ nextPageLabel: 'Next rows', previousPageLabel: 'Previous rows' }}
          />
        )
      }
    />
  );
}
