import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useMemo } from 'react';
import { ranked, type ValueChoice } from '../../analysis.ts';
import { extent, numericAxis } from '../../charts/axis.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { strokeOf } from '../../charts/palette.ts';
import { Plot, type PlotLine } from '../../charts/plot.tsx';
import { hiddenWords, lastEpoch, valueRange, type Curve } from '../../charts/series.ts';
import { formatNumber, plural } from '../../format.ts';
import { shortName } from '../../jobs.ts';
import { Points } from '../../../lib/points.ts';
import { acrossText, metricGroups, metricsText } from '../../objectives.ts';
import { useCurvePoints } from '../../metrics.ts';
import type { Compared } from './compared.ts';
import { JobLegend } from './job-legend.tsx';
import { CURVES, type Curves } from './layout.ts';

const TEXT: Readonly<Record<Curves, string>> = {
  best: 'Best training job',
  top5: 'Best five',
  all: 'All',
};

/** Most curves of all tuning jobs together; beyond that the picture is a felt and the rest is left out, best first. */
const MOST = 300;

interface CurvesChartProps {
  readonly jobs: readonly Compared[];
  /** By which of their values training jobs are the best. */
  readonly value: ValueChoice;
  readonly show: Curves;
  readonly onShow: (show: Curves) => void;
  readonly dark: boolean;
}

/** Learning curves of several tuning jobs on one pair of axes. */
export function CurvesChart({ jobs, value, show, onShow, dark }: CurvesChartProps) {
  const chosen = useMemo(() => {
    const each = show === 'best' ? 1 : show === 'top5' ? 5 : Math.floor(MOST / Math.max(1, jobs.length));
    return jobs.flatMap((compared, index) =>
      ranked(compared.rows, value, compared.definition.Objective.Type)
        .filter(({ row }) => show === 'all' || row.competes)
        .slice(0, each)
        .map(({ row }) => ({ compared, index, row })),
    );
  }, [jobs, value, show]);
  const points = useCurvePoints(
    chosen.map(({ compared, row }) => ({
      arn: compared.job.HyperParameterTuningJobArn.replace(
        /:hyper-parameter-tuning-job\/.*/,
        `:training-job/${row.id.toLowerCase()}`,
      ),
      metric: compared.definition.Objective.MetricName,
      final: row.endedAt !== undefined,
    })),
  );
  // Each tuning job has its own objective: where they differ, each is named.
  const groups = useMemo(
    () =>
      metricGroups(
        jobs.map(({ name, definition: { Objective } }) => ({
          metric: Objective.MetricName,
          direction: Objective.Type,
          of: name,
        })),
      ),
    [jobs],
  );
  const metric = metricsText(groups);
  const curves = useMemo(
    () =>
      chosen.map(
        ({ row, index }, i): Curve => ({
          id: row.id,
          label: row.id,
          index,
          points: points[i] ?? Points.none,
        }),
      ),
    [chosen, points],
  );
  const { x, y, lines, outside } = useMemo(() => {
    const across = numericAxis('Epoch', 1, Math.max(2, lastEpoch(curves)), { whole: true, exact: true });
    const [low, high] = valueRange(curves) ?? extent([0, 1]) ?? [0, 1];
    const up = numericAxis(metric, low, high);
    return {
      x: across,
      y: up,
      outside: curves.reduce(
        (count, { points: own }) =>
          count + own.ys.reduce((sum, value) => sum + Number(up.place(value) < 0 || up.place(value) > 1), 0),
        0,
      ),
      // All curves of a tuning job are one line with gaps: they look alike anyway.
      lines: jobs.map(({ name }, index): PlotLine => {
        const { colour, dash } = strokeOf(index, dark);
        return {
          id: name,
          colour,
          dash: show === 'best' ? dash : [],
          width: show === 'best' ? 2.5 : 1.2,
          points: curves
            .filter((curve) => curve.index === index)
            .flatMap((curve) => [
              ...curve.points.map((point) => [across.place(point.x), up.place(point.y)] as const),
              [Number.NaN, Number.NaN] as const,
            ]),
        };
      }),
    };
  }, [curves, jobs, metric, show, dark]);
  const across = acrossText(groups);
  return (
    <ChartCard
      level="h2"
      title="Learning curves"
      controls={
        <SegmentedControl
          label="Learning curves of"
          selectedId={show}
          options={CURVES.map((id) => ({ id, text: TEXT[id] }))}
          onChange={({ detail }) => onShow(CURVES.find((each) => each === detail.selectedId) ?? 'best')}
        />
      }
      summary={`${metric} by epoch of ${plural(chosen.length, 'training job')}${show === 'best' ? `: ${chosen.map(({ compared, row }) => `${shortName(row.id)} of ${compared.name}`).join(', ')}` : ''}.${across === '' ? '' : ` ${across}`}${hiddenWords({ outside, unplaced: 0 })}`}
      legend={<JobLegend names={jobs.map(({ name }) => name)} dark={dark} />}
      empty={
        chosen.length === 0
          ? {
              why: 'No training job has a curve to show yet',
              next:
                show === 'all'
                  ? 'The first appears with the first epoch.'
                  : 'Choose “All” to see those that are still running or were stopped.',
            }
          : undefined
      }
      columns={[
        { id: 'job', label: 'Tuning job' },
        { id: 'training', label: 'Training job' },
        { id: 'epoch', label: 'Epoch' },
        ...(groups.length > 1 ? [{ id: 'metric', label: 'Metric' }] : []),
        { id: 'value', label: groups.length > 1 ? 'Value' : metric },
      ]}
      rows={() =>
        chosen.flatMap(({ compared, row }, i) =>
          (points[i] ?? Points.none).map((point) => ({
            id: `${row.id} ${point.x}`,
            cells: {
              job: compared.name,
              training: shortName(row.id),
              epoch: point.x,
              metric: compared.definition.Objective.MetricName,
              value: Number.isFinite(point.y) ? point.y : formatNumber(point.y),
            },
          })),
        )
      }
      dark={dark}
    >
      <Plot x={x} y={y} lines={lines} dark={dark} height={360} />
    </ChartCard>
  );
}
