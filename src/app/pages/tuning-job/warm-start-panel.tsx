import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { formatNumber, plural } from '../../format.ts';
import { shortName, type TuningJob, type TuningJobRun } from '../../jobs.ts';
import { paths } from '../../paths.ts';
import { NavLink } from '../../shell/links.tsx';

const TYPES = {
  IdenticalDataAndAlgorithm: 'Identical data and algorithm',
  TransferLearning: 'Transfer learning',
} as const;

interface Props {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
}

/** Parents of a warm start with what they gave, and the best training job over all of them. Nothing without warm start. */
export function WarmStartPanel({ job, run }: Props) {
  const { WarmStartConfig: config, OverallBestTrainingJob: best } = job;
  if (!config) return null;
  const value = best?.FinalHyperParameterTuningJobObjectiveMetric;
  const parents = config.ParentHyperParameterTuningJobs.flatMap(
    ({ HyperParameterTuningJobName: name }) => name ?? [],
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What the parents had found when this tuning job was created stays with it, even if they are deleted."
        >
          Warm start
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Warm start type', value: TYPES[config.WarmStartType] },
          {
            label: 'Parent hyperparameter tuning job(s)',
            value: parents.map((name, i) => (
              <div key={name}>
                <NavLink href={paths.tuningJob(name)}>{name}</NavLink>
                {run?.WarmStartObservations?.[i] !== undefined && (
                  <Box variant="small" display="block">
                    {plural(run.WarmStartObservations[i], 'training job')} taken into account
                  </Box>
                )}
              </div>
            )),
          },
          {
            label: 'Overall best training job',
            value:
              best && value ? (
                <>
                  {value.MetricName} {formatNumber(value.Value)}
                  <Box variant="small" display="block">
                    <NavLink href={paths.trainingJob(best.TrainingJobName)} fontSize="body-s">
                      Training job {shortName(best.TrainingJobName)}
                    </NavLink>
                    {best.TuningJobName === job.HyperParameterTuningJobName
                      ? ' of this tuning job'
                      : ` of ${best.TuningJobName}`}
                  </Box>
                </>
              ) : config.WarmStartType === 'TransferLearning' ? (
                'Not compared: other data or another algorithm'
              ) : (
                'None until a training job has completed'
              ),
          },
        ]}
      />
    </Container>
  );
}
