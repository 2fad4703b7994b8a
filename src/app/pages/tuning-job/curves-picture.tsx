import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  useCallback,
  useImperativeHandle,
  useMemo,
  useState,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { CurveChart, MAX_HIGHLIGHTED } from '../../charts/curve-chart.tsx';
import { CurveTable } from '../../charts/curve-table.tsx';
import { Legend } from '../../charts/legend.tsx';
import { hasPositive, hasValue, type Curve } from '../../charts/series.ts';
import { useThrottled } from '../../charts/use-throttled.ts';
import { q } from '../../client.ts';
import { Empty } from '../../empty.tsx';
import { objectiveOf, shortName } from '../../jobs.ts';
import { groupOf, type MetricGroup } from '../../objectives.ts';
import { Points } from '../../../lib/points.ts';
import { noValues } from '../../no-values.ts';
import { X_TEXT } from './curve-options.tsx';
import { chosenCurves, describeCurves, shaped, tableColumns, type Shaping } from './curve-shapes.ts';
import { readWhole, useTrainingCurves } from './curves.ts';
import { curveMarks } from './curve-marks.ts';
import { FocusPanel } from './focus-panel.tsx';
import type { TabProps } from './tabs.tsx';
import { useFocus } from './use-focus.ts';
import { OBJECTIVE, type View } from './view.ts';

/** Buttons beyond this many do not help to find one; the list of training jobs does. */
const MOST_BUTTONS = 60;

interface CurvesPictureProps
  extends Pick<TabProps, 'job' | 'trainingJobs' | 'selected' | 'onSelect' | 'epochsThen'> {
  readonly view: View;
  /** What is drawn, in words. */
  readonly metric: string;
  /** The metrics it is of: where definitions have different objectives, more than one. */
  readonly groups: readonly MetricGroup[];
  readonly asTable: boolean;
  readonly late: boolean;
  readonly dark: boolean;
  readonly chart: RefObject<HTMLDivElement | null>;
  /** Holds a way to every number of what is drawn. */
  readonly numbers: Ref<() => Promise<readonly Curve[]>>;
  readonly header: ReactNode;
  /** Above the chart. */
  readonly children: ReactNode;
}

/** All of the tab that changes with every report; what it is given is left alone then. */
export function CurvesPicture(props: CurvesPictureProps) {
  const { job, trainingJobs, selected, onSelect, epochsThen, view, metric, groups } = props;
  const { asTable, late, dark, chart, numbers, header, children } = props;
  const client = useQueryClient();
  const [closer, setCloser] = useState(false);
  // A smoothed point and the last one of a moment depend on all before them.
  const isAll =
    closer || view.smoothing > 0 || epochsThen !== undefined || (asTable && selected.length === 0);
  const { curves, thinned, isPending } = useTrainingCurves(job, trainingJobs, view.metric, {
    epochsThen,
    live: true,
    complete: isAll ? 'all' : selected,
  });
  const chosen = useMemo(
    () => chosenCurves(curves, trainingJobs, view.show, { selected, groups }),
    [curves, trainingJobs, view.show, selected, groups],
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
  const name = selected.at(-1);
  const definition = trainingJobs.find(
    ({ TrainingJobName }) => TrainingJobName === name,
  )?.TrainingJobDefinitionName;
  const { direction = 'Minimize' } = groupOf(groups, definition) ?? {};
  const onObjective = view.metric === OBJECTIVE || objectiveOf(job, definition)?.MetricName === view.metric;
  const focus = useFocus({ name, curves, shaping, direction, onObjective, epochsThen });
  // More do not stand out: those that were selected last do.
  const standing = useMemo(() => selected.slice(-MAX_HIGHLIGHTED), [selected]);
  const { stop } = focus;
  const marks = useMemo(
    () => curveMarks(chosen, trainingJobs, groups, { standing, shaping, stop }),
    [chosen, trainingJobs, groups, standing, shaping, stop],
  );
  const epochs = useThrottled(focus.epochs);

  const toggle = useCallback(
    (id: string) =>
      onSelect((before) =>
        // One that is selected and does not stand out comes to the front.
        before.slice(-MAX_HIGHLIGHTED).includes(id)
          ? before.filter((each) => each !== id)
          : [...before.filter((each) => each !== id), id].slice(-MAX_HIGHLIGHTED),
      ),
    [onSelect],
  );
  const summary = isPending
    ? 'The curves are being read.'
    : describeCurves(chosen, trainingJobs, groups, view.y === 'log');
  // Of what was reported, not of what is drawn.
  const columnsOf = (all: readonly Curve[]) => {
    const strong = all.filter(({ id }) => selected.includes(id));
    const own = tableColumns(strong.length > 0 ? strong : all, trainingJobs, groups, shaping);
    return focus.threshold ? [...own, focus.threshold] : own;
  };
  useImperativeHandle(
    numbers,
    () => async () =>
      columnsOf(thinned && !isAll ? await readWhole(client, job, view.metric, chosen) : chosen),
  );
  // Buttons are made again when there are others, not when a curve has grown.
  const ids = chosen
    .slice(0, MOST_BUTTONS)
    .map(({ id, index }) => `${id} ${index}`)
    .join('\n');
  const buttons = useMemo(
    () =>
      (ids === '' ? [] : ids.split('\n')).map((text): Curve => {
        const [id = '', index] = text.split(' ');
        return { id, label: id, index: Number(index), points: Points.none };
      }),
    [ids],
  );
  const isDrawn = drawn.some(view.y === 'log' ? hasPositive : hasValue);
  // Where some have succeeded there are curves: they are being read.
  const isRead = isDrawn || (job.ObjectiveStatusCounters.Succeeded ?? 0) === 0;
  const nothing =
    chosen.length === 0 && curves.length > 0
      ? {
          why: 'No training job is to be shown like this',
          next: 'Choose another of “Show”, such as all training jobs.',
        }
      : view.y === 'log' && !isDrawn && drawn.some(hasValue)
        ? {
            why: 'Every value is 0 or less: not on a logarithmic axis',
            next: 'Choose the linear value axis, or show the table.',
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
            <SpaceBetween size="m">
              {asTable ? (
                <CurveTable
                  label={`${metric} by ${X_TEXT[view.x].toLowerCase()}`}
                  xLabel={X_TEXT[view.x]}
                  curves={columnsOf(chosen)}
                />
              ) : nothing ? (
                <Empty {...nothing} />
              ) : (
                <CurveChart
                  curves={drawn}
                  highlighted={standing}
                  threshold={focus.threshold}
                  marks={marks}
                  yLabel={metric}
                  xLabel={X_TEXT[view.x]}
                  xUnit={view.x === 'epoch' ? 'epoch' : 'seconds'}
                  yScale={view.y}
                  summary={[
                    summary,
                    ...(view.smoothing > 0 ? [smoothedWords(view.smoothing)] : []),
                    ...(thinned && !isAll ? [THINNED] : []),
                  ].join(' ')}
                  dark={dark}
                  height={400}
                  late={late}
                  grows={epochsThen === undefined && job.HyperParameterTuningJobStatus === 'InProgress'}
                  onPick={toggle}
                  onCloser={setCloser}
                />
              )}
              <div>
                <Box variant="awsui-key-label">
                  Select training jobs (at most {MAX_HIGHLIGHTED} stand out)
                </Box>
                <Legend
                  label="Training jobs"
                  curves={buttons}
                  highlighted={standing}
                  onToggle={toggle}
                  dark={dark}
                  text={shortLabel}
                />
                {chosen.length > MOST_BUTTONS && (
                  <Box variant="small">
                    {chosen.length - MOST_BUTTONS} more: select them in the list of training jobs, or by a
                    click on their curve.
                  </Box>
                )}
                {selected.length > standing.length && (
                  <Box variant="small">
                    {selected.length} training jobs are selected; the {standing.length} that were selected
                    last stand out. A click on another brings it to the front.
                  </Box>
                )}
              </div>
            </SpaceBetween>
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

const smoothedWords = (weight: number) =>
  `Drawn smoothed (each value averaged with those before it, weight ${weight}); best, last, the line and every sentence are of the values as reported, and the table and the file have both.`;

const THINNED =
  'Drawn with fewer points than were reported, with all of their extremes; selected curves, a closer look, the table and the file have every point.';

const shortLabel = ({ id }: Curve) => shortName(id);
