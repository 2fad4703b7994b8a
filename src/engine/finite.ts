/** A value that was reported. Values are finite or null after JSON; a caller that kept a NaN or Infinity means the same. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
