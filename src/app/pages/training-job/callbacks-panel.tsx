import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { CurvePicture } from '../../charts/curve-picture.tsx';
import type { Curve, Mark } from '../../charts/series.ts';
import { callbackSentences, deltaText, layersSentence, patienceBand } from '../../callback-words.ts';
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

/** The algorithm's own early stopping and checkpoint beside the tuning job's rule: two layers on one chart. */
export function CallbacksPanel({ decisions, curves, objective, threshold, stop }: CallbacksPanelProps) {
  const dark = useDark();
  const { EarlyStopping: early, ModelCheckpoint: checkpoint } = decisions.Callbacks ?? {};
  const monitor = early?.Monitor ?? checkpoint?.Monitor;
  const curve = useMemo(() => curves.filter(({ id }) => id === monitor), [curves, monitor]);
  const highlighted = useMemo(() => curve.map(({ id }) => id), [curve]);
  const points = curve[0]?.points;
  const band = useMemo(() => early && patienceBand(early), [early]);
  const line = monitor === objective ? threshold : undefined;
  const marks = useMemo(() => {
    const at = (epoch: number | undefined) => {
      const y = epoch === undefined ? undefined : points?.valueAt(epoch);
      return epoch === undefined || y === undefined ? undefined : { x: epoch, y };
    };
    const best = at(early?.BestEpoch ?? checkpoint?.SavedEpochs.at(-1));
    const ended = at(early?.StopEpoch);
    const stopped = at(stop?.x);
    return [
      ...(best ? [{ ...best, kind: 'best' as const, label: `Best ${formatNumber(best.y, 4)}` }] : []),
      ...(ended ? [{ ...ended, kind: 'last' as const, label: 'Ended' }] : []),
      ...(stopped ? [{ ...stopped, kind: 'stop' as const, label: 'Stopped by the tuning job' }] : []),
    ];
  }, [points, early, checkpoint, stop]);
  if (!decisions.Callbacks || monitor === undefined) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Two layers can end a training job. This one is the algorithm's own: it watches one metric of this training job and knows of no other. The tuning job's early stopping compares training jobs with one another by their objective."
        >
          The algorithm's own early stopping
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
                  { label: 'Least change that counts', value: deltaText(early) },
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
        <Box>
          {layersSentence(decisions, points?.at(-1)?.x ?? 0)}
          {line === undefined &&
            monitor !== objective &&
            objective !== undefined &&
            ` The tuning job's rule looks at ${objective}, whose chart has its line.`}
        </Box>
        <CurvePicture
          title={`Patience on ${monitor}`}
          numbers={line ? [...curve, line] : curve}
          curves={curve}
          highlighted={highlighted}
          threshold={line}
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
