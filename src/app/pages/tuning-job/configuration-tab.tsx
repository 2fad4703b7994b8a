import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { MedianRuleText } from '../../median-rule-text.tsx';
import { formatDuration } from '../../format.ts';
import type { TuningJob, TuningJobRun } from '../../jobs.ts';
import { AutotunePanel } from './autotune-panel.tsx';
import { CriteriaPanel } from './criteria-panel.tsx';
import { HyperbandPanel } from './hyperband-panel.tsx';
import { WarmStartPanel } from './warm-start-panel.tsx';

interface ConfigurationTabProps {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
}

export function ConfigurationTab({ job, run }: ConfigurationTabProps) {
  const config = job.HyperParameterTuningJobConfig;
  const { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs, MaxRuntimeInSeconds } = config.ResourceLimits;
  const early = config.TrainingJobEarlyStoppingType ?? 'Off';
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Hyperparameter tuning job configuration</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Strategy', value: config.Strategy },
            { label: 'Warm start type', value: job.WarmStartConfig?.WarmStartType ?? 'None' },
            { label: 'Training job early stopping', value: early },
            { label: 'Random seed', value: config.RandomSeed ?? 'Derived from the job' },
          ]}
        />
      </Container>
      <WarmStartPanel job={job} run={run} />
      <AutotunePanel run={run} />
      <Container header={<Header variant="h2">Resource limits</Header>}>
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Maximum number of parallel training jobs', value: MaxParallelTrainingJobs },
            { label: 'Maximum number of training jobs', value: MaxNumberOfTrainingJobs ?? 'No limit' },
            {
              label: 'Maximum duration of the tuning job',
              value: MaxRuntimeInSeconds === undefined ? 'No limit' : formatDuration(MaxRuntimeInSeconds),
            },
          ]}
        />
      </Container>
      {run && <CriteriaPanel run={run} />}
      {run?.Hyperband ? (
        <HyperbandPanel constants={run.Hyperband} />
      ) : (
        <Container header={<Header variant="h2">Early stopping: the median rule</Header>}>
          {early === 'Off' ? (
            <Box>
              Off: every training job runs to its end. When it is on (Auto), the rule works like this.
            </Box>
          ) : (
            <Box>On: this tuning job stops training jobs by this rule.</Box>
          )}
          {run && <MedianRuleText constants={run.MedianRule} />}
        </Container>
      )}
    </SpaceBetween>
  );
}
