import { memo, useCallback, useMemo, useRef, useState, type PointerEvent } from 'react';
import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceDot,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber } from '../format.ts';
import { drawCurves, type PlotArea, type ToScreen } from './draw.ts';
import { LayoutProbe } from './layout-probe.tsx';
import { inkOf, strokeOf } from './palette.ts';
import { frameOf, nearestPoint, toRows, type Curve, type Hit } from './series.ts';

/** Most curves drawn as lines of their own; each costs about a millisecond an update. */
export const MAX_HIGHLIGHTED = 10;

const THRESHOLD = 'threshold';
const HIT_REACH = 24;

export interface CurveChartProps {
  /** Every curve; all drawn on one canvas but the highlighted ones. */
  readonly curves: readonly Curve[];
  /** Ids of at most MAX_HIGHLIGHTED curves drawn strong and in front. */
  readonly highlighted?: readonly string[];
  /** The stopping rule's median by epoch. */
  readonly threshold?: Curve | undefined;
  /** Where a training job was stopped. */
  readonly stop?: { readonly x: number; readonly y: number } | undefined;
  readonly yLabel: string;
  /** One sentence for those who do not see the chart. */
  readonly summary: string;
  readonly dark: boolean;
  readonly height?: number;
  /** Leaves out the first fifth of the epochs. */
  readonly late?: boolean;
  /** A click on (or near) a curve. */
  readonly onPick?: (id: string) => void;
}

const shown = (value: number) => formatNumber(value, 4);

/** How a line of a single point shows; its line's dash would tear the dot. */
const dotOf = (colour: string) => ({ r: 4, fill: colour, stroke: 'none', strokeDasharray: 'none' });

/**
 * Curves by epoch with a readout under the pointer. Draws what it is given; asks for nothing. Its page renders with
 * every pushed change, the chart only when a prop does: give it props that keep their identity.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const {
    curves,
    highlighted = [],
    threshold,
    stop,
    yLabel,
    summary,
    dark,
    height = 360,
    late = false,
    onPick,
  } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const toScreen = useRef<ToScreen | undefined>(undefined);
  const [hit, setHit] = useState<(Hit & { left: number; top: number }) | undefined>();
  const ink = inkOf(dark);

  const strong = useMemo(
    () => curves.filter(({ id }) => highlighted.includes(id)).slice(0, MAX_HIGHLIGHTED),
    [curves, highlighted],
  );
  const many = useMemo(() => curves.filter((curve) => !strong.includes(curve)), [curves, strong]);
  const hittable = useMemo(() => (threshold ? [...curves, threshold] : curves), [curves, threshold]);

  const { x, y, outside, rows } = useMemo(() => {
    const lines = threshold ? [...strong, { ...threshold, id: THRESHOLD }] : strong;
    const frame = frameOf(curves, lines, late);
    // An invisible line along the floor: without any line recharts has no y scale.
    const floor = frame.x.domain.map((x) => ({ x, floor: frame.y.domain[0] }));
    return { ...frame, rows: [...toRows(lines), ...floor] };
  }, [curves, strong, threshold, late]);

  // The many curves are one canvas under the chart: hundreds cost what a few SVG lines cost.
  const faded = strong.length > 0;
  const draw = useCallback(
    (area: PlotArea, place: ToScreen) => {
      toScreen.current = place;
      if (canvas.current) drawCurves(canvas.current, area, place, { curves: many, dark, faded });
    },
    [many, dark, faded],
  );

  const track = (event: PointerEvent<HTMLDivElement>) => {
    const place = toScreen.current;
    if (!place) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const found = nearestPoint(hittable, at, place, HIT_REACH);
    if (found?.curve.id === hit?.curve.id && found?.point.x === hit?.point.x) return;
    const screen = found && place(found.point);
    setHit(found && screen && { ...found, left: screen.x, top: screen.y });
  };

  return (
    <figure className="curve-figure">
      {/* The picture is for the eye and the pointer; caption, legend and table say the same to everyone else. */}
      <div
        className="curve-chart"
        aria-hidden="true"
        onPointerMove={track}
        onPointerLeave={() => setHit(undefined)}
        onPointerUp={() => hit && onPick?.(hit.curve.id)}
      >
        <canvas ref={canvas} className="curve-chart-canvas" />
        <ResponsiveContainer width="100%" height={height} debounce={50}>
          <LineChart
            data={[...rows]}
            margin={{ top: 12, right: 20, bottom: 24, left: 12 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={ink.grid} vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={[...x.domain]}
              ticks={[...x.ticks]}
              allowDataOverflow
              // Room for the dot of a job that ended with its first epoch.
              padding={{ left: 10, right: 10 }}
              stroke={ink.text}
              tick={{ fill: ink.text, fontSize: 12 }}
            >
              <Label value="Epoch" position="insideBottom" offset={-14} fill={ink.text} fontSize={12} />
            </XAxis>
            <YAxis
              domain={[...y.domain]}
              ticks={[...y.ticks]}
              allowDataOverflow
              width={64}
              stroke={ink.text}
              tick={{ fill: ink.text, fontSize: 12 }}
              tickFormatter={shown}
            />
            <Line dataKey="floor" stroke="none" dot={false} activeDot={false} isAnimationActive={false} />
            <LayoutProbe onLayout={draw} />
            {strong.map(({ id, index, points }) => {
              const { colour, dash } = strokeOf(index, dark);
              return (
                <Line
                  key={id}
                  dataKey={id}
                  type="linear"
                  stroke={colour}
                  strokeWidth={2.5}
                  strokeDasharray={dash.join(' ')}
                  dot={points.length === 1 && dotOf(colour)}
                  activeDot={false}
                  isAnimationActive={false}
                  connectNulls
                />
              );
            })}
            {threshold && (
              <Line
                dataKey={THRESHOLD}
                type="linear"
                stroke={ink.threshold}
                strokeWidth={2}
                strokeDasharray="2 4"
                dot={threshold.points.length === 1 && dotOf(ink.threshold)}
                activeDot={false}
                isAnimationActive={false}
              />
            )}
            {stop && (
              <ReferenceDot x={stop.x} y={stop.y} r={6} fill="none" stroke={ink.stop} strokeWidth={3}>
                <Label
                  value="Stopped"
                  position="right"
                  offset={10}
                  fill={ink.stop}
                  fontSize={12}
                  fontWeight={700}
                />
              </ReferenceDot>
            )}
          </LineChart>
        </ResponsiveContainer>
        {hit && <Readout hit={hit} left={hit.left} top={hit.top} />}
      </div>
      <figcaption>
        <strong>{yLabel}</strong> by epoch. {summary}
        {outside > 0 && ` ${outside} values lie above or below the picture; the table has them.`}
      </figcaption>
    </figure>
  );
});

function Readout({ hit: { curve, point }, left, top }: { hit: Hit; left: number; top: number }) {
  return (
    <>
      <span className="curve-chart-point" style={{ left, top }} />
      <div className="curve-chart-readout" style={{ left, top }} data-side={left > 220 ? 'left' : 'right'}>
        <strong>{curve.label}</strong>
        <br />
        Epoch {point.x}: {formatNumber(point.y)}
      </div>
    </>
  );
}
