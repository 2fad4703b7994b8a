import type { ReactNode } from 'react';

/** A page of AWS's guide, by its file name and its title. */
const page = (file: string, title: string): Page => ({
  href: `https://docs.aws.amazon.com/sagemaker/latest/dg/${file}.html`,
  title,
});
const WIZARD = page(
  'multiple-algorithm-hpo-create-tuning-jobs',
  'Create a tuning job with one or more algorithms',
);

export interface Topic {
  readonly title: string;
  readonly body: ReactNode;
  readonly page: Page;
}
export interface Page {
  readonly href: string;
  readonly title: string;
}

/** What the help panel says, a topic a section: the sentences that matter, and where AWS writes about it. */
export const TOPICS = {
  name: {
    title: 'Job settings',
    body: (
      <p>
        The name stands before that of every training job, which is <i>name</i>-001-… and so on. Names are
        compared without regard to case and can be used once.
      </p>
    ),
    page: WIZARD,
  },
  strategy: {
    title: 'Tuning strategy',
    body: (
      <>
        <p>
          <b>Bayesian</b> learns from finished training jobs where good values lie. It is at its best with few
          in parallel.
        </p>
        <p>
          <b>Random</b> draws every value independently, so any number of training jobs can run in parallel
          without loss.
        </p>
        <p>
          <b>Hyperband</b> starts many training jobs, compares them at a few epochs and lets the best ones go
          on. It needs an algorithm that trains in epochs and reports after each.
        </p>
        <p>
          <b>Grid</b> tries every combination of categorical values once.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-how-it-works', 'Understand the hyperparameter tuning strategies'),
  },
  hyperband: {
    title: 'Hyperband resources',
    body: (
      <>
        <p>
          One unit of resource is one report of the objective metric, that is one epoch. No training job is
          stopped before the <b>minimum</b>; every one ends at the <b>maximum</b>.
        </p>
        <p>
          Left blank, the maximum is taken from a static hyperparameter named epochs, numepochs, n-epochs,
          n_epochs or num_epochs. XGBoost counts in num_round, which is none of these, so there the maximum
          has to be given.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-how-it-works', 'Hyperparameter optimization with Hyperband'),
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
    page: page('automatic-model-tuning-early-stopping', 'Stop training jobs early'),
  },
  warmStart: {
    title: 'Earlier tuning jobs',
    body: (
      <>
        <p>
          Up to five finished tuning jobs of the same objective and the same hyperparameters tell the strategy
          where to look first. It works for one training job definition with strategy Bayesian or Random.
        </p>
        <p>
          <b>Identical data and algorithm</b> keeps data and image; <b>Transfer learning</b> allows other data
          or another version of the algorithm. AWS&rsquo;s console page speaks of one parent for the latter,
          its API of five.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-warm-start', 'Run a warm start hyperparameter tuning job'),
  },
  autotune: {
    title: 'Choices left to the service',
    body: (
      <p>
        The service fills in what is left open: ranges, limits, early stopping, retries and convergence.
        Before you create the tuning job and on its page you see what was chosen, and why.
      </p>
    ),
    page: page('automatic-model-tuning-autotune', 'Automatically tune hyperparameters with Autotune'),
  },
  tags: {
    title: 'Tags',
    body: (
      <p>
        A tag is a key with a value, which may be empty. Tags given here are copied to every training job;
        those added later reach only training jobs launched after that.
      </p>
    ),
    page: WIZARD,
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
    page: WIZARD,
  },
  permissions: {
    title: 'Permissions and security',
    body: (
      <>
        <p>
          On AWS the <b>IAM role</b> lets a training job read its data and write its model. Nothing here calls
          AWS: the role is part of the request and has to be well formed, no more.
        </p>
        <p>
          <b>Network isolation</b> cuts the container off from every network; algorithms from AWS Marketplace
          demand it. A <b>VPC</b> needs at least one subnet and one security group.
        </p>
      </>
    ),
    page: page('sagemaker-roles', 'How to use SageMaker execution roles'),
  },
  algorithm: {
    title: 'Algorithm options',
    body: (
      <>
        <p>
          A <b>built-in algorithm</b> brings its container, its metrics and recommended ranges. What a browser
          can train is trained here for real; for the others the learning curves are simulated, and every page
          says so.
        </p>
        <p>
          <b>Your own container</b> prints metrics to its log; regular expressions find them there. Here it
          runs as your own training script. Any other image, an <b>algorithm resource</b> and a{' '}
          <b>Marketplace</b> algorithm exist only elsewhere: choose a simulated problem that runs in their
          place here, and export the request to run the real one.
        </p>
      </>
    ),
    page: page('algos', 'Built-in algorithms and your own'),
  },
  metrics: {
    title: 'Metrics and objective',
    body: (
      <>
        <p>
          Every line of the log is searched with each regular expression; its first group is the number. An
          own container defines 1 to 20 metrics (AWS’s console page; its API takes 40), one of which is the
          objective.
        </p>
        <p>
          The <b>objective metric</b> is what the tuning job maximizes or minimizes. A training job counts
          with its last value.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-define-metrics-variables', 'Define metrics and environment variables'),
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
          needs a range within 0 ≤ x &lt; 1. Auto leaves the choice to the service. The preview shows what 200
          draws look like.
        </p>
        <p>At most 30 are tuned, and 99 given in all. Fewer and narrower ranges find good values sooner.</p>
      </>
    ),
    page: page('automatic-model-tuning-define-ranges', 'Define hyperparameter ranges'),
  },
  runtime: {
    title: 'Environment and retries',
    body: (
      <p>
        Up to 48 environment variables are set in the container, over all definitions together. A training job
        that fails with an internal server error is tried again up to 30 times if a retry strategy says so.
      </p>
    ),
    page: page('automatic-model-tuning-define-metrics-variables', 'Define metrics and environment variables'),
  },
  channels: {
    title: 'Channels',
    body: (
      <>
        <p>
          A channel is a named folder of files that training reads, 1 to 20 of them. Here channels are read
          from the local object store behind s3://, which holds the sample data and what you upload on the
          Data page.
        </p>
        <p>
          <b>File</b> mode copies the data before training starts and suits CSV; <b>Pipe</b> and{' '}
          <b>FastFile</b> stream it. An augmented manifest needs Pipe.
        </p>
      </>
    ),
    page: page('your-algorithms-training-algo-running-container', 'How SageMaker provides training data'),
  },
  checkpoints: {
    title: 'Checkpoints',
    body: (
      <p>
        With an S3 location, training jobs save their state after each epoch, and an interrupted spot training
        job goes on from there instead of from the start.
      </p>
    ),
    page: page('model-checkpoints', 'Checkpoints'),
  },
  output: {
    title: 'Output',
    body: (
      <p>
        Each training job writes its model into a folder of its own name below the output path. With an{' '}
        <b>encryption key</b> of KMS SageMaker encrypts it there; here the key is part of the request and
        nothing is encrypted.
      </p>
    ),
    page: page('your-algorithms-training-algo-output', 'How SageMaker processes training output'),
  },
  resources: {
    title: 'Instances',
    body: (
      <>
        <p>
          The instance type decides how long an epoch takes in simulated time, and what it would cost. Each
          training job uses as many instances as the count says, and as many training jobs run at once as the
          limits say.
        </p>
        <p>
          The API knows two more ways: <b>groups</b> of different instances for one training job, and up to
          six <b>alternatives</b> of which the first that is free is taken.
        </p>
      </>
    ),
    page: page('instance-types-az', 'Instance types'),
  },
  spot: {
    title: 'Managed spot training',
    body: (
      <p>
        Spare capacity costs less and may be taken away in the middle of training. The maximum wait counts
        training and waiting together, so it is at least the maximum duration. A built-in algorithm that
        writes no checkpoints may take an hour at most.
      </p>
    ),
    page: page('model-managed-spot-training', 'Managed spot training'),
  },
  duration: {
    title: 'Stopping condition',
    body: (
      <p>
        A training job that has trained for the <b>maximum duration</b> is stopped, and what it had reported
        by then counts. All attempts of a training job that is retried share it. The tuning job&rsquo;s own
        maximum stands with the resource limits.
      </p>
    ),
    page: page('how-it-works-training', 'Train a model with Amazon SageMaker'),
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
          <b>Maximum training jobs</b> counts completed, stopped and failed ones. About 50 are usual; where
          performance matters most, 200 and more. AWS&rsquo;s console page names 500 as the most, its quota
          page 750 (10,000 for Random); the quota page counts here.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-limits', 'Resource limits for automatic model tuning'),
  },
  completion: {
    title: 'Completion criteria',
    body: (
      <>
        <p>
          Criteria combine with the limits: the first one met ends the tuning job, running training jobs are
          stopped and the best one is kept.
        </p>
        <p>
          How many training jobs to wait for an improvement is best read off a similar tuning job. Convergence
          is judged by a detector of our own; the tuning job&rsquo;s page shows its window and threshold.
        </p>
      </>
    ),
    page: page('automatic-model-tuning-progress', 'Track and set completion criteria for your tuning job'),
  },
  seed: {
    title: 'Repeating a tuning job',
    body: (
      <p>
        On AWS the same seed repeats Random and Hyperband fully and makes Bayesian more alike. Here every
        strategy repeats exactly, because training is deterministic, too.
      </p>
    ),
    page: page('automatic-model-tuning-considerations', 'Best practices for hyperparameter tuning'),
  },
} satisfies Record<string, Topic>;
