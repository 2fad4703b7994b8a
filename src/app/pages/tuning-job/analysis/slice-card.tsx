import { useMemo } from 'react';
import type { TunedHyperParameter } from '../../../analysis.ts';
import { scaleOf } from '../../../analysis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { inkOf } from '../../../charts/palette.ts';
import { Plot, type PlotLine } from '../../../charts/plot.tsx';
import { formatNumber } from '../../../format.ts';
import { shortName } from '../../../jobs.ts';
import { KindLegend } from './kind-legend.tsx';
import {
  hyperparameterAxis,
  KIND_COLUMN,
  markOf,
  NAME_COLUMN,
  otherRow,
  type Picture,
  rowOf,
} from './picture.ts';

interface SliceCardProps {
  readonly picture: Picture;
  readonly parameter: TunedHyperParameter;
  /** The forest's mean over the other hyperparameters, along this one. */
  readonly mean: readonly { readonly At: number | string; readonly Value: number }[] | undefined;
}

/** The dashed line, in key and table. */
const FOREST = 'Mean of the forest';

const SCALE_TEXT = {
  linear: '',
  log: ' on a logarithmic axis, as it is searched',
  'reverse-log': ' on a reverse logarithmic axis, as it is searched',
};

/** The objective against one hyperparameter. */
export function SliceCard({ picture, parameter, mean }: SliceCardProps) {
  const { rows, value, valueAxis, valueLabel, best, dark, selected, onSelect, onPick } = picture;
  const { Name } = parameter;
  const x = useMemo(() => hyperparameterAxis(parameter), [parameter]);
  const marks = useMemo(
    () =>
      rows
        .filter(({ values }) => values)
        .map((row) => {
          const [at, reached] = [row.hyperparameters[Name] ?? Number.NaN, row.values?.[value] ?? Number.NaN];
          // Categories are columns: spread within them by launch order, so that equal values do not hide each other.
          const spread = parameter.Values
            ? (((row.index * 7) % 11) / 11 - 0.45) * (0.5 / parameter.Values.length)
            : 0;
          return markOf(
            row,
            { u: x.place(at) + spread, v: valueAxis.place(reached) },
            () => [`${Name}: ${x.format(at)}`, `${valueLabel}: ${formatNumber(reached)}`],
            dark,
          );
        }),
    [rows, value, valueAxis, valueLabel, x, Name, parameter, dark],
  );
  const lines = useMemo(
    (): PlotLine[] =>
      mean === undefined || parameter.Values
        ? []
        : [
            {
              id: 'mean',
              points: mean.map(({ At, Value }) => [x.place(At), valueAxis.place(Value)] as const),
              colour: inkOf(dark).text,
              dash: [6, 4],
            },
          ],
    [mean, parameter, x, valueAxis, dark],
  );
  const at = best?.row.hyperparameters[Name];
  return (
    <ChartCard
      title={`Objective against ${Name}`}
      summary={`${best && at !== undefined ? `The best, training job ${shortName(best.row.id)}, has ${Name} ${x.format(at)}` : Name}${SCALE_TEXT[scaleOf(parameter)]}.${beyondWords(marks)}`}
      {...(lines.length > 0
        ? { method: 'Dashed: the mean of a random forest over all other hyperparameters.' }
        : {})}
      legend={
        <KindLegend
          rows={rows}
          dark={dark}
          more={lines.map(({ colour, dash = [] }) => ({ text: FOREST, colour, look: { dash } }))}
        />
      }
      empty={marks.length === 0 ? picture.none : undefined}
      columns={[NAME_COLUMN, KIND_COLUMN, { id: 'at', label: Name }, { id: 'value', label: valueLabel }]}
      rows={() => [
        ...rows
          .filter(({ values }) => values)
          .map((row) => rowOf(row, { at: row.hyperparameters[Name], value: row.values?.[value] })),
        ...(lines.length === 0 ? [] : (mean ?? [])).map(({ At, Value }, i) =>
          otherRow(`mean ${i}`, FOREST, { at: At, value: Value }),
        ),
      ]}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={x} y={valueAxis} marks={marks} lines={lines} {...{ selected, onPick, dark }} />
    </ChartCard>
  );
}
