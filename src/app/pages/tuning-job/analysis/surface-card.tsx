import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import type { Output } from '../../../../api/operations.ts';
import { extent, numericAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords, rampOf } from '../../../charts/marks.ts';
import { inkOf } from '../../../charts/palette.ts';
import { Plot, type Mark, type PlotBox } from '../../../charts/plot.tsx';
import { formatNumber } from '../../../format.ts';
import { betterOf, KINDS } from '../../../analysis.ts';
import { Key } from './key.tsx';
import { Ramp } from './ramp.tsx';
import {
  hyperparameterAxis,
  KIND_COLUMN,
  lookOf,
  markOf,
  MORE,
  NAME_COLUMN,
  otherRow,
  type Picture,
  rowOf,
} from './picture.ts';

interface SurfaceCardProps {
  readonly picture: Picture;
  readonly x: string;
  readonly y: string;
  readonly onAxes: (axes: { x: string; y: string }) => void;
  readonly answer: Output<'DescribeHyperparameterSurface'> | undefined;
  readonly ended: boolean;
}

/** A place of the map, in the table. */
const MAP = 'Map';

/** Colours are steps, so that cells of one colour are one path and the steps read as contours. */
const STEPS = 12;

/** The objective over two hyperparameters as a heat map whose steps are contours. */
export function SurfaceCard({ picture, x, y, onAxes, answer, ended }: SurfaceCardProps) {
  const { definition, rows, valueLabel, direction, dark, selected, onSelect, onPick, value } = picture;
  const parameters = definition.HyperParameters;
  const [first, second] = [x, y].map((name) => parameters.find(({ Name }) => Name === name));
  const xAxis = useMemo(() => (first ? hyperparameterAxis(first) : numericAxis(x, 0, 1)), [first, x]);
  const yAxis = useMemo(() => (second ? hyperparameterAxis(second) : numericAxis(y, 0, 1)), [second, y]);
  const [low, high] = useMemo(() => extent((answer?.Values ?? []).flat()) ?? [0, 1], [answer]);
  const us = useMemo(() => (answer?.Xs ?? []).map(xAxis.place), [answer, xAxis]);
  const vs = useMemo(() => (answer?.Ys ?? []).map(yAxis.place), [answer, yAxis]);
  const boxes = useMemo(() => {
    const [across, upwards] = [edges(us), edges(vs)];
    return (answer?.Values ?? []).flatMap((line, i) =>
      line.map((each, j): PlotBox => {
        const share = Math.min(STEPS - 1, Math.floor((STEPS * (each - low)) / (high - low || 1)));
        return {
          u: [across[j] ?? 0, across[j + 1] ?? 1],
          v: [upwards[i] ?? 0, upwards[i + 1] ?? 1],
          colour: rampOf((share + 0.5) / STEPS),
        };
      }),
    );
  }, [answer, us, vs, low, high]);
  const marks = useMemo(
    () =>
      rows.flatMap((row): Mark[] => {
        const [a, b] = [row.hyperparameters[x], row.hyperparameters[y]];
        const reached = row.values?.[value];
        if (a === undefined || b === undefined || reached === undefined) return [];
        const mark = markOf(
          row,
          { u: xAxis.place(a), v: yAxis.place(b) },
          () => [
            `${x}: ${xAxis.format(a)}`,
            `${y}: ${yAxis.format(b)}`,
            `${valueLabel}: ${formatNumber(reached)}`,
          ],
          dark,
        );
        // Dark marks on light cells and light ones on dark cells, whatever the theme: the map is the same in both.
        const [i, j] = [nearest(vs, mark.v), nearest(us, mark.u)];
        const light = ((answer?.Values[i]?.[j] ?? low) - low) / (high - low || 1) > 0.5;
        const colour = inkOf(!light).threshold;
        return [{ ...mark, style: { ...mark.style, colour } }];
      }),
    [rows, x, y, xAxis, yAxis, us, vs, answer, low, high, valueLabel, value, dark],
  );
  const cells = (answer?.Values ?? []).flatMap((line, i) =>
    line.map((each, j) => otherRow(`${i} ${j}`, MAP, { x: answer?.Xs[j], y: answer?.Ys[i], expected: each })),
  );
  const bestCell = bestPlace(answer, direction);
  const options = parameters.map(({ Name }) => ({ value: Name, label: Name }));
  const choose = (axis: 'x' | 'y') => (
    <FormField label={axis === 'x' ? 'Across' : 'Upwards'}>
      <Select
        selectedOption={options.find(({ value }) => value === (axis === 'x' ? x : y)) ?? null}
        options={options}
        onChange={({ detail }) => {
          const chosen = detail.selectedOption.value ?? x;
          // Choosing the other axis' hyperparameter swaps them.
          if (axis === 'x') onAxes({ x: chosen, y: chosen === y ? x : y });
          else onAxes({ x: chosen === x ? y : x, y: chosen });
        }}
      />
    </FormField>
  );
  return (
    <ChartCard
      title="Contour of two hyperparameters"
      controls={
        parameters.length > 1 && (
          <div className="filters">
            {choose('x')}
            {choose('y')}
          </div>
        )
      }
      summary={
        bestCell
          ? `The ${valueLabel} is expected to be ${direction === 'Maximize' ? 'highest' : 'lowest'}, ${formatNumber(bestCell.value, 4)}, around ${x} ${xAxis.format(bestCell.x)} and ${y} ${yAxis.format(bestCell.y)}. Marks are training jobs.${beyondWords(marks)}`
          : ''
      }
      method="Method: the mean of the same random forest over all other hyperparameters, at the places of a grid."
      legend={
        <>
          <Ramp low={low} high={high} label={`Expected ${valueLabel}`} />
          <Key
            label="Key to the marks"
            entries={KINDS.filter((kind) => rows.some((row) => row.kind === kind)).map((kind) => ({
              text: kind,
              colour: inkOf(dark).text,
              look: { shape: lookOf(kind, dark).shape },
            }))}
          />
        </>
      }
      empty={
        parameters.length < 2
          ? {
              why: 'Only one hyperparameter is tuned',
              next: `The chart of the objective against ${x} has all there is to see.`,
            }
          : answer === undefined
            ? { why: 'Working it out', next: 'A forest is grown from the training jobs that have ended.' }
            : answer.Values.length === 0
              ? {
                  why: 'Too few training jobs have ended with a value',
                  next: ended ? MORE : 'The map appears by itself when more have ended.',
                }
              : undefined
      }
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'x', label: x },
        { id: 'y', label: y },
        { id: 'value', label: valueLabel },
        { id: 'expected', label: `Expected ${valueLabel}` },
      ]}
      rows={() => [
        ...rows
          .filter(({ values }) => values)
          .map((row) =>
            rowOf(row, { x: row.hyperparameters[x], y: row.hyperparameters[y], value: row.values?.[value] }),
          ),
        ...cells,
      ]}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot x={xAxis} y={yAxis} boxes={boxes} marks={marks} {...{ selected, onPick, dark }} height={340} />
    </ChartCard>
  );
}

/** Where the map is best. */
function bestPlace(answer: SurfaceCardProps['answer'], direction: Picture['direction']) {
  let best: { value: number; x: number | string; y: number | string } | undefined;
  const better = betterOf(direction);
  for (const [i, line] of (answer?.Values ?? []).entries())
    for (const [j, value] of line.entries())
      if (!best || better(value, best.value)) best = { value, x: answer?.Xs[j] ?? 0, y: answer?.Ys[i] ?? 0 };
  return best;
}

/** The index of the place, of those in order, that is nearest. */
function nearest(places: readonly number[], at: number): number {
  let best = 0;
  for (const [i, place] of places.entries())
    if (Math.abs(place - at) < Math.abs((places[best] ?? place) - at)) best = i;
  return best;
}

/** The cells' ends around their middles: half way between neighbours, the outer ones at the ends of the axis. */
function edges(places: readonly number[]): number[] {
  const inner = places.slice(1).map((place, i) => (place + (places[i] ?? place)) / 2);
  return places.length === 0 ? [] : [0, ...inner, 1];
}
