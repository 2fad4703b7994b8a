import { printed, printedEveryEpoch, taken } from './taken.ts';

const featureDim = 'Number of features, checked against the data.';
const batch = 'Rows that are looked at together.';

export const kMeans = taken('k-means', {
  description: 'Groups rows around k centres. Labels are not looked at.',
  instanceType: 'ml.m5.xlarge',
  // By the documents: it goes through the data a few times, but tells its objective at the end only.
  iterative: false,
  metrics: [
    {
      name: 'train:msd',
      direction: 'Minimize',
      regex: printedEveryEpoch('train', 'msd'),
      perEpoch: true,
      objective: false,
    },
  ],
  descriptions: {
    feature_dim: featureDim,
    k: 'Number of clusters.',
    epochs: 'Passes over the training data.',
    eval_metrics: 'What is told of the test rows. Both are here.',
    extra_center_factor:
      'Centres that move with the data, as a multiple of k; they become k at the end. auto: 10.',
    half_life_time_size: 'Rows after which a row counts half in its centre; 0: all count alike.',
    init_method: 'How the first centres are drawn.',
    local_lloyd_init_method: 'How the first of the k centres are drawn at the end.',
    local_lloyd_max_iter: 'Most iterations when the centres become k.',
    local_lloyd_num_trials: 'How often that is tried; the best counts. auto: 10.',
    local_lloyd_tol: 'Part of the distance that an iteration has to save to go on.',
    mini_batch_size: batch,
  },
  hyperparameters: {},
  tuned: ['extra_center_factor', 'init_method', 'mini_batch_size'],
});

export const knn = taken('knn', {
  description: 'Answers with the labels of the k nearest rows. There is nothing to iterate.',
  instanceType: 'ml.m5.2xlarge',
  iterative: false,
  metrics: [],
  descriptions: {
    feature_dim: featureDim,
    k: 'Rows that are asked.',
    predictor_type: 'What is answered: the class most of them have, or the mean of their numbers.',
    sample_size: 'Rows drawn from the training data to be kept.',
    dimension_reduction_type: 'How rows are projected first. Left out: not at all.',
    dimension_reduction_target: 'Columns after the projection, fewer than before.',
    faiss_index_ivf_nlists: 'Without effect: every index is exact here.',
    faiss_index_pq_m: 'Without effect: every index is exact here.',
    index_metric: 'How far apart rows are.',
    index_type: 'Kind of index; every one is exact here.',
    mini_batch_size: batch,
  },
  hyperparameters: {
    k: { max: 1024 },
    predictor_type: { default: 'classifier' },
  },
  tuned: ['k', 'sample_size'],
});

export const randomCutForest = taken('randomcutforest', {
  description: 'Scores how unusual a row is, by how soon random cuts part it from the others.',
  instanceType: 'ml.m5.xlarge',
  iterative: true,
  metrics: [
    {
      name: 'train:trees',
      direction: 'Maximize',
      regex: printedEveryEpoch('train', 'trees'),
      perEpoch: true,
      objective: false,
    },
    ...['precision', 'recall', 'accuracy'].map((name) => ({
      name: `test:${name}`,
      direction: 'Maximize' as const,
      regex: printed(`test:${name}`),
      perEpoch: false,
      objective: false,
    })),
  ],
  descriptions: {
    feature_dim: featureDim,
    eval_metrics: 'What is told of the test rows. All of it is here.',
    num_samples_per_tree: 'Rows that a tree cuts apart; 1 / this is about the share of anomalies.',
    num_trees: 'Number of trees. Ten are an epoch here.',
  },
  hyperparameters: {},
  tuned: ['num_trees', 'num_samples_per_tree'],
});

const part = (name: string, what: string) => ({
  [`${name}_lr`]: `Learning rate of the ${what}.`,
  [`${name}_wd`]: `L2 penalty on the ${what}.`,
  [`${name}_init_method`]: `How the ${what} start.`,
  [`${name}_init_scale`]: 'Method uniform: evenly spread between minus and plus this.',
  [`${name}_init_sigma`]: 'Method normal: deviation around 0.',
  [`${name}_init_value`]: 'Method constant: the value.',
});

export const factorizationMachines = taken('factorization-machines', {
  description: 'A linear model with pairwise interactions, for features of about the same size.',
  instanceType: 'ml.m5.xlarge',
  iterative: true,
  metrics: [
    {
      name: 'train:objective_loss',
      direction: 'Minimize',
      regex: printedEveryEpoch('train', '(?:mse|binary_classification_cross_entropy)'),
      perEpoch: true,
      objective: false,
    },
  ],
  descriptions: {
    feature_dim: featureDim,
    num_factors: 'Numbers per feature from which interactions are made.',
    predictor_type: 'What is learned: one of two classes, or a number.',
    epochs: 'Passes over the training data.',
    mini_batch_size: 'Rows that share a step.',
    clip_gradient: 'Entries of a gradient are kept between minus and plus this. Left out: as they are.',
    eps: 'Keeps Adam from dividing by 0. Left out: 0.00000001.',
    rescale_grad: 'What gradients are multiplied by before a step. Left out: 1.',
    ...part('bias', 'bias'),
    ...part('linear', 'weights'),
    ...part('factors', 'factors'),
  },
  hyperparameters: {
    predictor_type: { default: 'binary_classifier' },
    num_factors: { default: '8', max: 1000 },
  },
  tuned: ['linear_lr', 'factors_lr', 'mini_batch_size'],
});
