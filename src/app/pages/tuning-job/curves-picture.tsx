import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useImperativeHandle, useMemo, type ReactNode, type Ref, type RefObject } from 'react';
import { CurveChart, MAX_HIGHLIGHTED } from '../../charts/curve-chart.tsx';
import { CurveTable } from '../../charts/curve-table.tsx';
import { Legend } from '../../charts/legend.tsx';
import type { Curve } from '../../charts/series.ts';
import { useThrottled } from '../../charts/use-throttled.ts';
import { q } from '../../client.ts';
import { Empty } from '../../empty.tsx';
import { shortName } from '../../jobs.ts';
import { noValues } from '../../no-values.ts';
import { X_TEXT } from './curve-options.tsx';
import { chosenCurves, describeCurves, shaped, useTrainingCurves, type Shaping } from './curves.ts';
import { FocusPanel } from './focus-panel.tsx';
import type { TabProps } from './tabs.tsx';
import { useFocus } from './use-focus.ts';
import type { View } from './view.ts';

/** Buttons beyond this many do not help to find one; the list of training jobs does. */
const MOST_BUTTONS = 60;

interface CurvesPictureProps
  extends Pick<TabProps, 'job' | 'trainingJobs' | 'selected' | 'onSelect' | 'epochsThen'> {
  readonly view: View;
  /** The metric's name and which way it is better. */
  readonly metric: string;
  readonly direction: 'Maximize' | 'Minimize';
  readonly onObjective: boolean;
  readonly asTable: boolean;
  readonly late: boolean;
  readonly dark: boolean;
  readonly chart: RefObject<HTMLDivElement | null>;
  /** Holds what is drawn, for whoever wants the numbers. */
  readonly numbers: Ref<() => readonly Curve[]>;
  readonly header: ReactNode;
  /** Above the chart. */
  readonly children: ReactNode;
}

/** All of the tab that changes with every report; what it is given is left alone then. */
export function CurvesPicture(props: CurvesPictureProps) {
  const { job, trainingJobs, selected, onSelect, epochsThen, view, metric, direction, onObjective } = props;
  const { asTable, late, dark, chart, numbers, header, children } = props;
  const { curves, isPending } = useTrainingCurves(job, trainingJobs, view.metric, { epochsThen, live: true });
  const chosen = useMemo(
    () => chosenCurves(curves, trainingJobs, view.show, { selected, direction }),
    [curves, trainingJobs, view.show, selected, direction],
  );

  const timeline = useQuery({
    ...q('DescribeTuningJobTimeline', { HyperParameterTuningJobName: job.HyperParameterTuningJobName }),
    enabled: view.x !== 'epoch',
  });
  const shaping = useMemo<Shaping>(
    () => ({
      x: view.x,
      smoothing: view.smoothing,
      times: new Map((timeline.data?.TrainingJobs ?? []).map((each) => [each.TrainingJobName, each])),
    }),
    [view.x, view.smoothing, timeline.data],
  );
  const drawn = useMemo(() => chosen.map((curve) => shaped(curve, shaping)), [chosen, shaping]);
  const focus = useFocus({ name: selected.at(-1), curves, shaping, direction, onObjective, epochsThen });
  const epochs = useThrottled(focus.epochs);

  const toggle = useCallback(
    (id: string) =>
      onSelect((before) =>
        before.includes(id) ? before.filter((each) => each !== id) : [...before, id].slice(-MAX_HIGHLIGHTED),
      ),
    [onSelect],
  );
  const summary = isPending
    ? 'The curves are being read.'
    : describeCurves(chosen, trainingJobs, direction, metric);
  const columns = () => {
    const strong = drawn.filter(({ id }) => selected.includes(id));
    const own = (strong.length > 0 ? strong : drawn).map((curve) => ({
      ...curve,
      label: shortName(curve.id),
    }));
    return focus.threshold ? [...own, focus.threshold] : own;
  };
  useImperativeHandle(numbers, () => columns);
  // Buttons are made again when there are others, not when a curve has grown.
  const ids = chosen
    .slice(0, MOST_BUTTONS)
    .map(({ id, index }) => `${id} ${index}`)
    .join('\n');
  const buttons = useMemo(
    () =>
      (ids === '' ? [] : ids.split('\n')).map((text): Curve => {
        const [id = '', index] = text.split(' ');
        return { id, label: id, index: Number(index), points: [] };
      }),
    [ids],
  );
  const isDrawn = drawn.some(({ points }) => points.some(({ y }) => Number.isFinite(y)));
  // Where some have succeeded there are curves: they are being read.
  const isRead = isDrawn || (job.ObjectiveStatusCounters.Succeeded ?? 0) === 0;
  const nothing =
    chosen.length === 0 && curves.length > 0
      ? {
          why: 'No training job is to be shown like this',
          next: 'Choose another of “Show”, such as all training jobs.',
        }
      : isDrawn || !isRead
        ? undefined
        : noValues(job);
  const focused = trainingJobs.find(({ TrainingJobName }) => TrainingJobName === focus.name);

  return (
    <SpaceBetween size="l">
      <Container header={header}>
        <SpaceBetween size="m">
          {children}
          <div ref={chart}>
            {asTable ? (
              <CurveTable
                label={`${metric} by ${X_TEXT[view.x].toLowerCase()}`}
                xLabel={X_TEXT[view.x]}
                curves={columns()}
              />
            ) : nothing ? (
              <Empty {...nothing} />
            ) : (
              <CurveChart
                curves={drawn}
                highlighted={selected}
                threshold={focus.threshold}
                marks={focus.marks}
                yLabel={metric}
                xLabel={X_TEXT[view.x]}
                xUnit={view.x === 'epoch' ? 'epoch' : 'seconds'}
                yScale={view.y}
                summary={
                  view.smoothing > 0 ? `${summary} Drawn smoothed; the table and marks are too.` : summary
                }
                dark={dark}
                height={400}
                late={late}
                grows={epochsThen === undefined && job.HyperParameterTuningJobStatus === 'InProgress'}
                onPick={toggle}
              />
            )}
          </div>
          <div>
            <Box variant="awsui-key-label">Select training jobs (at most {MAX_HIGHLIGHTED} stand out)</Box>
            <Legend
              label="Training jobs"
              curves={buttons}
              highlighted={selected}
              onToggle={toggle}
              dark={dark}
              text={shortLabel}
            />
            {chosen.length > MOST_BUTTONS && (
              <Box variant="small">
                {chosen.length - MOST_BUTTONS} more: select them in the list of training jobs, or by a click
                on their curve.
              </Box>
            )}
          </div>
          {focus.words !== undefined && <Box variant="p">{focus.words}</Box>}
        </SpaceBetween>
      </Container>
      {focused && focus.decisions && epochsThen === undefined && (
        <FocusPanel summary={focused} decisions={focus.decisions} epochs={epochs} direction={direction} />
      )}
    </SpaceBetween>
  );
}

const shortLabel = ({ id }: Curve) => shortName(id);
