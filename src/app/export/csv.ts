/** Tables as CSV (RFC 4180) that a spreadsheet only reads and never computes. Pure. */

export type Cell = string | number | undefined;

/**
 * Texts that a spreadsheet would take for a formula get an apostrophe in front, as OWASP advises ("CSV Injection"); numbers
 * are numbers, whatever their sign.
 */
function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n]/.test(value) && !isNumber(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const isNumber = (text: string) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

export const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
