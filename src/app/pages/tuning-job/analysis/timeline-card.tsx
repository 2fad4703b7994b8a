import { useMemo } from 'react';
import type { Analysed, Phase } from '../../../analysis.ts';
import { durationAxis, extent, type PlotAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import styles from '../../../charts/chart-card.module.css';
import { strokeOf } from '../../../charts/palette.ts';
import { Plot, type Mark, type PlotBox } from '../../../charts/plot.tsx';
import { formatDuration, plural } from '../../../format.ts';
import { shortName } from '../../../jobs.ts';
import { KeyItem } from './key.tsx';
import { KIND_COLUMN, lookOf, NAME_COLUMN, rowOf, seconds } from './picture.ts';

interface TimelineCardProps {
  /** All training jobs of the tuning job, whatever their definition. */
  readonly rows: readonly Analysed[];
  readonly dark: boolean;
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onPick: (id: string) => void;
}

const PHASES = ['Starting', 'Downloading', 'Training', 'Uploading', 'Stopping', 'Waiting'] as const;

/** Rows that can be told apart in the height there is. */
const MOST_ROWS = 500;

/** Colour and height of a phase's bar: the eye tells them apart without hue. */
const LOOKS: Readonly<Record<Phase['kind'], { colour: number; height: number }>> = {
  Starting: { colour: 9, height: 0.22 },
  Downloading: { colour: 5, height: 0.42 },
  Training: { colour: 0, height: 0.84 },
  Uploading: { colour: 2, height: 0.42 },
  Stopping: { colour: 6, height: 0.42 },
  Waiting: { colour: 4, height: 0.1 },
};

/** When every training job started, downloaded, trained and uploaded, and how it ended: one row each. */
export function TimelineCard({ rows, dark, selected, onSelect, onPick }: TimelineCardProps) {
  const { x, y, boxes, marks, drawn, busy, end } = useMemo(() => {
    const last = extent(rows.flatMap(({ phases }) => phases.map(({ to }) => to)))?.[1] ?? 1;
    const axis = durationAxis('Simulated time since the tuning job was created', last);
    // Thousands of rows have no room: of so many in a row, one stands for all.
    const every = Math.ceil(rows.length / MOST_ROWS);
    const some = every > 1 ? rows.filter((_, i) => i % every === 0) : rows;
    const count = Math.max(1, some.length);
    // The first launched at the top.
    const middle = (i: number) => 1 - (i + 0.5) / count;
    return {
      x: axis,
      y: namesAxis(some, middle),
      drawn: some.length,
      end: last,
      busy: rows.reduce((total, row) => total + row.seconds, 0),
      boxes: some.flatMap(({ phases }, i) =>
        phases.map(({ kind, from, to }): PlotBox => {
          const half = LOOKS[kind].height / 2 / count;
          return {
            u: [axis.place(from), axis.place(to)],
            v: [middle(i) - half, middle(i) + half],
            colour: strokeOf(LOOKS[kind].colour, dark).colour,
          };
        }),
      ),
      marks: some.map(
        (row, i): Mark => ({
          id: row.id,
          u: axis.place(row.endedAt ?? last),
          v: middle(i),
          style: lookOf(row.kind, dark),
          text: () => [
            `${shortName(row.id)}: ${row.kind}`,
            ...row.phases.map(
              ({ kind, from, to }) => `${kind}: ${formatDuration(from)} to ${formatDuration(to)}`,
            ),
          ],
        }),
      ),
    };
  }, [rows, dark]);
  return (
    <ChartCard
      title="Timeline"
      summary={`${plural(rows.length, 'training job')} took ${formatDuration(busy)} of training within ${formatDuration(end)}: on average ${(busy / end).toFixed(1)} were training at a time.${drawn < rows.length ? ` ${drawn} of them are drawn, evenly chosen; the table has all.` : ''}`}
      legend={<PhaseLegend rows={rows} dark={dark} />}
      empty={
        rows.length === 0
          ? {
              why: 'No training job has been launched yet',
              next: 'The first bar appears with the first launch.',
            }
          : undefined
      }
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'launched', label: 'Launched at', format: seconds },
        { id: 'starting', label: 'Starting', format: seconds },
        { id: 'downloading', label: 'Downloading', format: seconds },
        { id: 'training', label: 'Training', format: seconds },
        { id: 'uploading', label: 'Uploading or stopping', format: seconds },
        { id: 'waiting', label: 'Waiting', format: seconds },
        { id: 'ended', label: 'Ended at', format: seconds },
      ]}
      rows={() =>
        rows.map((row) =>
          rowOf(row, {
            launched: row.launchedAt,
            starting: sum(row, 'Starting'),
            downloading: sum(row, 'Downloading'),
            training: sum(row, 'Training'),
            uploading: sum(row, 'Uploading', 'Stopping'),
            waiting: sum(row, 'Waiting'),
            ended: row.endedAt,
          }),
        )
      }
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot
        x={x}
        y={y}
        boxes={boxes}
        marks={drawn > 150 ? marks.filter(({ id }) => selected.includes(id)) : marks}
        {...{ selected, onPick, dark }}
        height={Math.min(640, 90 + 18 * drawn)}
        yWidth={48}
      />
    </ChartCard>
  );
}

/** Seconds of a training job in some phases. */
const sum = (row: Analysed, ...kinds: Phase['kind'][]): number =>
  row.phases.filter(({ kind }) => kinds.includes(kind)).reduce((total, { from, to }) => total + to - from, 0);

function namesAxis(rows: readonly Analysed[], middle: (i: number) => number): PlotAxis {
  const step = Math.max(1, Math.ceil(rows.length / 25));
  return {
    label: 'Training job',
    place: Number,
    at: String,
    format: String,
    ticks: rows
      .map((row, i) => ({ at: middle(i), text: shortName(row.id) }))
      .filter((_, i) => i % step === 0)
      .toReversed(),
  };
}

function PhaseLegend({ rows, dark }: { readonly rows: readonly Analysed[]; readonly dark: boolean }) {
  const there = PHASES.filter((kind) => rows.some(({ phases }) => phases.some((each) => each.kind === kind)));
  const ends = [...new Set(rows.map(({ kind }) => kind))];
  return (
    <ul className={styles['legend']} aria-label="Key to the timeline">
      {there.map((kind) => {
        const height = 14 * LOOKS[kind].height;
        return (
          <li key={kind} data-key>
            <svg width="20" height="14" aria-hidden="true" focusable="false">
              <rect
                y={7 - height / 2}
                width="20"
                height={height}
                fill={strokeOf(LOOKS[kind].colour, dark).colour}
              />
            </svg>
            {kind}
          </li>
        );
      })}
      {ends.map((kind) => {
        const { shape, colour } = lookOf(kind, dark);
        return <KeyItem key={kind} text={kind} colour={colour} look={{ shape }} />;
      })}
    </ul>
  );
}
