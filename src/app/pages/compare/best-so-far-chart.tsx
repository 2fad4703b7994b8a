import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useMemo } from 'react';
import {
  betterOf,
  bestSoFar,
  PROGRESS,
  PROGRESS_TEXT,
  VALUE_TEXT,
  type ProgressBy,
  type ValueChoice,
} from '../../analysis.ts';
import { durationAxis, extent, numericAxis } from '../../charts/axis.ts';
import { ChartCard } from '../../charts/chart-card.tsx';
import { strokeOf } from '../../charts/palette.ts';
import { Plot, type Mark, type PlotLine } from '../../charts/plot.tsx';
import { SHAPES } from '../../charts/marks.ts';
import { formatDuration, formatNumber } from '../../format.ts';
import { shortName } from '../../jobs.ts';
import { metricGroups, metricsText } from '../../objectives.ts';
import type { Compared } from './compared.ts';
import { JobLegend } from './job-legend.tsx';

interface BestSoFarChartProps {
  readonly jobs: readonly Compared[];
  readonly value: ValueChoice;
  readonly by: ProgressBy;
  readonly onBy: (by: ProgressBy) => void;
  readonly dark: boolean;
}

/** The best so far of each tuning job on one pair of axes. */
export function BestSoFarChart({ jobs, value, by, onBy, dark }: BestSoFarChartProps) {
  const courses = useMemo(
    () =>
      jobs.map((each, index) => ({
        each,
        index,
        steps: bestSoFar(each.rows, { value, direction: each.definition.Objective.Type, by }),
      })),
    [jobs, value, by],
  );
  const metric = `${VALUE_TEXT[value]} ${metricsText(
    metricGroups(
      jobs.map(({ name, definition: { Objective } }) => ({
        metric: Objective.MetricName,
        direction: Objective.Type,
        of: name,
      })),
    ),
  )}`;
  const { x, y, lines, marks } = useMemo(() => {
    const steps = courses.flatMap((course) => course.steps);
    const end = extent(steps.map((step) => step.x))?.[1] ?? 1;
    const across =
      by === 'seconds'
        ? durationAxis(PROGRESS_TEXT[by], end)
        : numericAxis(PROGRESS_TEXT[by], 0, end, { whole: by === 'jobs' });
    const [low, high] = extent(steps.map(({ best }) => best)) ?? [0, 1];
    const up = numericAxis(metric, low, high);
    return {
      x: across,
      y: up,
      lines: courses.map(({ each, index, steps: own }): PlotLine => {
        const { colour, dash } = strokeOf(index, dark);
        return {
          id: each.name,
          points: own.map((step) => [across.place(step.x), up.place(step.best)] as const),
          colour,
          dash,
          width: 2.5,
          step: true,
        };
      }),
      // A mark wherever a best was set: what a line of one step is seen by, too.
      marks: courses.flatMap(({ each, index, steps: own }) =>
        own
          .filter((step, i) => step.id !== own[i - 1]?.id)
          .map((step): Mark => {
            const shape = SHAPES[index % SHAPES.length] ?? 'circle';
            return {
              id: `${each.name} ${step.id}`,
              u: across.place(step.x),
              v: up.place(step.best),
              style: { shape, colour: strokeOf(index, dark).colour },
              text: () => [
                each.name,
                `${metric}: ${formatNumber(step.best)}`,
                `${PROGRESS_TEXT[by]}: ${across.format(step.x)}`,
              ],
            };
          }),
      ),
    };
  }, [courses, by, metric, dark]);
  const alike = new Set(jobs.map(({ definition: { Objective: o } }) => `${o.Type} ${o.MetricName}`)).size < 2;
  const reached = courses.flatMap(({ each, steps }) => {
    const last = steps.at(-1);
    return last ? [{ name: each.name, direction: each.definition.Objective.Type, last }] : [];
  });
  const best = reached.reduce<(typeof reached)[number] | undefined>(
    (a, b) => (!a || betterOf(a.direction)(b.last.best, a.last.best) ? b : a),
    undefined,
  );
  const equal = reached.filter(({ name, last }) => name !== best?.name && last.best === best?.last.best);
  const furthest = best && [best, ...equal].map(({ name }) => name).join(' and ');
  return (
    <ChartCard
      level="h2"
      title="Best so far"
      controls={
        <SegmentedControl
          label="Best so far against"
          selectedId={by}
          options={PROGRESS.map((id) => ({ id, text: PROGRESS_TEXT[id].replace(/ \(.*/, '') }))}
          onChange={({ detail }) => onBy(PROGRESS.find((each) => each === detail.selectedId) ?? 'jobs')}
        />
      }
      summary={
        best && alike
          ? `${furthest} ${equal.length === 0 ? 'has come furthest' : 'have come equally far'}: ${metric} ${formatNumber(best.last.best)}, set by training job ${shortName(best.last.id)}${equal.length === 0 ? '' : ` of ${best.name}`}.`
          : 'The objectives differ: no tuning job can be said to have come furthest.'
      }
      legend={<JobLegend names={jobs.map(({ name }) => name)} dark={dark} />}
      empty={
        reached.length === 0
          ? {
              why: 'No training job of these tuning jobs has ended with a value yet',
              next: 'The first step appears with the first that ends.',
            }
          : undefined
      }
      columns={[
        { id: 'job', label: 'Tuning job' },
        { id: 'x', label: PROGRESS_TEXT[by], ...(by === 'seconds' ? { format: formatDuration } : {}) },
        { id: 'best', label: `Best ${metric} so far` },
        { id: 'by', label: 'Set by' },
      ]}
      rows={() =>
        courses.flatMap(({ each, steps }) =>
          steps.map((step, i) => ({
            id: `${each.name} ${i}`,
            cells: { job: each.name, x: step.x, best: step.best, by: shortName(step.id) },
          })),
        )
      }
      dark={dark}
    >
      <Plot x={x} y={y} lines={lines} marks={marks} dark={dark} height={360} />
    </ChartCard>
  );
}
