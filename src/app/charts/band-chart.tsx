import { memo, useMemo } from 'react';
import { Area, CartesianGrid, ComposedChart, Label, Line, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { formatDuration, formatNumber } from '../format.ts';
import { besideAxis, fittedLabel } from './axis-label.ts';
import type { BandCurve, By } from './bands.ts';
import styles from './chart-card.module.css';
import { inkOf, strokeOf } from './palette.ts';
import { niceAxis, secondsAxis } from './ticks.ts';
import { Swatch } from './swatch.tsx';

interface BandChartProps {
  readonly curves: readonly BandCurve[];
  readonly by: By;
  readonly yLabel: string;
  /** One sentence for those who do not see the chart. */
  readonly summary: string;
  readonly dark: boolean;
  readonly height?: number;
}

export const BY_TEXT: Readonly<Record<By, string>> = {
  jobs: 'Training jobs ended',
  epochs: 'Epochs trained',
  seconds: 'Simulated time',
};

/** Medians as lines, the middle half of the runs as an area around each. */
export const BandChart = memo(function BandChart({
  curves,
  by,
  yLabel,
  summary,
  dark,
  height = 360,
}: BandChartProps) {
  const ink = inkOf(dark);
  const { x, y } = useMemo(() => axesOf(curves, by), [curves, by]);
  const name = fittedLabel(`Best ${yLabel} so far`, height - 40);
  const shownX = (value: number) => (by === 'seconds' ? formatDuration(value) : formatNumber(value, 4));
  return (
    <figure className="curve-figure">
      {/* The picture is for the eye; caption, legend and table say the same to everyone else. */}
      <div className="curve-chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={height} debounce={50}>
          <ComposedChart margin={{ top: 12, right: 20, bottom: 24, left: 12 }} accessibilityLayer={false}>
            <CartesianGrid stroke={ink.grid} vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={[...x.domain]}
              ticks={[...x.ticks]}
              tickFormatter={shownX}
              stroke={ink.text}
              tick={{ fill: ink.text, fontSize: 12 }}
              minTickGap={16}
            >
              <Label value={BY_TEXT[by]} position="insideBottom" offset={-14} fill={ink.text} fontSize={12} />
            </XAxis>
            <YAxis
              domain={[...y.domain]}
              ticks={[...y.ticks]}
              allowDataOverflow
              width={80}
              stroke={ink.text}
              tick={{ fill: ink.text, fontSize: 12 }}
              tickFormatter={(value: number) => formatNumber(value, 4)}
            >
              <Label {...besideAxis(name, ink.text)} />
            </YAxis>
            {curves.map(({ id, index, points }) => (
              <Area
                key={`${id} band`}
                data={points.map(({ x: at, low, high }) => ({ x: at, band: [low, high] }))}
                dataKey="band"
                type="stepAfter"
                stroke="none"
                fill={strokeOf(index, dark).colour}
                fillOpacity={0.16}
                isAnimationActive={false}
                activeDot={false}
              />
            ))}
            {curves.map(({ id, index, points }) => {
              const { colour, dash } = strokeOf(index, dark);
              return (
                <Line
                  key={id}
                  data={[...points]}
                  dataKey="median"
                  type="stepAfter"
                  stroke={colour}
                  strokeWidth={2.5}
                  strokeDasharray={dash.join(' ')}
                  dot={points.length === 1 && { r: 4, fill: colour, stroke: 'none' }}
                  activeDot={false}
                  isAnimationActive={false}
                />
              );
            })}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul className={styles['legend']} aria-label="Key to the lines">
        {curves.map(({ id, label, index }) => (
          <li key={id} data-key>
            <Swatch index={index} dark={dark} />
            {label}
          </li>
        ))}
      </ul>
      <figcaption>
        <strong>{yLabel}</strong>: best so far. {summary}
      </figcaption>
    </figure>
  );
});

/** The first values are often far off and would flatten the rest: the first fifth of each band does not stretch the axis. */
function axesOf(curves: readonly BandCurve[], by: By) {
  const points = curves.flatMap((curve) => curve.points);
  if (points.length === 0) return { x: niceAxis(0, 1), y: niceAxis(0, 1) };
  const late = curves.flatMap((curve) => curve.points.slice(Math.floor(curve.points.length / 5)));
  const y = niceAxis(Math.min(...late.map(({ low }) => low)), Math.max(...late.map(({ high }) => high)));
  const end = Math.max(...points.map(({ x }) => x));
  return { x: by === 'seconds' ? secondsAxis([0, end]) : niceAxis(0, end, 6), y };
}
