/** Numbers in ranges and hyperparameters travel as texts. These readings are strict: no blanks, no hex, no Infinity. */

/** The number a text spells out in decimals (`0.1`, `-3`, `1e-5`), or undefined. */
export function parseDecimal(text: string): number | undefined {
  if (!/^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** The whole number a text spells out in digits, or undefined; also undefined beyond ±(2⁵³ − 1). */
export function parseInteger(text: string): number | undefined {
  if (!/^-?\d+$/.test(text)) return undefined;
  const value = Number(text);
  // `|| 0` turns the −0 of "-0" into 0.
  return Number.isSafeInteger(value) ? value || 0 : undefined;
}
