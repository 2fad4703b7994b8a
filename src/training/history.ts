/** One CSV cell: quoted where it has to be. */
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * The metrics of a training job as CSV with a header: a row for each epoch from 1, a column for each metric in the order
 * of their names. A metric that was not emitted in an epoch has an empty cell; one that is not finite says so.
 */
export function historyCsv(columns: Readonly<Record<string, readonly number[]>>, epochs: number): string {
  const names = Object.keys(columns).sort();
  const lines = [['epoch', ...names.map(cell)].join(',')];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const values = names.map((name) => {
      const value = columns[name]?.[epoch - 1];
      return value === undefined || Number.isNaN(value) ? '' : String(value);
    });
    lines.push([epoch, ...values].join(','));
  }
  return `${lines.join('\n')}\n`;
}
