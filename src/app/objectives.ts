/** The metrics that one picture shows side by side: definitions and tuning jobs may each have their own. Pure. */
import { definitionsOf, objectiveOf, type TuningJob } from './jobs.ts';

export interface MetricGroup {
  readonly metric: string;
  readonly direction: 'Maximize' | 'Minimize';
  /** Whose it is: names of definitions, or of tuning jobs. */
  readonly of: readonly string[];
}

/** One group for each metric and direction, in the order in which they first come. */
export function metricGroups(
  entries: readonly {
    readonly metric: string;
    readonly direction: MetricGroup['direction'];
    readonly of: string;
  }[],
): MetricGroup[] {
  const groups = new Map<string, MetricGroup>();
  for (const { metric, direction, of } of entries) {
    const key = `${direction} ${metric}`;
    groups.set(key, { metric, direction, of: [...(groups.get(key)?.of ?? []), of] });
  }
  return [...groups.values()];
}

/** "validation:auc"; of several "objective metric: validation:auc (xgb), validation:roc_auc_score (linear)". */
export function metricsText(groups: readonly MetricGroup[]): string {
  const [only, ...others] = groups;
  if (!only) return 'objective metric';
  if (others.length === 0) return only.metric;
  return `objective metric: ${groups.map(({ metric, of }) => `${metric} (${of.join(', ')})`).join(', ')}`;
}

/** Why no value of one metric is called better than one of another; empty where there is but one. */
export function acrossText(groups: readonly MetricGroup[]): string {
  if (groups.length < 2) return '';
  const of = (direction: MetricGroup['direction']) =>
    groups.filter((group) => group.direction === direction).map(({ metric }) => metric);
  const [up, down] = [of('Maximize'), of('Minimize')];
  return up.length > 0 && down.length > 0
    ? `${up.join(' and ')} ${up.length === 1 ? 'is' : 'are'} better when higher, ${down.join(' and ')} when lower: there is no best across them.`
    : 'These are different metrics: there is no best across them.';
}

/** The objective metrics of a tuning job, each with the definitions that are judged by it. */
export const objectivesOf = (job: TuningJob): MetricGroup[] =>
  metricGroups(
    definitionsOf(job).flatMap(({ DefinitionName }, i) => {
      const objective = objectiveOf(job, DefinitionName);
      return objective
        ? [
            {
              metric: objective.MetricName,
              direction: objective.Type,
              of: DefinitionName ?? `Definition ${i + 1}`,
            },
          ]
        : [];
    }),
  );

/** The group a definition belongs to; the only one where there is but one. */
export const groupOf = (
  groups: readonly MetricGroup[],
  definition: string | undefined,
): MetricGroup | undefined =>
  groups.length === 1 ? groups[0] : groups.find(({ of }) => of.includes(definition ?? ''));
