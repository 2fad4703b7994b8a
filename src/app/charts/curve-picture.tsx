import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useRef, useState, type ReactNode } from 'react';
import { Empty } from '../empty.tsx';
import { CurveChart, type CurveChartProps } from './curve-chart.tsx';
import { CurveTable } from './curve-table.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { curvesCsv } from './save.ts';
import { hasValue, toRows, type Curve } from './series.ts';

interface CurvePictureProps extends CurveChartProps {
  readonly title: string;
  /** What the table and the file have: the curves, and the threshold where there is one. */
  readonly numbers: readonly Curve[];
  readonly controls?: ReactNode;
  /** The key to the curves, under the chart. */
  readonly legend?: ReactNode;
}

/** Curves with their name, the table behind them, and both as files. */
export function CurvePicture({ title, numbers, controls, legend, ...chart }: CurvePictureProps) {
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const xLabel = chart.xLabel ?? 'Epoch';
  const isDrawn = chart.curves.some(hasValue);
  return (
    <SpaceBetween size="s">
      <Header
        variant="h3"
        actions={
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Toggle
              checked={asTable}
              ariaLabel={`Show ${title} as table`}
              onChange={({ detail }) => setAsTable(detail.checked)}
            >
              Table
            </Toggle>
            <DownloadMenu
              name={title}
              chart={frame}
              pictures={!asTable}
              csv={() => curvesCsv(xLabel, numbers, toRows(numbers))}
              dark={chart.dark}
            />
          </SpaceBetween>
        }
      >
        {title}
      </Header>
      {controls}
      <div ref={frame}>
        {asTable ? (
          <CurveTable label={`${title} by ${xLabel.toLowerCase()}`} xLabel={xLabel} curves={numbers} />
        ) : !isDrawn && chart.curves.length > 0 ? (
          <Empty
            why="There is no finite value to draw"
            next="The table has what was reported, if anything was. A training that diverges reports NaN or infinity."
          />
        ) : (
          <CurveChart {...chart} />
        )}
        {legend}
      </div>
    </SpaceBetween>
  );
}
