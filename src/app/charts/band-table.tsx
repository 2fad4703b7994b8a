import Pagination from '@cloudscape-design/components/pagination';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { formatDuration, formatNumber } from '../format.ts';
import { BY_TEXT } from './band-chart.tsx';
import { toCsv } from './save.ts';
import type { BandCurve, BandPoint, By } from './bands.ts';

const PAGE_SIZE = 20;

interface Row {
  readonly x: number;
  /** By the curve's id. */
  readonly at: ReadonlyMap<string, BandPoint>;
}

interface BandTableProps {
  readonly curves: readonly BandCurve[];
  readonly by: By;
  readonly label: string;
}

/** The same as a file, numbers in full. */
export function bandCsv(curves: readonly BandCurve[], by: By): string {
  const columns = [
    { id: 'x', label: BY_TEXT[by] },
    ...curves.flatMap(({ id, label }) => [
      { id: `${id} median`, label: `${label}, median` },
      { id: `${id} low`, label: `${label}, lower quartile` },
      { id: `${id} high`, label: `${label}, upper quartile` },
    ]),
  ];
  return toCsv(
    columns,
    rowsOf(curves).map(({ x, at }) =>
      Object.fromEntries([
        ['x', x],
        ...[...at].flatMap(([id, { median, low, high }]) => [
          [`${id} median`, median],
          [`${id} low`, low],
          [`${id} high`, high],
        ]),
      ]),
    ),
  );
}

function rowsOf(curves: readonly BandCurve[]): readonly Row[] {
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  return xs.map((x): Row => {
    const here = curves.flatMap(({ id, points }) => {
      const point = points.find((each) => each.x === x);
      return point ? [[id, point] as const] : [];
    });
    return { x, at: new Map(here) };
  });
}

/** The numbers behind a chart of bands: one row a place on the axis, one column a curve. */
export function BandTable({ curves, by, label }: BandTableProps) {
  const [page, setPage] = useState(1);
  const rows = rowsOf(curves);
  const text = ({ median, low, high }: BandPoint) =>
    `${formatNumber(median, 5)} (${formatNumber(low, 5)} to ${formatNumber(high, 5)})`;
  return (
    <Table<Row>
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
          cell: ({ at }: Row) => {
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
