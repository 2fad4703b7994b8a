import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { ranked, scaleOf } from '../../../analysis.ts';
import { numericAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { ParallelKey, ParallelPlot, type ParallelAxis } from '../../../charts/parallel-plot.tsx';
import { drawnLines, keptLines, moved, type Brush, type ParallelLine } from '../../../charts/parallel.ts';
import { formatNumber, plural } from '../../../format.ts';
import { shortName } from '../../../jobs.ts';
import { ParallelControls } from './parallel-controls.tsx';
import {
  PARALLEL_KEYS,
  readParallel,
  SHARES,
  VALUE,
  writeParallel,
  type ParallelEntries,
} from './parallel-view.ts';
import { hyperparameterAxis, KIND_COLUMN, NAME_COLUMN, type Picture, rowOf } from './picture.ts';

const BEYOND = ['line goes', 'lines go'] as const;

/** A place beyond an axis is drawn at its end; the sentence counts them. */
const within = (place: number) => Math.min(1, Math.max(0, place));

const OPTIONS = SHARES.map((share) => ({
  value: String(share),
  label: share === 1 ? 'All' : `Best ${share * 100} %`,
}));

/** The address is written once the view has stood still this long: a slider is drawn through many. */
const SETTLED_MS = 300;

interface ParallelCardProps {
  readonly picture: Picture;
  readonly search: URLSearchParams;
  readonly keep: (entries: ParallelEntries) => void;
}

/** All hyperparameters and the objective side by side: which combinations are good. */
export function ParallelCard({ picture, search, keep }: ParallelCardProps) {
  const { definition, rows, value, direction, valueAxis, valueLabel, dark, selected, onSelect, onPick } =
    picture;
  const parameters = definition.HyperParameters;
  const names = useMemo(() => parameters.map(({ Name }) => Name), [parameters]);
  const [view, setView] = useState(() => readParallel(search, names));
  const written = writeParallel(view, names);
  const isWritten = PARALLEL_KEYS.every((key) => (search.get(key) ?? '') === written[key]);
  useEffect(() => {
    if (isWritten) return undefined;
    const timer = setTimeout(() => keep(writeParallel(view, names)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [view, names, isWritten, keep]);
  const { order, brushes, turned, share } = view;
  const axes = useMemo(
    () =>
      order.flatMap((id): ParallelAxis[] => {
        const parameter = parameters.find(({ Name }) => Name === id);
        if (id === VALUE) return [{ id, axis: valueAxis }];
        if (!parameter) return [];
        const { Name, Range, Type } = parameter;
        if (!Range || !turned.includes(id)) return [{ id, axis: hyperparameterAxis(parameter) }];
        const scale = scaleOf(parameter) === 'log' ? 'linear' : 'log';
        const options = { scale, whole: Type === 'Integer', exact: true } as const;
        return [{ id, axis: numericAxis(Name, Range.Min, Range.Max, options) }];
      }),
    [order, parameters, turned, valueAxis],
  );
  const lines = useMemo(() => {
    const best = ranked(rows, value, direction);
    return best.map((each, i): ParallelLine => {
      return {
        id: each.row.id,
        merit: best.length > 1 ? 1 - i / (best.length - 1) : 1,
        places: Object.fromEntries(
          axes.map(({ id, axis }) => [
            id,
            within(axis.place(id === VALUE ? each.value : (each.row.hyperparameters[id] ?? Number.NaN))),
          ]),
        ),
        text: () => [
          `${shortName(each.row.id)}: ${each.row.kind}`,
          `${valueLabel}: ${formatNumber(each.value)}`,
          ...Object.entries(each.row.hyperparameters).map(
            ([name, at]) => `${name}: ${typeof at === 'number' ? formatNumber(at, 4) : at}`,
          ),
        ],
      };
    });
  }, [rows, value, direction, axes, valueLabel]);
  const kept = useMemo(() => keptLines(lines, brushes, share), [lines, brushes, share]);
  const drawn = useMemo(() => drawnLines(lines, selected), [lines, selected]);
  const front = useMemo(() => drawnLines(kept), [kept]);
  const onBrush = useCallback(
    (axis: string, brush: Brush | undefined) =>
      setView((before) => {
        const { [axis]: _, ...others } = before.brushes;
        return { ...before, brushes: brush ? { ...others, [axis]: brush } : others };
      }),
    [],
  );
  const keptText = `${kept.length} of ${plural(lines.length, 'training job')}`;
  return (
    <ChartCard
      title="Parallel coordinates"
      summary={`${keptText} ${kept.length === 1 ? 'is' : 'are'} within the ranges${share < 1 ? ` and among the best ${share * 100} %` : ''}. The better the ${valueLabel}, the ${dark ? 'lighter' : 'darker'} and wider the line; drag along an axis to keep a range of it.${front.length < kept.length ? ` ${front.length} of these lines are drawn: the best and an even choice of the others; the table has all.` : ''}${beyondWords(
        ranked(rows, value, direction).map((each) => ({ u: 0, v: valueAxis.place(each.value) })),
        BEYOND,
        'drawn to the edge',
      )}`}
      controls={
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <FormField label="Show">
            <Select
              ariaLabel="Share of training jobs shown"
              selectedOption={OPTIONS.find((option) => option.value === String(share)) ?? null}
              options={OPTIONS}
              onChange={({ detail }) =>
                setView((before) => ({ ...before, share: Number(detail.selectedOption.value ?? 1) }))
              }
            />
          </FormField>
          <Button
            disabled={kept.length === 0 || kept.length === lines.length}
            onClick={() => onSelect(kept.map(({ id }) => id))}
          >
            Select these
          </Button>
        </SpaceBetween>
      }
      legend={
        <>
          <ParallelKey dark={dark} />
          <ExpandableSection headerText="Ranges, order and scales of the axes">
            <ParallelControls
              axes={axes}
              brushes={brushes}
              onBrush={onBrush}
              onMove={(id, by) => setView((before) => ({ ...before, order: moved(before.order, id, by) }))}
              isLog={(id) => {
                const parameter = parameters.find(({ Name }) => Name === id);
                if (!parameter?.Range || parameter.Range.Min <= 0) return undefined;
                return (scaleOf(parameter) === 'log') !== turned.includes(id);
              }}
              onTurn={(id) =>
                setView((before) => ({
                  ...before,
                  turned: before.turned.includes(id)
                    ? before.turned.filter((each) => each !== id)
                    : [...before.turned, id],
                  // A brush is a place on the axis; on the other scale it would be another range.
                  brushes: Object.fromEntries(Object.entries(before.brushes).filter(([axis]) => axis !== id)),
                }))
              }
            />
          </ExpandableSection>
        </>
      }
      empty={lines.length === 0 ? picture.none : undefined}
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        ...parameters.map(({ Name }) => ({ id: Name, label: Name })),
        { id: VALUE, label: valueLabel },
      ]}
      rows={() => {
        const within = new Set(kept.map(({ id }) => id));
        return rows
          .filter(({ id }) => within.has(id))
          .map((row) => rowOf(row, { ...row.hyperparameters, [VALUE]: row.values?.[value] }));
      }}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <ParallelPlot lines={drawn} kept={front} {...{ axes, brushes, onBrush, selected, onPick, dark }} />
    </ChartCard>
  );
}
