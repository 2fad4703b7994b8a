/** Comparing tuning jobs: what differs between their requests, and what early stopping saved. Pure. */
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { MOST_COMPARED } from './paths.ts';
import { changedWhere, membersOf, requestChanges } from './request-diff.ts';

/** Names out of `?jobs=a,b`, each once. Names have no commas (spec api.md §3.1). */
const allNamesOf = (text: string | null): string[] => [
  ...new Set((text ?? '').split(',').filter((name) => name !== '')),
];

/** Those that are compared: at most ten. */
export const namesOf = (text: string | null): string[] => allNamesOf(text).slice(0, MOST_COMPARED);

/** Those that the address names beyond that. */
export const leftOutOf = (text: string | null): string[] => allNamesOf(text).slice(MOST_COMPARED);

export interface Difference {
  /** Where in the request, in words. */
  readonly where: string;
  /** One for each request: what stands there, as JSON; undefined where nothing does. */
  readonly values: readonly (string | undefined)[];
}

/** Every plain value of a request by its path, in order; an empty object or list is one. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, string> {
  const members = membersOf(value);
  if (value === undefined) return new Map();
  if (!members || members.size === 0) return new Map([[path.join('\n'), JSON.stringify(value)]]);
  return new Map([...members].flatMap(([key, member]) => [...leavesOf(member, [...path, key])]));
}

/** Every field in which the requests are not all alike, but their names, which never are. */
export function differences(requests: readonly CreateHyperParameterTuningJobRequest[]): Difference[] {
  const leaves = requests.map((request) => leavesOf({ ...request, HyperParameterTuningJobName: undefined }));
  const keys = new Set(leaves.flatMap((each) => [...each.keys()]));
  return [...keys].flatMap((key) => {
    const values = leaves.map((each) => each.get(key));
    if (values.every((value) => value === values[0])) return [];
    return { where: changedWhere({ path: key.split('\n') }), values };
  });
}

/** Places of two requests that differ in early stopping alone, the one without it first (spec seeds.md S1.10). */
export function offAutoPair(
  requests: readonly CreateHyperParameterTuningJobRequest[],
): readonly [off: number, auto: number] | undefined {
  const stopping = (at: number) =>
    requests[at]?.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType === 'Auto' ? 'Auto' : 'Off';
  const plain = (request: CreateHyperParameterTuningJobRequest) => {
    const { TrainingJobEarlyStoppingType: _, ...config } = request.HyperParameterTuningJobConfig;
    return { ...request, HyperParameterTuningJobName: '', HyperParameterTuningJobConfig: config };
  };
  for (const [i, one] of requests.entries()) {
    for (const [j, other] of requests.entries()) {
      if (stopping(i) !== 'Off' || stopping(j) !== 'Auto') continue;
      if (requestChanges(plain(one), plain(other)).length === 0) return [i, j];
    }
  }
  return undefined;
}

/** The share of `before` that `after` spares: 1 − after / before; undefined where nothing was spent. */
export const saving = (before: number, after: number): number | undefined =>
  before > 0 ? 1 - after / before : undefined;

/** "23 %"; "9 % more" where nothing was saved. */
export const savingText = (share: number | undefined): string =>
  share === undefined
    ? '–'
    : share < 0
      ? `${Math.round(-100 * share)} % more`
      : `${Math.round(100 * share)} %`;

/** What AWS's blog post of 2018 on early stopping reports of its own two tuning jobs (spec seeds.md S1.16–S1.25). Seconds. */
export const AWS_REFERENCE = {
  off: { best: 0.356, training: 168 * 60, wall: 113 * 60, completed: 20, stopped: 0 },
  auto: { best: 0.353, training: 130 * 60, wall: 98 * 60, completed: 14, stopped: 6 },
} as const;
