/** What differs between two requests, member by member. Pure. */

export interface Change {
  /** Members from the outside in; items of a list by their name where they have one. */
  readonly path: readonly string[];
  /** JSON of the member; absent where it is not there. */
  readonly before?: string;
  readonly after?: string;
}

/** Members that tell items of a list apart (spec api §3): a moved item is no change. */
const NAMES = [
  'DefinitionName',
  'ChannelName',
  'Name',
  'Key',
  'InstanceGroupName',
  'HyperParameterTuningJobName',
];

type Members = ReadonlyMap<string, unknown>;

/**
 * Changes from one request to another, in the order of the first, what is new after it. An item of a list that only one
 * of the two has is one change, not one for each of its members.
 */
export function requestChanges(before: unknown, after: unknown, path: readonly string[] = []): Change[] {
  const [left, right] = [membersOf(before), membersOf(after)];
  if (!left || !right) {
    const [a, b] = [JSON.stringify(before), JSON.stringify(after)];
    if (a === b) return [];
    return [{ path, ...(a !== undefined && { before: a }), ...(b !== undefined && { after: b }) }];
  }
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].flatMap((key) => requestChanges(left.get(key), right.get(key), [...path, key]));
}

/** Members of an object or of a list by name; undefined for a plain value, and for a list that is one as a whole. */
export function membersOf(value: unknown): Members | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map(nameOf);
  return names.every((name) => name !== undefined) && new Set(names).size === names.length
    ? new Map(names.map((name, i) => [name ?? '', value[i]]))
    : undefined;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const members = new Map<string, unknown>(Object.entries(item));
  const name = NAMES.map((key) => members.get(key)).find((each) => typeof each === 'string');
  return typeof name === 'string' ? name : undefined;
}

/** A path as it is read: "Training job definition xgb › Static hyperparameters › eta". */
export const changedWhere = ({ path }: Change): string => path.map(spelled).join(' › ');

/** "HyperParameterTuningJobConfig" as words; a name that is not a member's stays as it is. */
const spelled = (member: string): string =>
  SPELLED[member] ??
  (/^[A-Z][a-z0-9]+([A-Z][A-Za-z0-9]*)+$/.test(member)
    ? member
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/ [A-Z](?=[a-z])/g, (start) => start.toLowerCase())
    : member);

const SPELLED: Readonly<Record<string, string>> = {
  HyperParameterTuningJobName: 'Tuning job name',
  HyperParameterTuningJobConfig: 'Tuning job configuration',
  HyperParameterTuningJobObjective: 'Objective',
  TrainingJobEarlyStoppingType: 'Early stopping',
  StaticHyperParameters: 'Static hyperparameters',
  HyperParameterRanges: 'Ranges',
  ParameterRanges: 'Ranges',
};
