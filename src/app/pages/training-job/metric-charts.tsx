import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo, useState } from 'react';
import { CurvePicture } from '../../charts/curve-picture.tsx';
import { Legend } from '../../charts/legend.tsx';
import { groupMetrics, type Curve, type Mark } from '../../charts/series.ts';
import { Subject } from '../../charts/subject.ts';
import { useThrottled } from '../../charts/use-throttled.ts';
import { Empty, type EmptyWords } from '../../empty.tsx';
import { marksOf, stopMark, thresholdCurve } from '../../decisions.ts';
import { formatNumber } from '../../format.ts';
import { Points } from '../../../lib/points.ts';
import { useOwnCurves } from '../../metrics.ts';
import type { TrainingJob, TrainingJobDecisions } from '../../jobs.ts';
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
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const visible = useMemo(() => curves.filter(({ id }) => !hidden.includes(id)), [curves, hidden]);
  const ids = useMemo(() => visible.map(({ id }) => id), [visible]);
  const title = curves.map(({ label }) => label).join(' and ');
  return (
    <Container fitHeight>
      <CurvePicture
        title={title}
        numbers={threshold ? [...curves, threshold] : curves}
        curves={visible}
        highlighted={ids}
        threshold={threshold}
        marks={marks}
        yLabel={title}
        summary={describe(curves)}
        dark={dark}
        height={280}
        legend={
          <Legend
            label={`Curves of ${title}`}
            curves={curves}
            highlighted={ids}
            dark={dark}
            text={({ label }) => label}
            hides
            onToggle={(id) =>
              setHidden((before) =>
                before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
              )
            }
          />
        }
      />
    </Container>
  );
}

/** Why there is no curve to draw. */
const noMetrics = (status: TrainingJob['TrainingJobStatus']): EmptyWords => {
  switch (status) {
    case 'Failed':
      return {
        why: 'It failed before its first epoch had ended',
        next: 'The failure reason is at the top of this page, and the logs below say what happened until then.',
      };
    case 'Stopped':
      return {
        why: 'It was stopped before its first epoch had ended',
        next: 'There is nothing that it learned. Why it was stopped is told below.',
      };
    case 'Completed':
      return {
        why: 'No metric came to a finite value',
        next: 'The logs below say what was printed. Either no metric definition matches a line of it, or training diverged to NaN or infinity; smaller steps, such as a smaller learning rate, help then.',
      };
    default:
      return {
        why: 'No epoch has ended yet',
        next: 'The curves appear by themselves with the first one, after instances have started and data has been downloaded.',
      };
  }
};

interface MetricChartsProps {
  readonly status: TrainingJob['TrainingJobStatus'];
  readonly tuningJob: string;
  readonly trainingJob: string;
  readonly metrics: readonly string[];
  readonly objective: string | undefined;
  readonly direction: 'Maximize' | 'Minimize';
  readonly decisions: TrainingJobDecisions | undefined;
}

/** Every metric's curve, kinds together; the objective's chart also has the threshold and the stop. */
export function MetricCharts(props: MetricChartsProps) {
  const { status, tuningJob, trainingJob, metrics, objective, direction, decisions } = props;
  const points = useOwnCurves(tuningJob, trainingJob, metrics);
  const all = useMemo(
    () => ({
      isRead: !points.includes(undefined),
      curves: metrics.map(
        (metric, index): Curve => ({
          id: metric,
          label: metric,
          index,
          points: points[index] ?? Points.none,
        }),
      ),
    }),
    [points, metrics],
  );
  const { isRead, curves } = useThrottled(all);
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
    return (
      <Container header={<Header variant="h2">Metrics</Header>}>
        {!isRead ? (
          <StatusIndicator type="loading">Reading the metrics</StatusIndicator>
        ) : (
          <Empty {...noMetrics(status)} />
        )}
      </Container>
    );
  }
  return (
    <Subject value={trainingJob}>
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
    </Subject>
  );
}
