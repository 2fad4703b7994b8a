/** Ranges that Autotune chooses: around the value hinted at, or the catalogue's own (spec rules §11). */
import { parseDecimal, parseInteger } from './number-text.ts';
import type {
  CategoricalParameterRange,
  ContinuousParameterRange,
  HyperParameterScalingType,
  IntegerParameterRange,
} from './parameter-ranges.ts';

/** What is known of a hyperparameter: the values its algorithm takes, and the range that is recommended. */
export interface HyperparameterFacts {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  readonly values?: readonly string[];
  /** Absent: it cannot be tuned. */
  readonly tunable?: {
    readonly type: 'Integer' | 'Continuous' | 'Categorical';
    readonly min?: number;
    readonly max?: number;
    readonly values?: readonly string[];
    readonly scaling?: HyperParameterScalingType;
    readonly byDefault: boolean;
  };
}

export type ChosenRange =
  | { readonly kind: 'Integer'; readonly range: IntegerParameterRange; readonly why: string }
  | { readonly kind: 'Continuous'; readonly range: ContinuousParameterRange; readonly why: string }
  | { readonly kind: 'Categorical'; readonly range: CategoricalParameterRange; readonly why: string };

/** The range the catalogue recommends; undefined where it names none. */
export function recommendedRange({ name, values, tunable }: HyperparameterFacts): ChosenRange | undefined {
  if (!tunable) return undefined;
  const why = 'Recommended for this algorithm.';
  if (tunable.type === 'Categorical') {
    const all = tunable.values ?? values ?? [];
    return all.length > 1 ? categorical(name, all, why) : undefined;
  }
  const { type, min, max, scaling = 'Auto' } = tunable;
  return min === undefined || max === undefined ? undefined : numeric(type, name, min, max, scaling, why);
}

/**
 * A range around `hint` for the hyperparameter `name`; a sentence when the hint says too little. A number is halved
 * and doubled (4 becomes 2–8, the guide's example), or taken ten times down and up where the scale is logarithmic or
 * not known; near 1 on a reverse logarithmic scale it is the distance to 1 that grows and shrinks. The values that
 * the algorithm takes bound it.
 */
export function rangeAround(
  name: string,
  hint: string,
  known: HyperparameterFacts | undefined,
): ChosenRange | string {
  const type = known?.tunable?.type ?? guessType(hint);
  if (type === 'Categorical') {
    const given = known?.tunable?.values ?? known?.values ?? (isFlag(hint) ? ['true', 'false'] : []);
    const values = [...new Set([hint, ...given])];
    return values.length > 1
      ? categorical(name, values, `${hint} and the other values it takes.`)
      : `Nothing is known of ${name} but the value ${hint}: give it a categorical range.`;
  }
  const value = type === 'Integer' ? parseInteger(hint) : parseDecimal(hint);
  if (value === undefined) {
    return `Give ${name} a ${type === 'Integer' ? 'whole number' : 'number'} as hint.`;
  }
  const { min = -Infinity, max = Infinity } = known ?? {};
  if (value < min || value > max) return `${name} does not take ${hint}.`;
  if (value === 0) {
    // Nothing is half or twice of 0: up to the end of the recommended range, or to 1.
    const top = known?.tunable?.max ?? 1;
    const end = Math.min(max, top > 0 ? top : 1);
    return numeric(type, name, Math.max(min, 0), end, 'Auto', `From 0 up to ${end}.`);
  }
  const scaling = known?.tunable?.scaling ?? 'Auto';
  const [low, high, how] = spread(type, value, scaling);
  const ends = [Math.max(min, low), Math.min(max, high)] as const;
  const why = `Around ${hint}: ${how}.`;
  return ends[0] < ends[1]
    ? numeric(type, name, ends[0], ends[1], scaling, why)
    : `${name} leaves no room around ${hint}: make it static.`;
}

type Spread = readonly [low: number, high: number, how: string];

function spread(type: 'Integer' | 'Continuous', value: number, scaling: HyperParameterScalingType): Spread {
  const [low, high] = value > 0 ? [value / 2, value * 2] : [value * 2, value / 2];
  if (type === 'Integer') {
    // A positive hint stays positive: 1 becomes 1–2.
    return [value > 0 ? Math.max(1, Math.floor(low)) : Math.floor(low), Math.ceil(high), 'half to twice'];
  }
  if (scaling === 'ReverseLogarithmic' && value < 1) {
    const distance = 1 - value;
    return [
      Math.max(0, 1 - round(distance * 10)),
      1 - round(distance / 10),
      'ten times and a tenth of the distance to 1',
    ];
  }
  return value > 0 && scaling !== 'Linear'
    ? [round(value / 10), round(value * 10), 'a tenth to ten times']
    : [round(low), round(high), 'half to twice'];
}

/** Without the tail that binary fractions leave: 0.1 × 3 is 0.3. */
const round = (value: number) => Number(value.toPrecision(12));

const isFlag = (text: string) => text === 'true' || text === 'false';

/** What a hint's spelling says of a hyperparameter nobody knows: digits, a decimal, or a word. */
function guessType(hint: string): 'Integer' | 'Continuous' | 'Categorical' {
  if (parseInteger(hint) !== undefined) return 'Integer';
  return parseDecimal(hint) === undefined ? 'Categorical' : 'Continuous';
}

const categorical = (Name: string, values: readonly string[], why: string): ChosenRange => ({
  kind: 'Categorical',
  range: { Name, Values: values.slice(0, 30) },
  why,
});

function numeric(
  kind: 'Integer' | 'Continuous',
  Name: string,
  min: number,
  max: number,
  wished: HyperParameterScalingType,
  why: string,
): ChosenRange {
  const possible =
    (wished !== 'Logarithmic' || min > 0) &&
    (wished !== 'ReverseLogarithmic' || (kind === 'Continuous' && min >= 0 && max < 1));
  const ScalingType = possible ? wished : 'Auto';
  return { kind, range: { Name, MinValue: String(min), MaxValue: String(max), ScalingType }, why };
}
