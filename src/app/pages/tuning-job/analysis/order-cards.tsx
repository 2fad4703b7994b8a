import { useMemo } from 'react';
import { ranked } from '../../../analysis.ts';
import { numericAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { inkOf } from '../../../charts/palette.ts';
import { Plot, type PlotLine } from '../../../charts/plot.tsx';
import { formatNumber } from '../../../format.ts';
import { KindLegend } from './kind-legend.tsx';
import { bestSentence, KIND_COLUMN, markOf, NAME_COLUMN, type Picture, rowOf } from './picture.ts';

const percent = (share: number) => `${formatNumber(100 * share, 3)} %`;

/** Values in order, the best first. */
export function RankCard({ picture }: { readonly picture: Picture }) {
  const { rows, value, direction, valueAxis, valueLabel, dark, selected, onSelect, onPick } = picture;
  const { x, marks, order } = useMemo(() => {
    const best = ranked(rows, value, direction);
    const axis = numericAxis('Rank', 1, Math.max(2, best.length), { whole: true, exact: true });
    return {
      x: axis,
      order: best,
      marks: best.map((each, i) =>
        markOf(
          each.row,
          { u: axis.place(i + 1), v: valueAxis.place(each.value) },
          () => [`Rank ${i + 1}`, `${valueLabel}: ${formatNumber(each.value)}`],
          dark,
        ),
      ),
    };
  }, [rows, value, direction, valueAxis, valueLabel, dark]);
  return (
    <ChartCard
      title="Rank"
      summary={`Training jobs from the best to the worst. ${bestSentence(picture)}${beyondWords(marks)}`}
      legend={<KindLegend rows={rows} dark={dark} />}
      empty={marks.length === 0 ? picture.none : undefined}
      columns={[NAME_COLUMN, KIND_COLUMN, { id: 'rank', label: 'Rank' }, { id: 'value', label: valueLabel }]}
      rows={() => order.map((each, i) => rowOf(each.row, { rank: i + 1, value: each.value }))}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={x} y={valueAxis} marks={marks} {...{ selected, onPick, dark }} />
    </ChartCard>
  );
}

/** The empirical distribution function: which share of the training jobs came at most, or at least, so far. */
export function DistributionCard({ picture }: { readonly picture: Picture }) {
  const { rows, value, direction, valueAxis, valueLabel, dark, selected, onSelect, onPick } = picture;
  const { marks, lines, shares, median } = useMemo(() => {
    const order = ranked(rows, value, direction);
    const reachedBy = order.map((each, i) => ({ ...each, share: (i + 1) / order.length }));
    return {
      shares: reachedBy,
      marks: reachedBy.map(({ row, value: reached, share }) =>
        markOf(
          row,
          { u: valueAxis.place(reached), v: share },
          () => [`${valueLabel}: ${formatNumber(reached)}`, `Among the best ${percent(share)}`],
          dark,
        ),
      ),
      lines: [
        {
          id: 'share',
          points: reachedBy.map(({ value: reached, share }) => [valueAxis.place(reached), share] as const),
          colour: inkOf(dark).text,
          step: true,
        },
      ] satisfies PlotLine[],
      median: reachedBy[Math.floor((reachedBy.length - 1) / 2)]?.value,
    };
  }, [rows, value, direction, valueAxis, valueLabel, dark]);
  const word = direction === 'Maximize' ? 'at least' : 'at most';
  return (
    <ChartCard
      title="Distribution of values (EDF)"
      summary={
        median === undefined
          ? ''
          : `Half of the training jobs came to a ${valueLabel} of ${word} ${formatNumber(median)}.${beyondWords(marks)}`
      }
      legend={
        <KindLegend
          rows={rows}
          dark={dark}
          more={[{ text: `Share that came to ${word} this`, colour: inkOf(dark).text, look: { dash: [] } }]}
        />
      }
      empty={marks.length === 0 ? picture.none : undefined}
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'value', label: valueLabel },
        { id: 'share', label: `Share that came to ${word} this`, format: percent },
      ]}
      rows={() => shares.map(({ row, value: reached, share }) => rowOf(row, { value: reached, share }))}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={valueAxis} y={SHARE} marks={marks} lines={lines} {...{ selected, onPick, dark }} />
    </ChartCard>
  );
}

const SHARE = numericAxis('Share', 0, 1, { format: percent });
