/**
 * How a tuning job is looked at, as it stands in the address: a link shows another person the same picture, and every
 * tab the same selection. Pure.
 */
export const X_AXES = ['epoch', 'training', 'simulated'] as const;
export type XAxis = (typeof X_AXES)[number];

export const SHOWN = ['all', 'running', 'top', 'stopped', 'selected'] as const;
export type Shown = (typeof SHOWN)[number];

export const SMOOTHINGS = [0, 0.3, 0.6, 0.9] as const;

/** Stands for "each training job's own objective metric". */
export const OBJECTIVE = 'objective';

export interface View {
  /** Launch indexes from 0, in the order in which they were selected. */
  readonly selected: readonly number[];
  readonly metric: string;
  readonly x: XAxis;
  readonly y: 'linear' | 'log';
  readonly show: Shown;
  /** Weight of the past in an exponential average, 0 for none. */
  readonly smoothing: number;
  /** The moment that is replayed, in simulated seconds; absent: now. */
  readonly at?: number | undefined;
}

export const PLAIN: View = {
  selected: [],
  metric: OBJECTIVE,
  x: 'epoch',
  y: 'linear',
  show: 'all',
  smoothing: 0,
};

const oneOf = <T>(options: readonly T[], value: T | string | null, otherwise: T): T =>
  options.find((option) => option === value) ?? otherwise;

const MOST_SELECTED = 10_000;

/** "1-3,7" is the training jobs 001, 002, 003 and 007; a range that counts down is kept as it was selected. */
function readSelected(text: string): number[] {
  const indexes = text.split(',').flatMap((part) => {
    const [, from, to] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    if (from === undefined) return [];
    const [first, last] = [Number(from), Number(to ?? from)];
    if (first < 1 || last < first || last - first >= MOST_SELECTED) return [];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i - 1);
  });
  return [...new Set(indexes)];
}

function writeSelected(indexes: readonly number[]): string {
  const parts: { from: number; to: number }[] = [];
  for (const index of indexes) {
    const last = parts.at(-1);
    if (last && index === last.to) last.to++;
    else parts.push({ from: index + 1, to: index + 1 });
  }
  return parts.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

/** What the address says; whatever it does not say, or says wrongly, is as in PLAIN. */
export function readView(query: URLSearchParams): View {
  const smoothing = Number(query.get('smooth') ?? 0);
  const at = query.get('at');
  return {
    selected: readSelected(query.get('selected') ?? ''),
    metric: query.get('metric') ?? PLAIN.metric,
    x: oneOf<XAxis>(X_AXES, query.get('x'), PLAIN.x),
    y: query.get('y') === 'log' ? 'log' : 'linear',
    show: oneOf<Shown>(SHOWN, query.get('show'), PLAIN.show),
    smoothing: SMOOTHINGS.find((each) => each === smoothing) ?? 0,
    ...(at !== null && /^\d+(\.\d+)?$/.test(at) ? { at: Number(at) } : {}),
  };
}

/** `query` with the view in it; what others keep there stays, and what is as in PLAIN is left out. */
export function writeView(query: URLSearchParams, view: View): URLSearchParams {
  const next = new URLSearchParams(query);
  const put = (key: string, value: string, plain: string) =>
    value === plain ? next.delete(key) : next.set(key, value);
  put('selected', writeSelected(view.selected), '');
  put('metric', view.metric, PLAIN.metric);
  put('x', view.x, PLAIN.x);
  put('y', view.y, PLAIN.y);
  put('show', view.show, PLAIN.show);
  put('smooth', String(view.smoothing), String(PLAIN.smoothing));
  put('at', view.at === undefined ? '' : String(view.at), '');
  return next;
}
