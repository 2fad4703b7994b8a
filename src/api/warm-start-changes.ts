/** How a child of a warm start differs in its hyperparameters from a parent, and what of it counts (spec rules §9). */
import type { TuningDefinition } from './definitions.ts';

/** A hyperparameter's place in a job: searched, as one of three types, or the same in every training job. */
export type Setting =
  | { readonly kind: 'Integer' | 'Continuous'; readonly min: string; readonly max: string }
  | { readonly kind: 'Categorical'; readonly values: readonly string[] }
  | { readonly kind: 'Auto'; readonly hint: string }
  | { readonly kind: 'Static'; readonly value: string };

/** One hyperparameter whose setting is not the parent's. */
export interface Change {
  readonly name: string;
  readonly from: Setting;
  readonly to: Setting;
  /** What it adds to the changes that are limited; 0: free. */
  readonly counts: number;
}

/** Most changes between a parent and its child. */
export const MOST_CHANGES = 10;

/**
 * What a change that counts adds. The guide's two examples, a categorical {red, blue} made static and a static red
 * turned into blue, both come to two: the setting that goes and the one that comes.
 */
const COUNTED = 2;

/** Every hyperparameter's setting by name, but for the service's own (`_…`), which Describe adds. */
export function settingsOf({ ranges, definition }: TuningDefinition): Map<string, Setting> {
  const numeric = (kind: 'Integer' | 'Continuous') =>
    (ranges[`${kind}ParameterRanges`] ?? []).map(({ Name, MinValue, MaxValue }): [string, Setting] => [
      Name,
      { kind, min: MinValue, max: MaxValue },
    ]);
  return new Map<string, Setting>([
    ...Object.entries(definition.StaticHyperParameters ?? {})
      .filter(([name]) => !name.startsWith('_'))
      .map(([name, value]): [string, Setting] => [name, { kind: 'Static', value }]),
    ...numeric('Integer'),
    ...numeric('Continuous'),
    ...(ranges.CategoricalParameterRanges ?? []).map(({ Name, Values }): [string, Setting] => [
      Name,
      { kind: 'Categorical', values: Values },
    ]),
    ...(ranges.AutoParameters ?? []).map(({ Name, ValueHint }): [string, Setting] => [
      Name,
      { kind: 'Auto', hint: ValueHint },
    ]),
  ]);
}

/** The changes from a parent's definition to its child's, of the names both have, in the child's order. */
export function changesBetween(parent: TuningDefinition, child: TuningDefinition): Change[] {
  const were = settingsOf(parent);
  return [...settingsOf(child)].flatMap(([name, to]) => {
    const from = were.get(name);
    return from && !sameSetting(from, to) ? [{ name, from, to, counts: cost(from, to) }] : [];
  });
}

export const changesUsed = (changes: readonly Change[]): number =>
  changes.reduce((sum, { counts }) => sum + counts, 0);

/** Tuned made static and a new static value count; static made tuned and another range are free. */
function cost(from: Setting, to: Setting): number {
  if (to.kind !== 'Static') return 0;
  return from.kind === 'Static' && from.value === to.value ? 0 : COUNTED;
}

function sameSetting(a: Setting, b: Setting): boolean {
  if (a.kind === 'Categorical' && b.kind === 'Categorical') {
    return a.values.length === b.values.length && a.values.every((value) => b.values.includes(value));
  }
  return a.kind === b.kind && settingText(a) === settingText(b);
}

/** `2–8`, `{red, blue}`, `static red`, `chosen around 4`. */
export function settingText(setting: Setting): string {
  switch (setting.kind) {
    case 'Static':
      return `static ${setting.value}`;
    case 'Categorical':
      return `{${setting.values.join(', ')}}`;
    case 'Auto':
      return `chosen around ${setting.hint}`;
    case 'Integer':
    case 'Continuous':
      return `${setting.min}–${setting.max}`;
  }
}
