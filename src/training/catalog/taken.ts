import { builtIns } from './built-ins.data.ts';
import type { CatalogHyperparameter, CatalogMetric, TrainedAlgorithm } from './types.ts';

/** What a learner here does differently from the documents. */
interface Changes {
  readonly description: string;
  readonly instanceType: string;
  readonly iterative: boolean;
  /** Metrics beyond the documented ones. */
  readonly metrics: readonly CatalogMetric[];
  /** What is said of hyperparameters, in place of the documents' list of valid values. */
  readonly descriptions: Readonly<Record<string, string>>;
  /** What is otherwise different: defaults, bounds. */
  readonly hyperparameters: Readonly<Record<string, Partial<CatalogHyperparameter>>>;
  /** Preset as tuned in a new definition. */
  readonly tuned: readonly string[];
}

/** The documented facts of a built-in algorithm that a learner here trains. */
export function taken(id: TrainedAlgorithm['id'], changes: Changes): TrainedAlgorithm {
  const facts = builtIns.find((each) => each.id === id);
  if (!facts) throw new Error(`The documents know no algorithm ${id}.`);
  const { epochParameter } = facts;
  const { description, instanceType, iterative, descriptions, tuned } = changes;
  return {
    ...facts,
    id,
    description,
    instanceType,
    iterative,
    metrics: [
      // Where the documents give no expression, the container's usual line.
      ...facts.metrics.map((metric) => ({ regex: printed(metric.name), ...metric })),
      ...changes.metrics,
    ],
    hyperparameters: facts.hyperparameters.map((each) => ({
      ...each,
      description: descriptions[each.name] ?? each.description,
      ...changes.hyperparameters[each.name],
      ...(each.tunable && { tunable: { ...each.tunable, byDefault: tuned.includes(each.name) } }),
    })),
    // Data are read as CSV.
    channels: facts.channels.map((channel) => ({
      ...channel,
      contentTypes: ['text/csv', ...channel.contentTypes],
    })),
    ...(epochParameter !== undefined && { epochParameter }),
  };
}

/** `test:f1` as the container's log has it. */
export function printed(name: string): string {
  const [channel, metric] = name.split(':');
  return `#quality_metric: host=\\S+, ${channel} ${metric} <\\S+>=(\\S+)`;
}

/** The same for a metric of every epoch. */
export const printedEveryEpoch = (channel: string, metric: string): string =>
  `#quality_metric: host=\\S+, epoch=\\S+, ${channel} ${metric} <\\S+>=(\\S+)`;
