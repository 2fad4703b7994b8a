/** Axes of a chart: their ends and where their ticks stand. Pure. */

import { durationStep } from './durations.ts';
import type { Span, YScale } from './view-window.ts';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** An axis over [min, max] whose ticks are whole multiples of 1, 2 or 5 times a power of ten. */
export function niceAxis(min: number, max: number, count = 5, whole = false): Axis {
  const span = max - min || Math.abs(max) * 0.1 || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(whole ? 1 : 0, ([1, 2, 5, 10].find((k) => k * power >= raw * 0.999) ?? 10) * power);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(max / step - 1e-9));
  // Multiply, never add up: 3 × 0.1 carries one rounding, 0.1 + 0.1 + 0.1 carries three.
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { domain: [ticks[0] ?? min, ticks.at(-1) ?? max], ticks };
}

/**
 * An axis over epochs `first` to `last` exactly; round ticks between. Of one that grows the end is round as well: it moves
 * on in steps, not with every epoch.
 */
export function epochAxis(first: number, last: number, grows = false): Axis {
  const exact = Math.max(first + 1, last);
  const { ticks, domain } = niceAxis(first, exact, 8, true);
  const end = grows ? domain[1] : exact;
  return {
    domain: [first, end],
    ticks: [...new Set([first, ...ticks.filter((tick) => tick > first && tick <= end)])],
  };
}

/** Powers of ten around [min, max], with 2 and 5 between them while few. */
export function logAxis(min: number, max: number): Axis {
  const low = Math.floor(Math.log10(min));
  const high = Math.max(low + 1, Math.ceil(Math.log10(max)));
  const steps = high - low <= 3 ? [1, 2, 5] : [1];
  const ticks = Array.from({ length: high - low }, (_, i) => i)
    .flatMap((i) => steps.map((step) => Number((step * 10 ** (low + i)).toPrecision(12))))
    .concat(10 ** high);
  return { domain: [10 ** low, 10 ** high], ticks };
}

/** An axis over exactly this span; round ticks within. */
export function axisWithin([low, high]: Span, scale: YScale, whole = false): Axis {
  const inside = (ticks: readonly number[]) => ticks.filter((tick) => tick >= low && tick <= high);
  if (scale === 'log') {
    const ticks = inside(logAxis(low, high).ticks);
    if (ticks.length > 1) return { domain: [low, high], ticks };
  }
  return { domain: [low, high], ticks: inside(niceAxis(low, high, 6, whole).ticks) };
}

/** An axis over exactly this span of seconds; ticks at whole seconds, minutes, hours or days where it is long enough. */
export function secondsAxis([low, high]: Span): Axis {
  if (high - low < 2) return axisWithin([low, high], 'linear');
  const step = durationStep(high - low, 6);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { domain: [low, high], ticks: Array.from({ length: count }, (_, i) => (first + i) * step) };
}
