import { problemAt, problemOf, problems, SURROGATE_VARIABLE, type Problem } from '../surrogate/problems.ts';

export { SURROGATE_VARIABLE };

/** A simulated problem as the wizard offers it, to run in place of an algorithm that no browser has. */
export interface StandIn {
  readonly id: string;
  readonly title: string;
  /** The hyperparameters that it knows, those that matter most first. */
  readonly knows: readonly string[];
  /** Epochs, and the hyperparameter that may say otherwise. */
  readonly epochs: { readonly parameter?: string; readonly default: number };
}

const factsOf = ({ id, title, surrogate }: Problem): StandIn => ({
  id,
  title,
  knows: surrogate.dimensions.toSorted((a, b) => b.weight - a.weight).map(({ name }) => name),
  epochs: surrogate.epochs,
});

export const standIns: readonly StandIn[] = problems.map(factsOf);

/** The one of that id. */
export function standInOf(id: string): StandIn | undefined {
  const problem = problemOf(id);
  return problem && factsOf(problem);
}

/** Whether a location holds the made-up data of a simulated problem, which runs in place of whatever reads it. */
export const isSimulatedData = (uri: string): boolean => problemAt(uri) !== undefined;
