/** What all charts of the analysis share: axes, marks and table columns of training jobs. Pure. */
import type {
  Analysed,
  AnalysedDefinition,
  Kind,
  TunedHyperParameter,
  ValueChoice,
} from '../../../analysis.ts';
import { ranked, scaleOf, VALUE_TEXT } from '../../../analysis.ts';
import { categoryAxis, extent, numericAxis, type PlotAxis } from '../../../charts/axis.ts';
import type { DataColumn, DataRow } from '../../../charts/data-table.tsx';
import type { Shape } from '../../../charts/marks.ts';
import { strokeOf } from '../../../charts/palette.ts';
import type { Mark, MarkStyle } from '../../../charts/plot.tsx';
import { valueRange } from '../../../charts/series.ts';
import type { EmptyWords } from '../../../empty.tsx';
import { formatDuration, formatNumber } from '../../../format.ts';
import { shortName } from '../../../jobs.ts';
import { Points } from '../../../../lib/points.ts';

/** What every chart is given. */
export interface Picture {
  readonly definition: AnalysedDefinition;
  /** Training jobs of the definition. */
  readonly rows: readonly Analysed[];
  readonly value: ValueChoice;
  readonly direction: 'Maximize' | 'Minimize';
  /** "best validation:auc". */
  readonly valueLabel: string;
  readonly valueAxis: PlotAxis;
  readonly best: { readonly row: Analysed; readonly value: number } | undefined;
  readonly dark: boolean;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onPick: (id: string) => void;
  /** What stands where no training job has a value. */
  readonly none: EmptyWords;
}

export const metricLabel = ({ Objective }: AnalysedDefinition, value: ValueChoice) =>
  `${VALUE_TEXT[value]} ${Objective.MetricName}`;

const rangeOf = (values: readonly number[]) =>
  valueRange([{ id: '', label: '', index: 0, points: Points.from([...values.keys()], values) }]);

/** An axis over the values. A diverged one does not stretch it: its place lies beyond the axis, and the chart says so. */
export function valueAxisOf(label: string, values: readonly number[]): PlotAxis {
  const [low, high] = rangeOf(values) ?? [0, 1];
  return numericAxis(label, low, high);
}

/**
 * An axis over the values, and over a band around them; of a band that knows nothing, and reaches very far, as much as
 * the values take on either side.
 */
export function bandAxisOf(label: string, values: readonly number[], ends: readonly number[]): PlotAxis {
  const [low, high] = rangeOf(values) ?? extent(ends) ?? [0, 1];
  const [lowest, highest] = extent(ends) ?? [low, high];
  const span = high - low;
  return numericAxis(
    label,
    Math.min(low, Math.max(lowest, low - span)),
    Math.max(high, Math.min(highest, high + span)),
  );
}

/** The best of those that compete, as the tuning job's page has it; of all that have a value when none competes yet. */
export function bestOf(rows: readonly Analysed[], value: ValueChoice, direction: Picture['direction']) {
  const order = ranked(rows, value, direction);
  return order.find(({ row }) => row.competes) ?? order[0];
}

export function hyperparameterAxis(parameter: TunedHyperParameter): PlotAxis {
  const { Name, Range, Values = [], Type } = parameter;
  return Range
    ? numericAxis(Name, Range.Min, Range.Max, {
        scale: scaleOf(parameter),
        whole: Type === 'Integer',
        exact: true,
      })
    : categoryAxis(Name, Values);
}

const LOOKS: Readonly<Record<Kind, { readonly shape: Shape; readonly colour: number }>> = {
  Completed: { shape: 'circle', colour: 0 },
  'At maximum resource': { shape: 'down', colour: 4 },
  'Early stopped': { shape: 'triangle', colour: 1 },
  Stopped: { shape: 'square', colour: 3 },
  Failed: { shape: 'cross', colour: 6 },
  'In progress': { shape: 'diamond', colour: 2 },
};

const styled = (dark: boolean) =>
  Object.fromEntries(
    Object.entries(LOOKS).map(([kind, { shape, colour }]) => [
      kind,
      { shape, colour: strokeOf(colour, dark).colour },
    ]),
  ) as Record<Kind, MarkStyle>;
const [LIGHT, DARK] = [styled(false), styled(true)];

export const lookOf = (kind: Kind, dark: boolean): MarkStyle => (dark ? DARK : LIGHT)[kind];

/** A training job as a mark that says who it is. */
export function markOf(
  row: Analysed,
  place: { readonly u: number; readonly v: number },
  lines: () => readonly string[],
  dark: boolean,
): Mark {
  return {
    id: row.id,
    u: place.u,
    v: place.v,
    style: lookOf(row.kind, dark),
    text: () => [`${shortName(row.id)}: ${row.kind}`, ...lines()],
  };
}

export const NAME_COLUMN: DataColumn = { id: 'name', label: 'Training job' };
export const KIND_COLUMN: DataColumn = { id: 'kind', label: 'Status' };
export const seconds = (value: number) => formatDuration(value);

export const rowOf = (row: Analysed, cells: DataRow['cells']): DataRow => ({
  id: row.id,
  cells: { name: shortName(row.id), kind: row.kind, ...cells },
});

/** A row of something else that is drawn: a line, a map, what comes next. It cannot be selected. */
export const otherRow = (id: string, kind: string, cells: DataRow['cells']): DataRow => ({
  id,
  other: true,
  cells: { name: '–', kind, ...cells },
});

/** "It is 0.912, of training job 007." */
export const bestSentence = ({ best, valueLabel, direction }: Picture): string =>
  best === undefined
    ? ''
    : `The ${direction === 'Maximize' ? 'highest' : 'lowest'} ${valueLabel} is ${formatNumber(best.value)}, of training job ${shortName(best.row.id)}.`;

/** What to do where a tuning job that is over has too few results. */
export const MORE = 'The tuning job is over: clone it with more training jobs.';
