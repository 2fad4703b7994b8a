import { AlgorithmError } from './types.ts';

/** Bounds of a number. `above` and `below` exclude their end, `min` and `max` include it. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

/**
 * Typed readers over the strings that a container receives. Each throws AlgorithmError in the words that SageMaker's
 * containers use; one without `default` is required. `auto`, where a reader is given it, is what the value `auto` means.
 */
export interface Hyperparameters {
  integer(name: string, options?: Bounds & { readonly default?: number; readonly auto?: number }): number;
  number(name: string, options?: Bounds & { readonly default?: number; readonly auto?: number }): number;
  oneOf<const V extends string>(name: string, values: readonly V[], options?: { readonly default?: V }): V;
  boolean(name: string, options?: { readonly default?: boolean; readonly auto?: boolean }): boolean;
  text(name: string, options?: { readonly default?: string }): string;
  has(name: string): boolean;
  /** Names that no reader has asked for so far, without those starting with `_`, which the service adds. */
  unread(): readonly string[];
  /** Refuses the first unread name, as SageMaker's XGBoost container does. Call it after reading everything. */
  rejectUnread(): void;
}

/** Wraps a training job's hyperparameters. Values are trimmed; an empty one counts as absent. */
export function readHyperparameters(given: Readonly<Record<string, string>>): Hyperparameters {
  const seen = new Set<string>();
  const raw = (name: string): string | undefined => {
    seen.add(name);
    const value = Object.hasOwn(given, name) ? given[name]?.trim() : undefined;
    return value === '' ? undefined : value;
  };

  function read<T>(
    name: string,
    options: { readonly default?: T; readonly auto?: T },
    parse: (text: string) => T,
  ): T {
    const text = raw(name);
    if (text === undefined) {
      if (options.default !== undefined) return options.default;
      throw new AlgorithmError(`ClientError: Missing required hyperparameter: ${name}`);
    }
    return text === 'auto' && options.auto !== undefined ? options.auto : parse(text);
  }

  const numeric = (name: string, pattern: RegExp, kind: string, bounds: Bounds) => (text: string) => {
    if (!pattern.test(text)) {
      throw new AlgorithmError(`ClientError: Hyperparameter ${name}: could not parse '${text}' as ${kind}`);
    }
    const value = Number(text);
    const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = bounds;
    const inside = value >= min && value <= max && (value > above || above === -Infinity) && value < below;
    if (!inside || !Number.isFinite(value)) {
      throw new AlgorithmError(`ClientError: Hyperparameter ${name}: ${text} is not in ${interval(bounds)}`);
    }
    return value;
  };

  const unread = () => Object.keys(given).filter((name) => !name.startsWith('_') && !seen.has(name));

  return {
    integer: (name, options = {}) => read(name, options, numeric(name, /^[+-]?\d+$/, 'an integer', options)),
    number: (name, options = {}) =>
      read(name, options, numeric(name, /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, 'a number', options)),
    oneOf: <V extends string>(name: string, values: readonly V[], options: { readonly default?: V } = {}) =>
      read<V>(name, options, (text) => {
        const value = values.find((v) => v === text);
        if (value === undefined) {
          const list = values.map((v) => `'${v}'`).join(', ');
          throw new AlgorithmError(`ClientError: Hyperparameter ${name}: '${text}' is not in [${list}]`);
        }
        return value;
      }),
    boolean: (name, options = {}) =>
      read(name, options, (text) => {
        const lower = text.toLowerCase();
        if (lower === 'true' || lower === '1') return true;
        if (lower === 'false' || lower === '0') return false;
        throw new AlgorithmError(
          `ClientError: Hyperparameter ${name}: '${text}' is not in ['true', 'false']`,
        );
      }),
    text: (name, options = {}) => read(name, options, (text) => text),
    has: (name) => raw(name) !== undefined,
    unread,
    rejectUnread: () => {
      const [extra] = unread();
      if (extra !== undefined)
        throw new AlgorithmError(`ClientError: Extraneous hyperparameter found: ${extra}`);
    },
  };
}

function interval({ min, max, above, below }: Bounds): string {
  const left = above !== undefined ? `(${above}` : min !== undefined ? `[${min}` : '(-inf';
  const right = below !== undefined ? `${below})` : max !== undefined ? `${max}]` : 'inf)';
  return `${left}, ${right}`;
}
