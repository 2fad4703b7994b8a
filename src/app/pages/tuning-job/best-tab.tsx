import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { tuningJobEnded } from '../../../api/can.ts';
import { Empty, type EmptyWords } from '../../empty.tsx';
import { HyperparameterTable } from '../../hyperparameters.tsx';
import { formatDuration, formatNumber, secondsBetween } from '../../format.ts';
import { paths } from '../../paths.ts';
import { definitionsOf, type TuningJob } from '../../jobs.ts';
import { noValues } from '../../no-values.ts';
import { NavLink } from '../../shell/links.tsx';
import { TrainingJobStatusIndicator } from '../../status.tsx';
import { WarmStartPanel } from './warm-start-panel.tsx';

/** Why there is no best training job. */
function noBest(job: TuningJob): EmptyWords {
  if (!tuningJobEnded(job.HyperParameterTuningJobStatus))
    return {
      why: 'No best training job yet',
      next: `It appears as soon as a training job has completed with an objective value.`,
    };
  const { Succeeded = 0 } = job.ObjectiveStatusCounters;
  if (Succeeded === 0) return noValues(job);
  return {
    why: 'No training job has completed with an objective value',
    next: 'Those that were stopped on the way do not compete; the Training jobs tab has what they came to.',
  };
}

/** Best training job so far with its hyperparameters. */
export function BestTab({ job }: { readonly job: TuningJob }) {
  const best = job.BestTrainingJob;
  const isHyperband = job.HyperParameterTuningJobConfig.Strategy === 'Hyperband';
  if (!best) {
    return (
      <Container header={<Header variant="h2">Best training job summary</Header>}>
        <Empty {...noBest(job)} />
      </Container>
    );
  }
  const metric = best.FinalHyperParameterTuningJobObjectiveMetric;
  const definition = definitionsOf(job).find(
    ({ DefinitionName }) => DefinitionName === best.TrainingJobDefinitionName,
  );
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={`Best among the training jobs of this tuning job that have completed, by the value of the last epoch; those stopped ${isHyperband ? 'at a rung' : 'early'} do not compete.`}
          >
            Best training job summary
          </Header>
        }
      >
        <KeyValuePairs
          columns={4}
          items={[
            {
              label: 'Name',
              value: <NavLink href={paths.trainingJob(best.TrainingJobName)}>{best.TrainingJobName}</NavLink>,
            },
            {
              label: 'Status',
              value: (
                <>
                  <TrainingJobStatusIndicator status={best.TrainingJobStatus} />
                  {best.TrainingJobStatus === 'Stopped' && (
                    <Box variant="small" display="block">
                      At the maximum resource of Hyperband
                    </Box>
                  )}
                </>
              ),
            },
            { label: 'Objective metric', value: metric?.MetricName ?? '–' },
            { label: 'Value', value: formatNumber(metric?.Value) },
            ...(best.TrainingJobDefinitionName === undefined
              ? []
              : [{ label: 'Training job definition', value: best.TrainingJobDefinitionName }]),
            {
              label: 'Training duration (simulated time)',
              value: formatDuration(secondsBetween(best.TrainingStartTime, best.TrainingEndTime)),
            },
          ]}
        />
      </Container>
      <WarmStartPanel job={job} run={undefined} />
      <HyperparameterTable
        title="Best training job hyperparameters"
        values={{ ...definition?.StaticHyperParameters, ...best.TunedHyperParameters }}
        tuned={Object.keys(best.TunedHyperParameters)}
      />
    </SpaceBetween>
  );
}
