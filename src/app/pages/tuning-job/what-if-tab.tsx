import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { tuningJobEnded } from '../../../api/can.ts';
import { StoppingRuleName } from '../../../api/foresight.ts';
import { CurvePicture } from '../../charts/curve-picture.tsx';
import { q } from '../../client.ts';
import { Empty } from '../../empty.tsx';
import { formatNumber, plural } from '../../format.ts';
import { shortName, type TrainingJobSummary, type TuningJob } from '../../jobs.ts';
import { metricsText, objectivesOf } from '../../objectives.ts';
import { noValues } from '../../no-values.ts';
import { explain } from '../../shell/errors.ts';
import { useDark } from '../../shell/theme.ts';
import { curvesUnder, ruleText, whatIfConclusion, type StoppingRuleReplays } from '../../what-if.ts';
import { useTrainingCurves } from './curves.ts';
import { OBJECTIVE } from './view.ts';
import { WhatIfTable } from './what-if-table.tsx';

interface WhatIfTabProps {
  readonly job: TuningJob;
  readonly trainingJobs: readonly TrainingJobSummary[];
}

const DEFAULT_PATIENCE = 5;

/** The whole number from 1 to 10,000 that was typed; undefined for anything else. */
function patienceOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= 1 && value <= 10_000 ? value : undefined;
}

/** What other stopping rules would have done to this tuning job. */
export function WhatIfTab({ job, trainingJobs }: WhatIfTabProps) {
  const [search, setSearch] = useSearchParams();
  const patience = patienceOf(search.get('patience') ?? '') ?? DEFAULT_PATIENCE;
  const [typed, setTyped] = useState(String(patience));
  const ended = tuningJobEnded(job.HyperParameterTuningJobStatus);
  const replays = useQuery({
    ...q('ReplayStoppingRules', {
      HyperParameterTuningJobName: job.HyperParameterTuningJobName,
      Patience: patience,
    }),
    enabled: ended,
    placeholderData: keepPreviousData,
  });
  const rule = StoppingRuleName.options.find((each) => each === search.get('rule')) ?? 'Median';
  const keep = (entries: Record<string, string>) =>
    setSearch({ ...Object.fromEntries(search), ...entries }, { replace: true });

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The same training jobs, launched in the same order with the same hyperparameters and curves, replayed under other stopping rules in simulated time."
        >
          What if
        </Header>
      }
    >
      {ended && (job.ObjectiveStatusCounters.Succeeded ?? 0) === 0 ? (
        <Empty {...noValues(job)} />
      ) : !ended ? (
        <Box textAlign="center" padding="l">
          <Box variant="strong">The tuning job is still running</Box>
          <Box variant="p" color="text-body-secondary">
            What other stopping rules would have done can be said once it has ended. Until then the learning
            curves show what is happening.
          </Box>
        </Box>
      ) : replays.error ? (
        <Failed thrown={replays.error} onRetry={() => void replays.refetch()} />
      ) : replays.data === undefined ? (
        <StatusIndicator type="loading">Replaying the tuning job</StatusIndicator>
      ) : (
        <SpaceBetween size="l">
          <Alert type="info" header="Conclusion">
            {whatIfConclusion(replays.data, patience)}
          </Alert>
          <FormField
            label="Patience"
            description="Epochs without a new best of its own after which a training job would have been stopped."
            errorText={patienceOf(typed) === undefined ? 'Enter a whole number from 1 to 10,000.' : undefined}
          >
            <Input
              value={typed}
              inputMode="numeric"
              onChange={({ detail }) => {
                setTyped(detail.value);
                const value = patienceOf(detail.value);
                if (value !== undefined) keep({ patience: String(value) });
              }}
            />
          </FormField>
          <WhatIfTable
            replays={replays.data}
            patience={patience}
            selected={rule}
            onSelect={(next) => keep({ rule: next })}
          />
          <Curves
            job={job}
            trainingJobs={trainingJobs}
            replays={replays.data}
            rule={rule}
            patience={patience}
          />
          <Fixed replays={replays.data} />
        </SpaceBetween>
      )}
    </Container>
  );
}

function Failed({ thrown, onRetry }: { readonly thrown: unknown; readonly onRetry: () => void }) {
  const { header, cause, nextStep } = explain(thrown);
  return (
    <Alert type="error" header={header} action={<Button onClick={onRetry}>Try again</Button>}>
      {cause} {nextStep}
    </Alert>
  );
}

interface CurvesProps extends WhatIfTabProps {
  readonly replays: StoppingRuleReplays;
  readonly rule: StoppingRuleName;
  readonly patience: number;
}

/** The curves as the selected rule would have left them, the best training job in front. */
function Curves({ job, trainingJobs, replays, rule, patience }: CurvesProps) {
  const dark = useDark();
  // Rules stop at single epochs.
  const { curves } = useTrainingCurves(job, trainingJobs, OBJECTIVE, { complete: 'all' });
  const replay = replays.Rules.find(({ Rule }) => Rule === rule) ?? replays.Rules[0];
  const cut = useMemo(() => (replay ? curvesUnder(replay, curves) : curves), [replay, curves]);
  const named = useMemo(() => cut.map((curve) => ({ ...curve, label: shortName(curve.id) })), [cut]);
  const best = replays.Best?.TrainingJobName;
  const highlighted = useMemo(() => (best === undefined ? [] : [best]), [best]);
  const stop = useMemo(() => {
    const last = replay?.Stops.find(({ TrainingJobName }) => TrainingJobName === best)?.Epoch;
    const value = last === undefined ? undefined : cut.find(({ id }) => id === best)?.points.valueAt(last);
    return last === undefined || value === undefined
      ? []
      : [{ x: last, y: value, kind: 'stop' as const, label: `Stopped, last ${formatNumber(value, 4)}` }];
  }, [replay, best, cut]);
  if (!replay) return null;
  const metric = metricsText(objectivesOf(job));
  return (
    <CurvePicture
      title={`Learning curves under: ${ruleText(replay.Rule, patience)}`}
      numbers={named}
      curves={cut}
      highlighted={highlighted}
      marks={stop}
      yLabel={metric}
      summary={`${plural(replay.Stops.length, 'training job')} stopped early.${best === undefined ? '' : ` In front: training job ${shortName(best)}, the best of this tuning job.`}`}
      dark={dark}
      height={340}
    />
  );
}

/** What the replay keeps and what it cannot know. */
function Fixed({ replays }: { readonly replays: StoppingRuleReplays }) {
  const unknown = new Set(
    replays.Rules.flatMap(({ Unknown }) => Unknown.map(({ TrainingJobName }) => TrainingJobName)),
  ).size;
  return (
    <Box variant="small">
      {replays.Learned
        ? 'Kept as it was: the hyperparameters that were tried. Under another rule the Bayesian strategy would have seen other results and tried others.'
        : 'The strategy of this tuning job does not look at results, so with complete curves a new run under the rule would show the very same.'}{' '}
      {unknown > 0 &&
        `${plural(unknown, 'training job')} really ended early, by a rule, by someone, or with the tuning job: where a rule would have let one go on, what would have followed is not known, and the table gives the least and the most. `}
      {replays.RanWith === 'Hyperband' &&
        'As Hyperband ran with a maximum resource, every other rule stops there too. '}
      What is saved counts the remaining epochs and the uploads of models, as the summary does; a comparison
      with a tuning job that ran without early stopping compares two runs instead. Time limits and completion
      criteria of the tuning job are left out. Hyperband is replayed with {replays.Resource.Min} to{' '}
      {plural(replays.Resource.Max, 'epoch')}.
    </Box>
  );
}
