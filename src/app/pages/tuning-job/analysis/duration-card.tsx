import { useMemo } from 'react';
import { mean, type Analysed } from '../../../analysis.ts';
import { durationAxis, extent } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { Plot } from '../../../charts/plot.tsx';
import { formatDuration, formatNumber, plural } from '../../../format.ts';
import { KindLegend } from './kind-legend.tsx';
import { KIND_COLUMN, markOf, NAME_COLUMN, type Picture, rowOf, seconds } from './picture.ts';

/** Value against duration by status: the early-stopped ones are worse and shorter (spec seeds.md S1.26). */
export function DurationCard({ picture }: { readonly picture: Picture }) {
  const { rows, value, valueAxis, valueLabel, dark, selected, onSelect, onPick } = picture;
  const { x, marks } = useMemo(() => {
    const valued = rows.filter(({ values }) => values);
    const [, end] = extent(valued.map((row) => row.seconds)) ?? [0, 1];
    const axis = durationAxis('Training duration', end);
    return {
      x: axis,
      marks: valued.map((row) => {
        const reached = row.values?.[value] ?? Number.NaN;
        return markOf(
          row,
          { u: axis.place(row.seconds), v: valueAxis.place(reached) },
          () => [
            `${valueLabel}: ${formatNumber(reached)}`,
            `Training duration: ${formatDuration(row.seconds)}`,
          ],
          dark,
        );
      }),
    };
  }, [rows, value, valueAxis, valueLabel, dark]);
  return (
    <ChartCard
      title="Value against duration"
      summary={`${comparison(rows, picture)}${beyondWords(marks)}`}
      legend={<KindLegend rows={rows} dark={dark} />}
      empty={marks.length === 0 ? picture.none : undefined}
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'seconds', label: 'Training duration', format: seconds },
        { id: 'value', label: valueLabel },
      ]}
      rows={() =>
        rows
          .filter(({ values }) => values)
          .map((row) => rowOf(row, { seconds: row.seconds, value: row.values?.[value] }))
      }
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={x} y={valueAxis} marks={marks} {...{ selected, onPick, dark }} />
    </ChartCard>
  );
}

/** How the early-stopped ones compare with those that ran to their end, in means. */
export function comparison(
  rows: readonly Analysed[],
  { value, valueLabel, direction }: Pick<Picture, 'value' | 'valueLabel' | 'direction'>,
): string {
  const of = (...kinds: Analysed['kind'][]) => rows.filter((row) => kinds.includes(row.kind) && row.values);
  const [stopped, ran] = [of('Early stopped'), of('Completed', 'At maximum resource')];
  const atMost = ran.filter(({ kind }) => kind === 'At maximum resource').length;
  const did = atMost === 0 ? 'completed' : 'completed or came to the maximum resource';
  const valueOf = (some: readonly Analysed[]) => mean(some.map(({ values }) => values?.[value] ?? 0));
  const secondsOf = (some: readonly Analysed[]) => mean(some.map((row) => row.seconds));
  const [a, b] = [valueOf(stopped), valueOf(ran)];
  const [s, t] = [secondsOf(stopped), secondsOf(ran)];
  if (a === undefined || s === undefined || b === undefined || t === undefined)
    return `${plural(ran.length, 'training job')} ${did}, ${stopped.length} were stopped early.`;
  const worse = direction === 'Maximize' ? a < b : a > b;
  return `On average the ${plural(stopped.length, 'early-stopped training job')} came to a ${valueLabel} of ${formatNumber(a, 4)} in ${formatDuration(s)}, the ${ran.length} that ${did} to ${formatNumber(b, 4)} in ${formatDuration(t)}: the stopped ones are ${worse ? 'worse' : 'no worse'} and ${s < t ? 'shorter' : 'no shorter'}.`;
}
