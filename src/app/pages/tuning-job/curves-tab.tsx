import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { CurveChart, MAX_HIGHLIGHTED } from '../../charts/curve-chart.tsx';
import { CurveTable } from '../../charts/curve-table.tsx';
import { DownloadMenu } from '../../charts/download-menu.tsx';
import { Legend } from '../../charts/legend.tsx';
import { curvesCsv } from '../../charts/save.ts';
import { toRows } from '../../charts/series.ts';
import { useThrottled } from '../../charts/use-throttled.ts';
import { q } from '../../client.ts';
import { allMetricNames, directionOf } from '../../metric-names.ts';
import { definitionsOf, objectiveOf, shortName } from '../../jobs.ts';
import { useSimulation } from '../../simulated.tsx';
import { useDark } from '../../shell/theme.ts';
import { CurveOptions, X_TEXT } from './curve-options.tsx';
import { chosenCurves, describeCurves, shaped, useTrainingCurves, type Shaping } from './curves.ts';
import { FocusPanel } from './focus-panel.tsx';
import type { TabProps } from './tabs.tsx';
import { useFocus } from './use-focus.ts';
import { useView } from './use-view.ts';
import { OBJECTIVE } from './view.ts';

/** Buttons beyond this many do not help to find one; the list of training jobs does. */
const MOST_BUTTONS = 60;

/** Learning curves of all training jobs, live. */
export function CurvesTab({ job, trainingJobs, selected, onSelect, epochsThen }: TabProps) {
  const dark = useDark();
  const name = job.HyperParameterTuningJobName;
  const simulated = useSimulation(name) !== undefined;
  const [view, setView] = useView();
  const { metric, show } = view;
  const [asTable, setAsTable] = useState(false);
  const [late, setLate] = useState(false);
  const chart = useRef<HTMLDivElement>(null);

  const objective = objectiveOf(job, definitionsOf(job)[0]?.DefinitionName);
  const shownMetric = metric === OBJECTIVE ? (objective?.MetricName ?? 'objective') : metric;
  const direction = directionOf(job, shownMetric) ?? 'Minimize';
  const onObjective = shownMetric === objective?.MetricName;
  // The backend tells of changes 4 times a second; the answers to one arrive in a few pieces, which are drawn together.
  const curves = useThrottled(useTrainingCurves(job, trainingJobs, metric, epochsThen), 100);
  const chosen = useMemo(
    () => chosenCurves(curves, trainingJobs, show, { selected, direction }),
    [curves, trainingJobs, show, selected, direction],
  );

  const timeline = useQuery({
    ...q('DescribeTuningJobTimeline', { HyperParameterTuningJobName: name }),
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

  const summary = describeCurves(chosen, trainingJobs, direction, shownMetric);
  const toggle = useCallback(
    (id: string) =>
      onSelect((before) =>
        before.includes(id) ? before.filter((each) => each !== id) : [...before, id].slice(-MAX_HIGHLIGHTED),
      ),
    [onSelect],
  );
  const numbers = () => {
    const strong = drawn.filter(({ id }) => selected.includes(id));
    const columns = (strong.length > 0 ? strong : drawn).map((curve) => ({
      ...curve,
      label: shortName(curve.id),
    }));
    return focus.threshold ? [...columns, focus.threshold] : columns;
  };
  const focused = trainingJobs.find(({ TrainingJobName }) => TrainingJobName === focus.name);

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={
              simulated
                ? 'One curve for each training job. Curves of this tuning job are simulated.'
                : 'One curve for each training job; every point was really trained.'
            }
            actions={
              <DownloadMenu
                name={`${name} ${shownMetric}`}
                chart={chart}
                pictures={!asTable}
                csv={() => curvesCsv(X_TEXT[view.x], numbers(), toRows(numbers()))}
                dark={dark}
              />
            }
          >
            Learning curves
          </Header>
        }
      >
        <SpaceBetween size="m">
          <CurveOptions
            view={view}
            setView={setView}
            metrics={[
              {
                value: OBJECTIVE,
                label: `Objective metric (${objective?.MetricName ?? 'of each definition'})`,
              },
              ...allMetricNames(job).map((each) => ({ value: each, label: each })),
            ]}
          />
          <SpaceBetween direction="horizontal" size="m">
            <Toggle checked={asTable} onChange={({ detail }) => setAsTable(detail.checked)}>
              Show as table
            </Toggle>
            <Toggle checked={late} disabled={asTable} onChange={({ detail }) => setLate(detail.checked)}>
              Skip early epochs
            </Toggle>
          </SpaceBetween>
          <div ref={chart}>
            {asTable ? (
              <CurveTable
                label={`${shownMetric} by ${X_TEXT[view.x].toLowerCase()}`}
                xLabel={X_TEXT[view.x]}
                curves={numbers()}
              />
            ) : (
              <CurveChart
                curves={drawn}
                highlighted={selected}
                threshold={focus.threshold}
                marks={focus.marks}
                yLabel={shownMetric}
                xLabel={X_TEXT[view.x]}
                xUnit={view.x === 'epoch' ? 'epoch' : 'seconds'}
                yScale={view.y}
                summary={
                  view.smoothing > 0 ? `${summary} Drawn smoothed; the table and marks are too.` : summary
                }
                dark={dark}
                height={400}
                late={late}
                onPick={toggle}
              />
            )}
          </div>
          <div>
            <Box variant="awsui-key-label">Select training jobs (at most {MAX_HIGHLIGHTED} stand out)</Box>
            <Legend
              label="Training jobs"
              curves={chosen.slice(0, MOST_BUTTONS)}
              highlighted={selected}
              onToggle={toggle}
              dark={dark}
              text={({ id }) => shortName(id)}
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
        <FocusPanel
          summary={focused}
          decisions={focus.decisions}
          epochs={focus.epochs}
          direction={direction}
        />
      )}
    </SpaceBetween>
  );
}
