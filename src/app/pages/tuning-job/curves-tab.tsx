import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { CurveChart, MAX_HIGHLIGHTED } from '../../charts/curve-chart.tsx';
import { CurveTable } from '../../charts/curve-table.tsx';
import { Legend } from '../../charts/legend.tsx';
import { useThrottled } from '../../charts/use-throttled.ts';
import { q } from '../../client.ts';
import { thresholdCurve, stopMark } from '../../decisions.ts';
import { allMetricNames, directionOf } from '../../metric-names.ts';
import { definitionsOf, objectiveOf, shortName } from '../../jobs.ts';
import { useSimulation } from '../../simulated.tsx';
import { useDark } from '../../shell/theme.ts';
import { describeCurves, useTrainingCurves } from './curves.ts';
import type { TabProps } from './tabs.tsx';
import { OBJECTIVE } from './view.ts';

/** Learning curves of all training jobs, live. */
export function CurvesTab({ job, trainingJobs, selected, onSelect }: TabProps) {
  const dark = useDark();
  const simulated = useSimulation(job.HyperParameterTuningJobName) !== undefined;
  const [metric, setMetric] = useState(OBJECTIVE);
  const [asTable, setAsTable] = useState(false);
  const [late, setLate] = useState(false);
  const curves = useThrottled(useTrainingCurves(job, trainingJobs, metric));

  const objective = objectiveOf(job, definitionsOf(job)[0]?.DefinitionName);
  const options = [
    { value: OBJECTIVE, label: `Objective metric (${objective?.MetricName ?? 'of each definition'})` },
    ...allMetricNames(job).map((name) => ({ value: name, label: name })),
  ];
  const shownMetric = metric === OBJECTIVE ? (objective?.MetricName ?? 'objective') : metric;
  const direction = directionOf(job, shownMetric) ?? 'Minimize';

  const focused = selected.at(-1);
  const decisions = useQuery({
    ...q('DescribeTrainingJobDecisions', { TrainingJobName: focused ?? '' }),
    enabled: focused !== undefined,
  });
  const onObjective = shownMetric === objective?.MetricName;
  const threshold = useMemo(
    () => (onObjective && decisions.data ? thresholdCurve(decisions.data) : undefined),
    [onObjective, decisions.data],
  );
  const stop = useMemo(
    () => (onObjective ? stopMark(decisions.data) : undefined),
    [onObjective, decisions.data],
  );
  const summary = describeCurves(curves, trainingJobs, direction, shownMetric);
  const toggle = useCallback(
    (id: string) =>
      onSelect((before) =>
        before.includes(id) ? before.filter((each) => each !== id) : [...before, id].slice(-MAX_HIGHLIGHTED),
      ),
    [onSelect],
  );
  const strong = curves.filter(({ id }) => selected.includes(id));

  return (
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
            <SpaceBetween direction="horizontal" size="m">
              <Toggle checked={late} disabled={asTable} onChange={({ detail }) => setLate(detail.checked)}>
                Skip early epochs
              </Toggle>
              <Toggle checked={asTable} onChange={({ detail }) => setAsTable(detail.checked)}>
                Show as table
              </Toggle>
            </SpaceBetween>
          }
        >
          Learning curves
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label="Metric">
          <Select
            selectedOption={options.find(({ value }) => value === metric) ?? null}
            options={options}
            onChange={({ detail }) => setMetric(detail.selectedOption.value ?? OBJECTIVE)}
          />
        </FormField>
        {asTable ? (
          <CurveTable
            label={`${shownMetric} by epoch`}
            curves={[
              ...(strong.length > 0 ? strong : curves).map((curve) => ({
                ...curve,
                label: shortName(curve.id),
              })),
              ...(threshold ? [threshold] : []),
            ]}
          />
        ) : (
          <CurveChart
            curves={curves}
            highlighted={selected}
            threshold={threshold}
            stop={stop}
            yLabel={shownMetric}
            summary={summary}
            dark={dark}
            height={400}
            late={late}
            onPick={toggle}
          />
        )}
        <div>
          <Box variant="awsui-key-label">Highlight training jobs (at most {MAX_HIGHLIGHTED})</Box>
          <Legend
            label="Training jobs"
            curves={curves}
            highlighted={selected}
            onToggle={toggle}
            dark={dark}
            text={({ id }) => shortName(id)}
          />
        </div>
        {focused !== undefined && (
          <Box variant="small">
            {threshold
              ? `The dotted line is the median that training job ${shortName(focused)} was compared with after each epoch.`
              : `Training job ${shortName(focused)} has not been compared with a median${onObjective ? '' : ' on this metric'}.`}
          </Box>
        )}
      </SpaceBetween>
    </Container>
  );
}
