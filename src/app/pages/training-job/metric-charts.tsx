import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useMemo, useRef, useState } from 'react';
import { CurveChart } from '../../charts/curve-chart.tsx';
import { CurveTable } from '../../charts/curve-table.tsx';
import { DownloadMenu } from '../../charts/download-menu.tsx';
import { curvesCsv } from '../../charts/save.ts';
import { Legend } from '../../charts/legend.tsx';
import { groupMetrics, toRows, type Curve, type Mark } from '../../charts/series.ts';
import { useThrottled } from '../../charts/use-throttled.ts';
import { marksOf, stopMark, thresholdCurve } from '../../decisions.ts';
import { formatNumber } from '../../format.ts';
import { useCurvePoints } from '../../metrics.ts';
import type { TrainingJobDecisions } from '../../jobs.ts';
import { useDark } from '../../shell/theme.ts';
import { CallbacksPanel } from './callbacks-panel.tsx';

interface MetricChartProps {
  readonly curves: readonly Curve[];
  readonly threshold: Curve | undefined;
  readonly marks: readonly Mark[];
}

const NO_MARKS: readonly Mark[] = [];

/** "validation:auc is 0.91 at epoch 100." for each curve. */
const describe = (curves: readonly Curve[]) =>
  curves
    .map(({ label, points }) => {
      const last = points.at(-1);
      return last ? `${label} is ${formatNumber(last.y)} at epoch ${last.x}.` : `${label} has no value yet.`;
    })
    .join(' ');

/** One kind of metric, on every channel it was measured on. */
function MetricChart({ curves, threshold, marks }: MetricChartProps) {
  const dark = useDark();
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const visible = useMemo(() => curves.filter(({ id }) => !hidden.includes(id)), [curves, hidden]);
  const ids = useMemo(() => visible.map(({ id }) => id), [visible]);
  const chart = useRef<HTMLDivElement>(null);
  const numbers = threshold ? [...curves, threshold] : curves;
  const title = curves.map(({ label }) => label).join(' and ');
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h3"
          actions={
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <Toggle
                checked={asTable}
                onChange={({ detail }) => setAsTable(detail.checked)}
                ariaLabel={`Show ${title} as table`}
              >
                Table
              </Toggle>
              <DownloadMenu
                name={title}
                chart={chart}
                pictures={!asTable}
                csv={() => curvesCsv('Epoch', numbers, toRows(numbers))}
                dark={dark}
              />
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
    >
      <div ref={chart}>
        {asTable ? (
          <CurveTable label={`${title} by epoch`} curves={numbers} />
        ) : (
          <CurveChart
            curves={visible}
            highlighted={ids}
            threshold={threshold}
            marks={marks}
            yLabel={title}
            summary={describe(curves)}
            dark={dark}
            height={280}
          />
        )}
      </div>
      <Legend
        label={`Curves of ${title}`}
        curves={curves}
        highlighted={ids}
        dark={dark}
        text={({ label }) => label}
        onToggle={(id) =>
          setHidden((before) =>
            before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
          )
        }
      />
    </Container>
  );
}

interface MetricChartsProps {
  readonly arn: string;
  readonly metrics: readonly string[];
  readonly objective: string | undefined;
  readonly direction: 'Maximize' | 'Minimize';
  readonly decisions: TrainingJobDecisions | undefined;
}

/** Every metric's curve, kinds together; the objective's chart also has the threshold and the stop. */
export function MetricCharts({ arn, metrics, objective, direction, decisions }: MetricChartsProps) {
  const points = useCurvePoints(metrics.map((metric) => ({ arn, metric })));
  const all = useMemo(
    () =>
      points.map(
        (each, index): Curve => ({
          id: metrics[index] ?? '',
          label: metrics[index] ?? '',
          index,
          points: each,
        }),
      ),
    [points, metrics],
  );
  const curves = useThrottled(all);
  const groups = useMemo(() => {
    const reported = curves.filter(({ points: each }) => each.length > 0);
    return groupMetrics(reported.map(({ id }) => id)).map((names) => ({
      names,
      curves: reported.filter(({ id }) => names.includes(id)),
    }));
  }, [curves]);
  const threshold = useMemo(() => decisions && thresholdCurve(decisions), [decisions]);
  const stop = useMemo(() => stopMark(decisions), [decisions]);
  const marks = useMemo(
    () =>
      marksOf(
        curves.find(({ id }) => id === objective),
        direction,
        stop,
      ),
    [curves, objective, direction, stop],
  );
  if (groups.length === 0) {
    return <Container header={<Header variant="h2">Metrics</Header>}>No epoch has ended yet.</Container>;
  }
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={groups.length === 1 ? 1 : 2} minColumnWidth={420}>
        {groups.map((group) => {
          const ofObjective = objective !== undefined && group.names.includes(objective);
          return (
            <MetricChart
              key={group.names.join(' ')}
              curves={group.curves}
              threshold={ofObjective ? threshold : undefined}
              marks={ofObjective ? marks : NO_MARKS}
            />
          );
        })}
      </ColumnLayout>
      {decisions?.Callbacks && (
        <CallbacksPanel
          decisions={decisions}
          curves={curves}
          objective={objective}
          threshold={threshold}
          stop={stop}
        />
      )}
    </SpaceBetween>
  );
}
