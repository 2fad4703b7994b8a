/**
 * A simulated training problem, as plain data: what its learning curves look like under which hyperparameters. It stands
 * in for an algorithm that no browser can train. Nothing here was measured on real training, except where a problem
 * says so; everything that shows its curves must say that they are simulated.
 */
export interface Surrogate {
  /** Names the problem: part of the seed of its noise. */
  readonly id: string;
  /** One curve per metric. */
  readonly metrics: readonly SurrogateMetric[];
  /** The hyperparameter that counts the epochs, and how many there are without it. */
  readonly epochs: { readonly parameter?: string; readonly default: number };
  /** The hyperparameters that matter. */
  readonly dimensions: readonly SurrogateDimension[];
  /** Epochs until the best settings have won about half of what there is to win. */
  readonly halfLife: number;
  /** Standard deviation of an epoch's noise, as a share of what there is to win. */
  readonly noise: number;
  readonly cost: SurrogateCost;
}

export interface SurrogateMetric {
  readonly name: string;
  /** Value of an untrained model. */
  readonly start: number;
  /** What the best settings come to in the long run; below `start` for a metric that is minimised. */
  readonly best: number;
  /** False for a metric that is only printed after the last epoch. */
  readonly perEpoch: boolean;
  /** Emitted in these modes of the algorithm alone: with these values of a hyperparameter. Absent: always. */
  readonly when?: Mode;
}

export interface Mode {
  readonly hyperparameter: string;
  readonly values: readonly string[];
  /** The value without the hyperparameter. */
  readonly default?: string;
}

export type SurrogateDimension = {
  readonly name: string;
  /** Value without the hyperparameter, as text. */
  readonly default?: string;
  /** How much it matters: share of quality lost half a range away from the best value, 0 to 1. */
  readonly weight: number;
} & (
  | {
      readonly kind: 'numeric';
      readonly scaling: 'linear' | 'log' | 'reverse-log';
      readonly min: number;
      readonly max: number;
      /** The best value, as a coordinate of the range in [0, 1] along its scaling. */
      readonly best: number;
      /** A rate of learning: below the best value the curve is slower, far above it training diverges. */
      readonly rate?: boolean;
    }
  | {
      readonly kind: 'categorical';
      /** Loss of quality by value, 0 to 1, and how far it moves the best value of the rate dimension (coordinate). */
      readonly values: Readonly<Record<string, { readonly loss: number; readonly rateShift?: number }>>;
    }
);

/** Seconds of one epoch on the instance type it is given for. */
export interface SurrogateCost {
  readonly instanceType: string;
  readonly secondsPerEpoch: number;
  /** Bytes of all channels: what downloading costs hangs on it. */
  readonly bytes: number;
  /** Name of the batch size and the value that `secondsPerEpoch` is for: smaller batches take longer. */
  readonly batch?: { readonly parameter: string; readonly reference: number };
}
