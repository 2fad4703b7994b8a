import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useCallback, useRef, useState } from 'react';
import { DownloadMenu } from '../../charts/download-menu.tsx';
import { curvesCsv } from '../../charts/save.ts';
import { toRows, type Curve } from '../../charts/series.ts';
import { useSame } from '../../use-same.ts';
import { allMetricNames, directionOf } from '../../metric-names.ts';
import type { TuningJob } from '../../jobs.ts';
import { metricsText, objectivesOf, type MetricGroup } from '../../objectives.ts';
import { useSimulation } from '../../simulated.tsx';
import { useDark } from '../../shell/theme.ts';
import { CurveOptions, X_TEXT } from './curve-options.tsx';
import { CurvesPicture } from './curves-picture.tsx';
import type { TabProps } from './tabs.tsx';
import { useView } from './use-view.ts';
import { OBJECTIVE } from './view.ts';

const objectivesText = (job: TuningJob) => {
  const text = metricsText(objectivesOf(job));
  return text.startsWith('objective metric') ? `O${text.slice(1)}` : `${text} (objective)`;
};

/** Learning curves of all training jobs, live. */
export function CurvesTab({ job, trainingJobs, selected, onSelect, epochsThen }: TabProps) {
  const dark = useDark();
  const name = job.HyperParameterTuningJobName;
  const simulated = useSimulation(name) !== undefined;
  const [view, setView] = useView();
  const { metric } = view;
  const [asTable, setAsTable] = useState(false);
  const [late, setLate] = useState(false);
  const chart = useRef<HTMLDivElement>(null);
  const numbers = useRef<() => Promise<readonly Curve[]>>(async () => []);

  const groups = useSame<readonly MetricGroup[]>(
    metric === OBJECTIVE
      ? objectivesOf(job)
      : [{ metric, direction: directionOf(job, metric) ?? 'Minimize', of: [] }],
  );
  const shownMetric = metricsText(groups);
  const along = X_TEXT[view.x];
  const csv = useCallback(async () => {
    const curves = await numbers.current();
    return curvesCsv(along, curves, toRows(curves));
  }, [along]);
  const metrics = useSame([
    { value: OBJECTIVE, label: objectivesText(job) },
    ...allMetricNames(job).map((each) => ({ value: each, label: each })),
  ]);

  return (
    <CurvesPicture
      {...{ job, trainingJobs, selected, onSelect, epochsThen, view, asTable, late, dark, chart, numbers }}
      metric={shownMetric}
      groups={groups}
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
              name={`Learning curves of ${shownMetric}`}
              chart={chart}
              pictures={!asTable}
              csv={csv}
              dark={dark}
            />
          }
        >
          Learning curves
        </Header>
      }
    >
      <CurveOptions view={view} setView={setView} metrics={metrics} />
      <SpaceBetween direction="horizontal" size="m">
        <Toggle checked={asTable} onChange={({ detail }) => setAsTable(detail.checked)}>
          Show as table
        </Toggle>
        <Toggle checked={late} disabled={asTable} onChange={({ detail }) => setLate(detail.checked)}>
          Skip early epochs
        </Toggle>
      </SpaceBetween>
    </CurvesPicture>
  );
}
