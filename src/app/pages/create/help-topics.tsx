import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { useHelp, type HelpTopic } from '../../shell/help.tsx';

const TOPICS = {
  strategy: {
    title: 'Tuning strategy',
    body: (
      <>
        <p>The strategy decides which hyperparameter values the next training job gets.</p>
        <p>
          <b>Random</b> draws every value independently, so any number of training jobs can run in parallel
          without loss, and the same seed gives the same jobs.
        </p>
        <p>
          <b>Bayesian</b> learns from finished training jobs, <b>Hyperband</b> moves epochs from weak to
          strong candidates, <b>Grid</b> tries every combination of categorical values. This version runs
          Random.
        </p>
      </>
    ),
  },
  earlyStopping: {
    title: 'Training job early stopping',
    body: (
      <>
        <p>
          With <b>Auto</b>, each epoch of a running training job is held against the training jobs that
          already completed: take every completed job&rsquo;s average objective up to the same epoch, and the
          median of those averages. A job whose current value is strictly worse than that median is stopped.
        </p>
        <p>
          Stopped jobs count towards the maximum number of training jobs. Their page shows the values that
          decided. It works for one training job definition and needs an objective that is reported every
          epoch.
        </p>
      </>
    ),
  },
  definitions: {
    title: 'Training job definitions',
    body: (
      <>
        <p>
          A definition says what one kind of training job is made of: algorithm and hyperparameters, data,
          output and resources. Up to 10 definitions share the limits and the strategy of the tuning job.
        </p>
        <p>
          <b>Clone</b> copies all settings, channels and output location included. With more than one
          definition, early stopping and warm start are off.
        </p>
      </>
    ),
  },
  hyperparameters: {
    title: 'Hyperparameter configuration',
    body: (
      <>
        <p>
          <b>Static</b> gives every training job the same value. <b>Integer</b>, <b>Continuous</b> and{' '}
          <b>Categorical</b> let the strategy choose within a range. Changing the type keeps what you typed
          for the other one.
        </p>
        <p>
          <b>Scaling</b> says how a range is searched. Linear suits one order of magnitude; Logarithmic suits
          values such as 1e-4 to 1 and needs a minimum above 0; ReverseLogarithmic suits values close to 1 and
          needs a range within 0 ≤ x &lt; 1. Auto leaves the choice to the service.
        </p>
      </>
    ),
  },
  limits: {
    title: 'Resource limits',
    body: (
      <>
        <p>
          <b>Maximum parallel training jobs</b> run at the same time; the quota is 10. Early stopping compares
          with completed jobs, so fewer in parallel means earlier decisions.
        </p>
        <p>
          <b>Maximum training jobs</b> counts completed, stopped and failed ones. AWS&rsquo;s console page
          names 500, its quota page 750 (10,000 for Random); the quota page counts here.
        </p>
      </>
    ),
  },
} satisfies Record<string, HelpTopic>;

/** A small “Info” beside a heading or label that opens the help panel. */
export function InfoLink({ topic }: { readonly topic: keyof typeof TOPICS }) {
  const { show } = useHelp();
  const { title, body } = TOPICS[topic];
  return (
    <Link
      variant="info"
      ariaLabel={`Info: ${title}`}
      onFollow={(event) => {
        event.preventDefault();
        show({ title, body: <Box variant="div">{body}</Box> });
      }}
    >
      Info
    </Link>
  );
}
