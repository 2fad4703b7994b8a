/** The ready samples by what is said of them. Their requests, with all that those are made of, are read when one is wanted. */
export const SAMPLE_IDS = [
  'xgboost-churn',
  'moons-network',
  'keras-tutorial',
  'two-algorithms',
  'own-script',
  'caltech-256',
] as const;
export type SampleId = (typeof SAMPLE_IDS)[number];

export interface SampleText {
  readonly title: string;
  readonly description: string;
  /** Start of the tuning job's name. */
  readonly name: string;
}

export const SAMPLE_TEXTS: Readonly<Record<SampleId, SampleText>> = {
  'xgboost-churn': {
    title: 'XGBoost on customer churn',
    description:
      'Which customers of a phone company will leave? 20 training jobs, 3 in parallel, look for the boosted trees with the highest validation:auc. Early stopping is on, so you will see jobs stopped by the median rule.',
    name: 'xgboost-churn',
  },
  'moons-network': {
    title: 'A neural network on two moons',
    description:
      'A small network with one hidden layer learns 30 noisy points and soon fits them too well: watch the validation loss fall and rise again. 24 training jobs, 4 in parallel, minimise val_loss; early stopping is on.',
    name: 'moons-network',
  },
  'keras-tutorial': {
    title: 'Keras tutorial: three runs',
    description:
      'The same network on the same 30 noisy points three times, up to 4,000 epochs: patience 4,000 never runs out and over-fits, 0 ends at the first epoch that is no better, 200 bears a while. The best model on the way is kept as best_model.json. A grid over patience, 3 in parallel; compare val_loss on the learning curves.',
    name: 'keras-tutorial',
  },
  'two-algorithms': {
    title: 'XGBoost against Linear Learner',
    description:
      'One tuning job, two algorithms on the same churn data: each training job draws a definition and its hyperparameters, the best model wins. 10 training jobs, 3 in parallel. With several definitions early stopping is off, as SageMaker asks.',
    name: 'two-algorithms',
  },
  'own-script': {
    title: 'Your own training script',
    description:
      'A JavaScript module that trains a small network on two moons, run in a sandbox; its metrics are found in its log by regular expressions. 12 training jobs, 2 in parallel, Bayesian search, early stopping on.',
    name: 'own-script',
  },
  'caltech-256': {
    title: 'Caltech-256, with and without early stopping (simulated)',
    description:
      'The experiment of the AWS blog on early stopping, as a pair of tuning jobs that differ in nothing else: 20 training jobs of 10 epochs, 2 in parallel. The blog saw 0.356 in 168 minutes of training without, 0.353 in 130 minutes (23 % less) with it. The learning curves are simulated.',
    name: 'caltech-256',
  },
};
