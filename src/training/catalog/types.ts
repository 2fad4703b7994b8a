import type { Surrogate } from '../surrogate/surrogate.ts';
import type { AlgorithmId } from '../types.ts';

export interface CatalogMetric {
  readonly name: string;
  readonly direction: 'Maximize' | 'Minimize';
  /** How the console shows it and how own containers' logs are searched; absent where unknown. */
  readonly regex?: string;
  /** Emitted after every epoch: needed for early stopping. */
  readonly perEpoch: boolean;
  /** May be chosen as the objective. */
  readonly objective: boolean;
}

/** A hyperparameter as the wizard offers it. */
export interface CatalogHyperparameter {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Default as text; absent when the documents give none. For a required one: what a new definition starts with. */
  readonly default?: string;
  /** The closed set of values for an enumeration. */
  readonly values?: readonly string[];
  /** Bounds of a value the learner accepts (for checking Static values and range ends). */
  readonly kind: 'integer' | 'continuous' | 'categorical' | 'text';
  readonly min?: number;
  readonly max?: number;
  /** The recommended range when it can be tuned; absent: static only. `byDefault`: preset as tuned in a new definition. */
  readonly tunable?: {
    readonly type: 'Integer' | 'Continuous' | 'Categorical';
    readonly min?: number;
    readonly max?: number;
    readonly values?: readonly string[];
    readonly scaling?: 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';
    readonly byDefault: boolean;
  };
}

/** What the learner says, and about what. */
export interface Contradiction {
  /** The hyperparameter that is wrong; absent: the objective metric is. */
  readonly hyperparameter?: string;
  readonly message: string;
}

/** What the wizard and the service know of an algorithm, whoever runs it. */
export interface CatalogFacts {
  readonly name: string;
  /** One sentence for the picker. */
  readonly description: string;
  /** 'built-in': SageMaker's own, metrics given. 'own': a container of ours, metrics are defined in the request. */
  readonly source: 'built-in' | 'own';
  /** ECR image URI in us-east-1. */
  readonly image: string;
  readonly metrics: readonly CatalogMetric[];
  readonly hyperparameters: readonly CatalogHyperparameter[];
  readonly channels: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly contentTypes: readonly string[];
  }[];
  readonly inputModes: readonly ('File' | 'Pipe' | 'FastFile')[];
  /** Instance type a new definition starts with. */
  readonly instanceType: string;
  /** Runs in iterations: can be stopped early, can use Hyperband. */
  readonly iterative: boolean;
  /** Hyperparameter that counts the epochs. */
  readonly epochParameter?: string;
  /** Where the objective metric and static hyperparameters, fine one by one, do not go together. */
  readonly contradictions?: (
    objectiveMetric: string,
    fixed: Readonly<Record<string, string>>,
  ) => readonly Contradiction[];
}

/** A learner here trains it. */
export interface TrainedAlgorithm extends CatalogFacts {
  readonly id: Exclude<AlgorithmId, 'surrogate'>;
}

/** No browser trains it: its learning curves are simulated, and every screen says so. */
export interface SimulatedAlgorithm extends CatalogFacts {
  readonly id: string;
  readonly surrogate: Surrogate;
}

/** The user's own training script, run in a sandbox. */
export interface ScriptAlgorithm extends CatalogFacts {
  readonly id: 'script';
}

export type CatalogAlgorithm = TrainedAlgorithm | SimulatedAlgorithm | ScriptAlgorithm;
