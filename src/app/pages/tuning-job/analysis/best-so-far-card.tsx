import { useMemo, type ReactNode } from 'react';
import { bestSoFar, PROGRESS_TEXT, type ProgressBy } from '../../../analysis.ts';
import { durationAxis, extent, numericAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { inkOf } from '../../../charts/palette.ts';
import { Plot, type PlotLine } from '../../../charts/plot.tsx';
import { formatDuration, formatNumber, plural } from '../../../format.ts';
import { shortName } from '../../../jobs.ts';
import { KindLegend } from './kind-legend.tsx';
import { markOf, NAME_COLUMN, KIND_COLUMN, type Picture, rowOf } from './picture.ts';

interface BestSoFarCardProps {
  readonly picture: Picture;
  readonly title: string;
  readonly by: ProgressBy;
  readonly controls?: ReactNode;
}

/** Every training job's value as it ended, and the best of them so far as a staircase. */
export function BestSoFarCard({ picture, title, by, controls }: BestSoFarCardProps) {
  const { rows, value, direction, valueAxis, valueLabel, dark, selected, onSelect, onPick } = picture;
  const { x, marks, lines, at, steps } = useMemo(() => {
    const found = bestSoFar(rows, { value, direction, by });
    // The same walk over all that ended tells where each of them lies.
    const places = new Map<string, number>();
    let sum = 0;
    for (const row of rows
      .filter(({ endedAt }) => endedAt !== undefined)
      .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.index - b.index)) {
      sum = by === 'seconds' ? (row.endedAt ?? 0) : sum + stepOf(row, by);
      places.set(row.id, sum);
    }
    const [, end] = extent(places.values()) ?? [0, 1];
    const axis =
      by === 'seconds'
        ? durationAxis(PROGRESS_TEXT[by], end)
        : numericAxis(PROGRESS_TEXT[by], 0, end, { whole: by === 'jobs' });
    const ended = rows.filter(({ id, values }) => places.has(id) && values);
    return {
      x: axis,
      steps: found,
      at: places,
      marks: ended.map((row) => {
        const [place, reached] = [places.get(row.id) ?? 0, row.values?.[value] ?? Number.NaN];
        return markOf(
          row,
          { u: axis.place(place), v: valueAxis.place(reached) },
          () => [`${valueLabel}: ${formatNumber(reached)}`, `${PROGRESS_TEXT[by]}: ${axis.format(place)}`],
          dark,
        );
      }),
      lines: [
        {
          id: 'best',
          points: found.map((step) => [axis.place(step.x), valueAxis.place(step.best)] as const),
          colour: inkOf(dark).text,
          width: 2.5,
          step: true,
        },
      ] satisfies PlotLine[],
    };
  }, [rows, value, direction, by, valueAxis, valueLabel, dark]);
  const last = steps.at(-1);
  const setters = new Set(steps.map(({ id }) => id)).size;
  return (
    <ChartCard
      title={title}
      controls={controls}
      summary={
        last
          ? `${setters === 1 ? 'The first training job that counts has stayed the best' : `The best improved ${plural(setters - 1, 'time')}`}: ${formatNumber(last.best)}, training job ${shortName(last.id)}, within ${within(x.format(last.x), by)}.${beyondWords(marks)}`
          : 'No training job that counts for the best has ended yet.'
      }
      legend={
        <KindLegend
          rows={rows}
          dark={dark}
          more={[{ text: 'Best so far', colour: inkOf(dark).text, look: { dash: [], width: 2.5 } }]}
        />
      }
      empty={marks.length === 0 ? picture.none : undefined}
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'x', label: PROGRESS_TEXT[by], ...(by === 'seconds' ? { format: formatDuration } : {}) },
        { id: 'value', label: valueLabel },
        { id: 'best', label: 'Best so far' },
      ]}
      rows={() => {
        const bestAt = new Map(steps.map((step) => [step.x, step.best]));
        return rows
          .filter(({ id, values }) => at.has(id) && values)
          .map((row) => {
            const place = at.get(row.id) ?? Number.NaN;
            return rowOf(row, { x: place, value: row.values?.[value], best: bestAt.get(place) });
          });
      }}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={x} y={valueAxis} marks={marks} lines={lines} {...{ selected, onPick, dark }} />
    </ChartCard>
  );
}

const within = (text: string, by: ProgressBy) =>
  by === 'jobs'
    ? plural(Number(text), 'training job')
    : by === 'epochs'
      ? `${text} epochs`
      : by === 'cost'
        ? `${text} US dollars`
        : text;

const stepOf = ({ epochs, cost = 0 }: { epochs: number; cost: number | undefined }, by: ProgressBy) =>
  by === 'jobs' ? 1 : by === 'epochs' ? epochs : cost;
