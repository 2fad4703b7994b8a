import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { CurveChart } from '../../charts/curve-chart.tsx';
import type { Curve, Mark } from '../../charts/series.ts';
import { callbackSentences, patienceBand } from '../../callback-words.ts';
import { formatNumber, plural } from '../../format.ts';
import type { TrainingJobDecisions } from '../../jobs.ts';
import { useDark } from '../../shell/theme.ts';

interface CallbacksPanelProps {
  readonly decisions: TrainingJobDecisions;
  readonly curves: readonly Curve[];
  readonly objective: string | undefined;
  readonly threshold: Curve | undefined;
  readonly stop: Mark | undefined;
}

/** The network's own early stopping and checkpoint beside the tuning job's rule: two layers on one chart. */
export function CallbacksPanel({ decisions, curves, objective, threshold, stop }: CallbacksPanelProps) {
  const dark = useDark();
  const { EarlyStopping: early, ModelCheckpoint: checkpoint } = decisions.Callbacks ?? {};
  const monitor = early?.Monitor ?? checkpoint?.Monitor;
  const curve = useMemo(() => curves.filter(({ id }) => id === monitor), [curves, monitor]);
  const highlighted = useMemo(() => curve.map(({ id }) => id), [curve]);
  const points = curve[0]?.points;
  const band = useMemo(() => early && patienceBand(early), [early]);
  const marks = useMemo(() => {
    const at = (epoch: number | undefined) => points?.find(({ x }) => x === epoch);
    const best = at(early?.BestEpoch ?? checkpoint?.SavedEpochs.at(-1));
    const ended = at(early?.StopEpoch);
    return [
      ...(best ? [{ ...best, kind: 'best' as const, label: `Best ${formatNumber(best.y, 4)}` }] : []),
      ...(ended ? [{ ...ended, kind: 'last' as const, label: 'Patience ran out' }] : []),
      ...(stop && monitor === objective ? [stop] : []),
    ];
  }, [points, early, checkpoint, stop, monitor, objective]);
  if (!decisions.Callbacks || monitor === undefined) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Two layers can end a training job. This one is the network's own: it watches one metric of this training job and knows of no other. The tuning job's early stopping compares training jobs with one another."
        >
          The network's own early stopping
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Watches', value: monitor },
            ...(early
              ? [
                  { label: 'Patience', value: plural(early.Patience, 'epoch') },
                  { label: 'Least change that counts', value: formatNumber(early.MinDelta) },
                  { label: 'Best epoch', value: early.BestEpoch ?? '–' },
                  { label: 'Ended at epoch', value: early.StopEpoch ?? 'Not by itself' },
                ]
              : []),
            ...(checkpoint
              ? [
                  {
                    label: 'Model saved at epoch',
                    value: checkpoint.SavedEpochs.at(-1) ?? 'Not yet',
                  },
                ]
              : []),
          ]}
        />
        {callbackSentences(decisions.Callbacks).map((sentence) => (
          <Box key={sentence}>{sentence}</Box>
        ))}
        <CurveChart
          curves={curve}
          highlighted={highlighted}
          threshold={monitor === objective ? threshold : undefined}
          marks={marks}
          band={band}
          yLabel={monitor}
          summary={
            band
              ? `The shaded stretch, epoch ${band.from} to ${band.to}, is the patience window: no new best in it.`
              : 'No epoch has been without a new best.'
          }
          dark={dark}
          height={280}
        />
      </SpaceBetween>
    </Container>
  );
}
