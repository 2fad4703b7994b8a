/** Service quotas a request is held against (AWS quotas page; spec rules §1). They cannot be raised here. */
export const quotas = {
  /** Training jobs of one tuning job at a time. */
  parallelTrainingJobs: 10,
  /** Training jobs of one tuning job, any strategy but Random. */
  trainingJobs: 750,
  /** Training jobs of one tuning job with strategy Random. */
  trainingJobsRandom: 10_000,
  /** Integer, continuous and categorical ranges of one definition together. */
  tunedHyperParameters: 30,
  /** Static and tuned hyperparameters together with the service's own `_tuning_objective_metric`. */
  hyperParameters: 100,
  /** Metric definitions of one definition that the API takes, … */
  metrics: 40,
  /** … and that the console offers; the documents disagree. */
  consoleMetrics: 20,
  /** Environment variables of all definitions together. */
  environmentVariables: 48,
  /** What Hyperband counts as the most epochs of a training job. */
  hyperbandMaxResource: 20_000,
  /** 28 days, the longest a training job may run. */
  trainingJobSeconds: 2_419_200,
  /** How long a spot training job of a built-in algorithm may take when it writes no checkpoints. */
  spotWaitWithoutCheckpoint: 3_600,
} as const;

/** The most training jobs a tuning job with this strategy may launch. */
export const maxTrainingJobs = (strategy: string): number =>
  strategy === 'Random' ? quotas.trainingJobsRandom : quotas.trainingJobs;
