import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { q } from '../client.ts';
import { marginWords } from '../decisions.ts';
import { formatNumber, plural } from '../format.ts';
import { shortName, type TrainingJobDecisions } from '../jobs.ts';
import { paths } from '../paths.ts';
import { NavLink } from '../shell/links.tsx';

interface AveragesProps {
  readonly decisions: TrainingJobDecisions;
  /** Epochs reported. */
  readonly epochs: number;
  readonly direction: 'Maximize' | 'Minimize';
}

/** The median rule at any epoch: the value, the line, and the running averages that form it. */
export function Averages({
  decisions: { TrainingJobName, Thresholds, Stop },
  epochs,
  direction,
}: AveragesProps) {
  const compared = Thresholds.findLastIndex((threshold) => threshold !== null) + 1;
  const [typed, setTyped] = useState('');
  const asked = Number(typed);
  const latest = Stop?.Rule === 'Median' ? Stop.Epoch : compared || epochs;
  const wrong = typed !== '' && !(Number.isInteger(asked) && asked >= 1 && asked <= epochs);
  const epoch = typed === '' || wrong ? latest : asked;
  const { data } = useQuery({
    ...q('DescribeRunningAverages', { TrainingJobName, Epoch: Math.max(1, epoch) }),
    enabled: epochs > 0,
    // While a training job runs, every epoch leaves an answer behind.
    gcTime: 5_000,
    placeholderData: keepPreviousData,
  });
  if (epochs === 0) return <Box>It has reported no epoch yet.</Box>;
  return (
    <SpaceBetween size="s">
      <FormField
        label="Epoch"
        description={`1 to ${epochs}; empty for the latest that was compared.`}
        errorText={wrong && `Enter a whole number from 1 to ${epochs}.`}
      >
        <div className="short-input">
          <Input
            type="number"
            inputMode="numeric"
            value={typed}
            placeholder={String(latest)}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </div>
      </FormField>
      {data && <Sentence {...data} direction={direction} />}
      <div className="narrow">
        <Table
          variant="embedded"
          contentDensity="compact"
          ariaLabels={{ tableLabel: `Running averages at epoch ${data?.Epoch ?? epoch}` }}
          items={data?.Compared ?? []}
          trackBy="TrainingJobName"
          empty="No training job had completed this many epochs by then."
          columnDefinitions={[
            {
              id: 'name',
              header: 'Completed training job',
              isRowHeader: true,
              cell: (row) => (
                <NavLink href={paths.trainingJob(row.TrainingJobName)}>
                  {shortName(row.TrainingJobName)}
                </NavLink>
              ),
            },
            {
              id: 'average',
              header: `Average of epochs 1–${data?.Epoch ?? epoch}`,
              cell: ({ RunningAverage }) => (
                <div className="numbers" title={String(RunningAverage)}>
                  {formatNumber(RunningAverage)}
                </div>
              ),
            },
          ]}
        />
      </div>
    </SpaceBetween>
  );
}

interface SentenceProps {
  readonly Epoch: number;
  readonly Value: number | null;
  readonly Threshold: number | null;
  readonly Compared: readonly unknown[];
  readonly direction: 'Maximize' | 'Minimize';
}

function Sentence({ Epoch, Value, Threshold, Compared, direction }: SentenceProps) {
  if (Value === null) return <Box>At epoch {Epoch} it had no finite objective value: it was not judged.</Box>;
  if (Threshold === null) {
    return (
      <Box>
        At epoch {Epoch} its objective was {formatNumber(Value)}. It was not compared with a median.
      </Box>
    );
  }
  return (
    <Box>
      At epoch {Epoch} its objective was {formatNumber(Value)}: {marginWords(Value, Threshold, direction)}.
      The line is {formatNumber(Threshold)}, the median of {plural(Compared.length, 'running average')}.
    </Box>
  );
}
