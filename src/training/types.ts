import type { Surrogate } from './surrogate/surrogate.ts';

/** A channel's content as numbers: row-major features, label apart. NaN marks a missing feature. */
export interface Dataset {
  readonly rows: number;
  /** Features per row, label not counted. */
  readonly columns: number;
  /** rows × columns, row-major. */
  readonly features: Float32Array;
  /** One per row. */
  readonly labels: Float32Array;
}

export type AlgorithmId =
  | 'xgboost'
  | 'linear-learner'
  | 'mlp'
  | 'image-classification'
  | 'k-means'
  | 'knn'
  | 'randomcutforest'
  | 'factorization-machines'
  | 'surrogate';

/** Whatever can carry out a training job: a learner here, or the user's own script in its sandbox. */
export type Trainer = AlgorithmId | 'script';

/** Everything a training job depends on. The same task gives the same rows, bit for bit, in one JS engine. */
export interface TrainTask {
  readonly algorithm: AlgorithmId;
  /** As a container receives them: static and tuned together, all strings. Names starting with `_` are ignored. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** By channel name. */
  readonly channels: Readonly<Record<string, Dataset>>;
  readonly seed: number;
  /** Most epochs it may have, at least 1: it ends after them with its model, as if no more had been asked for. */
  readonly most?: number;
  /** Continue after `checkpoint.epoch`. */
  readonly checkpoint?: Checkpoint;
  /** What the learner `surrogate` plays; the others ignore it. */
  readonly surrogate?: Surrogate;
}

/** State of a learner between two epochs. Survives structuredClone. */
export interface Checkpoint {
  /** Epochs already done. */
  readonly epoch: number;
  readonly state: unknown;
}

/** What one epoch yields. */
export interface EpochMetrics {
  /** From 1. */
  readonly epoch: number;
  /** By metric name, e.g. `validation:auc`; may hold NaN or ±Infinity when training diverged. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The line(s) the container would print for this epoch. */
  readonly log: string;
  /** A copy of the state after this epoch. Only valid until the generator is advanced. */
  checkpoint(): Checkpoint;
}

/** A file that a training job leaves. */
export interface ModelFile {
  readonly name: string;
  readonly text: string;
}

/** What a finished training job leaves: the model as text (JSON) under a file name. */
export interface Final {
  readonly artifact: ModelFile;
  /** Files beside it, e.g. the model that was best on the way. */
  readonly files?: readonly ModelFile[];
  /** Last lines of the container's log. */
  readonly log?: string;
  /** Figures about the whole training by name, e.g. `best_epoch` and `stop_epoch` (0: it ran to its last epoch). */
  readonly summary?: Readonly<Record<string, number>>;
}

export interface Learner {
  readonly id: AlgorithmId;
  /** Epochs (rounds) this configuration asks for. Throws AlgorithmError on bad hyperparameters. */
  epochs(hyperparameters: Readonly<Record<string, string>>): number;
  /** Stop it between epochs by not asking for the next value. Throws AlgorithmError. */
  train(task: TrainTask): Generator<EpochMetrics, Final, void>;
}

/** The user's mistake in data or hyperparameters; `message` becomes the training job's FailureReason. */
export class AlgorithmError extends Error {
  override readonly name = 'AlgorithmError';
}
