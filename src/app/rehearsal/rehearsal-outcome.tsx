import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import Toggle from '@cloudscape-design/components/toggle';
import { useMemo, useRef, useState } from 'react';
import { REHEARSED_STRATEGIES, type Unfit } from '../../api/foresight.ts';
import { BandChart, BY_TEXT } from '../charts/band-chart.tsx';
import { BandTable } from '../charts/band-table.tsx';
import { bandCsv, bandOf, BY, type By, endOf } from '../charts/bands.ts';
import { DownloadMenu } from '../charts/download-menu.tsx';
import { Swatch } from '../charts/swatch.tsx';
import { formatDuration, formatNumber, plural } from '../format.ts';
import type { Objective } from '../jobs.ts';
import { conclusionOf, outcomesOf, type RehearsalResult, type RehearsalSettings } from '../rehearsal.ts';
import { useDark } from '../shell/theme.ts';

const UNFIT_TEXT: Readonly<Record<Unfit, string>> = {
  NoRows: 'a training job definition has no training job that ended with a value.',
  NotCategorical: 'grid search needs categorical ranges only.',
  OneEpoch: 'Hyperband compares training jobs between epochs, and these have a single one.',
  NotAvailable: 'this version cannot run it.',
};

interface RehearsalOutcomeProps {
  readonly result: RehearsalResult;
  readonly settings: RehearsalSettings;
  /** More seeds are being played: what is shown is what the first ones came to, and nothing is concluded yet. */
  readonly running: boolean;
  readonly objective: Objective;
  readonly by: By;
  readonly onBy: (by: By) => void;
}

/** What came out: a sentence, bands and a table. */
export function RehearsalOutcome({ result, settings, running, objective, by, onBy }: RehearsalOutcomeProps) {
  const dark = useDark();
  const [asTable, setAsTable] = useState(false);
  const chart = useRef<HTMLDivElement>(null);
  const { MetricName, Type } = objective;
  const outcomes = useMemo(() => outcomesOf(result, Type), [result, Type]);
  const curves = useMemo(() => {
    const longest = Math.max(0, ...[...result.traces.values()].map((traces) => endOf(traces, by)));
    return [...result.traces].map(([strategy, traces]) => ({
      id: strategy,
      label: strategy,
      index: REHEARSED_STRATEGIES.indexOf(strategy),
      points: bandOf(traces, by, longest),
    }));
  }, [result, by]);
  const { seeds } = result;
  const drawn = curves.some(({ points }) => points.length > 0);
  return (
    <SpaceBetween size="m">
      {!running && (
        <Alert type={drawn ? 'success' : 'info'} header="Conclusion">
          {conclusionOf(outcomes, Type, { seeds, jobs: settings.jobs })}
        </Alert>
      )}
      {result.unfit.size > 0 && (
        <Alert type="info" header="Not played">
          {[...result.unfit].map(([strategy, why]) => (
            <div key={strategy}>
              {strategy}: {UNFIT_TEXT[why]}
            </div>
          ))}
        </Alert>
      )}
      {drawn && (
        <>
          <Box variant="h3">Best objective so far</Box>
          <SpaceBetween direction="horizontal" size="l" alignItems="center">
            <SegmentedControl
              label="Draw against"
              selectedId={by}
              options={BY.map((id) => ({ id, text: BY_TEXT[id] }))}
              onChange={({ detail }) => onBy(BY.find((each) => each === detail.selectedId) ?? 'jobs')}
            />
            <Toggle checked={asTable} onChange={({ detail }) => setAsTable(detail.checked)}>
              Show as table
            </Toggle>
            <DownloadMenu
              name={`Rehearsal of ${MetricName}`}
              chart={chart}
              pictures={!asTable}
              csv={() => bandCsv(BY_TEXT[by], curves)}
              dark={dark}
            />
          </SpaceBetween>
          {asTable ? (
            <BandTable key={by} curves={curves} by={by} label={`Best ${MetricName} so far`} />
          ) : (
            <div ref={chart}>
              <BandChart
                curves={curves}
                by={by}
                yLabel={MetricName}
                summary={`Lines are medians over ${plural(seeds, 'seed')}, areas the middle half; early values may lie outside the picture. All of it is simulated.`}
                dark={dark}
              />
            </div>
          )}
        </>
      )}
      <Table
        variant="embedded"
        contentDensity="compact"
        wrapLines
        ariaLabels={{ tableLabel: 'Outcome by strategy' }}
        trackBy="strategy"
        items={outcomes}
        empty="No strategy could be played."
        columnDefinitions={[
          {
            id: 'strategy',
            minWidth: 130,
            header: 'Strategy',
            isRowHeader: true,
            cell: ({ strategy }) => (
              <span className="with-swatch">
                <Swatch index={REHEARSED_STRATEGIES.indexOf(strategy)} dark={dark} />
                {strategy}
              </span>
            ),
          },
          {
            id: 'best',
            minWidth: 150,
            header: `Median best ${MetricName}`,
            cell: ({ best }) => (
              <div className="numbers">{Number.isNaN(best.median) ? '–' : formatNumber(best.median, 5)}</div>
            ),
          },
          {
            id: 'half',
            minWidth: 170,
            header: 'Middle half',
            cell: ({ best }) => (
              <div className="numbers">
                {Number.isNaN(best.median)
                  ? '–'
                  : `${formatNumber(best.low, 5)} to ${formatNumber(best.high, 5)}`}
              </div>
            ),
          },
          {
            id: 'ahead',
            minWidth: 110,
            header: 'Seeds with none better',
            cell: ({ ahead }) => (
              <div className="numbers">
                {ahead} of {seeds}
              </div>
            ),
          },
          {
            id: 'epochs',
            minWidth: 100,
            header: 'Epochs (median)',
            cell: ({ epochs }) => <div className="numbers">{formatNumber(epochs)}</div>,
          },
          {
            id: 'time',
            minWidth: 110,
            header: 'Simulated time (median)',
            cell: ({ seconds }) => <div className="numbers">{formatDuration(seconds)}</div>,
          },
          {
            id: 'stopped',
            minWidth: 110,
            header: 'Stopped early (median)',
            cell: ({ stopped }) => <div className="numbers">{formatNumber(stopped)}</div>,
          },
        ]}
      />
    </SpaceBetween>
  );
}
