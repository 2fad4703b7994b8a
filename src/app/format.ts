/** How numbers, times and sizes read on screen. Pure; the locale is English throughout. */

const DASH = '–';

/** A metric or hyperparameter value to 6 significant digits, without trailing zeros. */
export function formatNumber(value: number | null | undefined, digits = 6): string {
  if (value === null || value === undefined) return DASH;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  const text = size !== 0 && (size < 1e-4 || size >= 1e9) ? rounded.toExponential() : String(rounded);
  return text.replace('-', '−').replace('e−', 'e-').replace('e+', 'e');
}

/** A hyperparameter as a training job received it: long decimals shortened, everything else untouched. */
export function formatHyperparameter(value: string): string {
  return /^-?\d*\.\d{5,}(e[+-]?\d+)?$/i.test(value) ? formatNumber(Number(value)) : value;
}

/** Seconds as the two largest units: "2 min 50 s", "1 h 4 min", "3 d 2 h". */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return DASH;
  const total = Math.max(0, Math.round(seconds));
  const units: readonly (readonly [number, string])[] = [
    [Math.floor(total / 86_400), 'd'],
    [Math.floor(total / 3600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ];
  const first = units.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0 s';
  return units
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "05 Nov 2026, 09:04:30", here. By hand: a formatter of the browser's takes 20 ms to come to be, before the first list. */
export function formatTime(time: Date | undefined): string {
  if (time === undefined) return DASH;
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(time.getDate())} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`;
  return `${day}, ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

/** Seconds between two times; undefined while either is missing. */
export const secondsBetween = (from: Date | undefined, to: Date | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : (to.getTime() - from.getTime()) / 1000;

export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log(bytes) / Math.log(1000)));
  return power === 0 ? `${bytes} bytes` : `${formatNumber(bytes / 1000 ** power, 3)} ${units[power]}`;
}

/** "1 training job", "3 training jobs". */
export const plural = (count: number, singular: string, many = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : many}`;
