/** How the parallel coordinates are looked at, as it stands in the address. Pure. */
import type { Brush } from '../../../charts/parallel.ts';

/** Stands for the objective among the axes; no hyperparameter can be called so. */
export const VALUE = ' value';

export const SHARES = [1, 0.5, 0.25, 0.1, 0.05] as const;

export interface ParallelView {
  /** Ids of the axes from left to right: names of hyperparameters, and VALUE. */
  readonly order: readonly string[];
  readonly brushes: Readonly<Record<string, Brush>>;
  /** Hyperparameters whose axis is drawn the other way than they are searched: logarithmic or linear. */
  readonly turned: readonly string[];
  /** The best so many of all. */
  readonly share: number;
}

/** Members of the address that this view has; an empty one is left out. */
export const PARALLEL_KEYS = ['axes', 'keep', 'scales', 'top'] as const;
export type ParallelEntries = Readonly<Record<(typeof PARALLEL_KEYS)[number], string>>;

const plainOrder = (names: readonly string[]) => [...names, VALUE];

/** Axes by their places in the request, the objective as v: names may hold any letter that an address has its own use for. */
const keyOf = (names: readonly string[], id: string) => (id === VALUE ? 'v' : String(names.indexOf(id)));
const axisOf = (names: readonly string[], key: string) => (key === 'v' ? VALUE : names[Number(key)]);

/** What the address says; whatever it does not say, or says wrongly, is as at first. */
export function readParallel(query: URLSearchParams, names: readonly string[]): ParallelView {
  const parts = (key: string) => (query.get(key) ?? '').split(',').filter((part) => part !== '');
  const order = [...new Set(parts('axes').flatMap((key) => axisOf(names, key) ?? []))];
  const rest = plainOrder(names).filter((id) => !order.includes(id));
  const brushes = parts('keep').flatMap((part): [string, Brush][] => {
    const [, key = '', from, to] = /^(v|\d{1,2}):(\d{1,3})-(\d{1,3})$/.exec(part) ?? [];
    const id = axisOf(names, key);
    const [low, high] = [Number(from) / 100, Number(to) / 100];
    return id !== undefined && low <= high && high <= 1 ? [[id, [low, high]]] : [];
  });
  const top = Number(query.get('top') ?? 100) / 100;
  return {
    order: order.length === 0 ? plainOrder(names) : [...order, ...rest],
    brushes: Object.fromEntries(brushes),
    turned: parts('scales').flatMap((key) => names[Number(key)] ?? []),
    share: SHARES.find((share) => share === top) ?? 1,
  };
}

/** The view as members of the address, brushes in whole hundredths of their axis. */
export function writeParallel(
  { order, brushes, turned, share }: ParallelView,
  names: readonly string[],
): ParallelEntries {
  const plain = order.join('\n') === plainOrder(names).join('\n');
  const hundredths = (place: number) => Math.round(100 * place);
  return {
    axes: plain ? '' : order.map((id) => keyOf(names, id)).join(','),
    keep: Object.entries(brushes)
      .map(([id, [low, high]]) => `${keyOf(names, id)}:${hundredths(low)}-${hundredths(high)}`)
      .join(','),
    scales: turned.map((id) => keyOf(names, id)).join(','),
    top: share === 1 ? '' : String(100 * share),
  };
}
