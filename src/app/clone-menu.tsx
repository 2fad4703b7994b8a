import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from './client.ts';
import { requestOf } from './from-description.ts';
import { definitionsOf, type TuningJob } from './jobs.ts';
import { paths } from './paths.ts';
import { uniqueName } from './samples.ts';
import { explain } from './shell/errors.ts';
import { useFlash } from './shell/flash.tsx';
import { NavLink, useFollow } from './shell/links.tsx';
import { twinRequest } from './twin.ts';

/** Creates a tuning job's twin: the same in everything but early stopping (spec seeds S1). */
function useTwin(job: TuningJob) {
  const navigate = useNavigate();
  const flash = useFlash();
  return useMutation({
    mutationFn: async () => {
      const { HyperParameterTuningJobName, HyperParameterTuningJobArn: ResourceArn } = job;
      const { Tags = [] } = await call('ListTags', { ResourceArn });
      const { Events } = await call('ListTuningJobEvents', {
        HyperParameterTuningJobName,
        Types: ['TuningJobCreated'],
      });
      const { TuningJobs } = await call('ListTuningJobOverviews', {});
      const taken = TuningJobs.map((each) => each.HyperParameterTuningJobName);
      const twin = twinRequest(requestOf(job, Tags), Events[0]?.Detail?.['RandomSeed']);
      const name = uniqueName(twin.HyperParameterTuningJobName, taken);
      await call('CreateHyperParameterTuningJob', { ...twin, HyperParameterTuningJobName: name });
      return name;
    },
    onSuccess: (name) => {
      const original = job.HyperParameterTuningJobName;
      flash.add({
        type: 'success',
        content: (
          <>
            Tuning job {name} was created: it differs from{' '}
            <NavLink href={paths.tuningJob(original)} color="inverted">
              {original}
            </NavLink>{' '}
            in early stopping alone.
          </>
        ),
      });
      void navigate(paths.tuningJob(name, 'curves'));
    },
    onError: (thrown) => {
      const { cause, nextStep } = explain(thrown);
      flash.add({ type: 'error', header: `The twin could not be created: ${cause}`, content: nextStep });
    },
  });
}

/** Ways to begin another tuning job from this one. */
export function CloneMenu({ job }: { readonly job: TuningJob }) {
  const follow = useFollow();
  const twin = useTwin(job);
  const config = job.HyperParameterTuningJobConfig;
  const other = config.TrainingJobEarlyStoppingType === 'Auto' ? 'Off' : 'Auto';
  const reason =
    config.Strategy === 'Hyperband'
      ? 'Hyperband stops training jobs itself.'
      : definitionsOf(job).length > 1
        ? 'Early stopping needs a single training job definition.'
        : undefined;
  return (
    <ButtonDropdown
      loading={twin.isPending}
      ariaLabel="More ways to clone"
      mainAction={{
        text: 'Clone',
        href: paths.create({ clone: job.HyperParameterTuningJobName }),
        onFollow: follow,
      }}
      items={[
        {
          id: 'twin',
          text: `Clone with early stopping ${other}`,
          description: 'Runs at once, on the same seed: a pair to compare.',
          disabled: reason !== undefined,
          ...(reason !== undefined && { disabledReason: reason }),
        },
      ]}
      onItemClick={() => twin.mutate()}
    />
  );
}

/** Beside the failure reason of any job: the wizard with all that was asked for. */
export function RetryButton({ tuningJob }: { readonly tuningJob: string }) {
  const follow = useFollow();
  return (
    <Button href={paths.create({ clone: tuningJob })} onFollow={follow}>
      Retry with changes
    </Button>
  );
}

interface TrainingJobProps {
  readonly tuningJob: string;
  readonly trainingJob: string;
}

/** Begins a tuning job from the values one training job was given. */
export function TrainingJobCloneMenu({ tuningJob, trainingJob }: TrainingJobProps) {
  const follow = useFollow();
  const href = (values: 'static' | 'centre') => paths.createFromTrainingJob(tuningJob, trainingJob, values);
  return (
    <ButtonDropdown
      items={[
        {
          id: 'centre',
          text: 'Search around its values',
          description: 'Ranges half as wide, its values in the middle.',
          href: href('centre'),
        },
        {
          id: 'static',
          text: 'Fix its values',
          description: 'They become static hyperparameters.',
          href: href('static'),
        },
      ]}
      onItemFollow={follow}
    >
      Clone
    </ButtonDropdown>
  );
}
