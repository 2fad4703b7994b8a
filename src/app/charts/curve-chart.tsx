import { memo, useCallback, useId, useMemo, useRef, useState, type PointerEvent } from 'react';
import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDuration, formatNumber } from '../format.ts';
import { drawCurves, type PlotArea, type ToScreen } from './draw.ts';
import { LayoutProbe } from './layout-probe.tsx';
import { inkOf, strokeOf } from './palette.ts';
import { Readout } from './readout.tsx';
import { frameOf, nearestPoint, thinned, toRows, type Curve, type Hit, type Mark } from './series.ts';
import { useZoom } from './use-zoom.ts';
import type { YScale } from './view-window.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

/** Most curves drawn as lines of their own; each costs about a millisecond an update. */
export const MAX_HIGHLIGHTED = 10;

/** Points of a line of its own; more than there are pixels between them are not seen and cost time at every update. */
const MAX_POINTS = 240;

const THRESHOLD = 'threshold';
const HIT_REACH = 24;

export interface CurveChartProps {
  /** Every curve; all drawn on one canvas but the highlighted ones. */
  readonly curves: readonly Curve[];
  /** Ids of at most MAX_HIGHLIGHTED curves drawn strong and in front. */
  readonly highlighted?: readonly string[];
  /** The stopping rule's median by epoch. */
  readonly threshold?: Curve | undefined;
  readonly marks?: readonly Mark[];
  /** A stretch of epochs that is shaded, such as the one in which patience ran out. */
  readonly band?: { readonly from: number; readonly to: number; readonly label: string } | undefined;
  readonly yLabel: string;
  readonly xLabel?: string;
  /** Epochs are whole numbers from 1; seconds read as durations. */
  readonly xUnit?: 'epoch' | 'seconds';
  readonly yScale?: YScale;
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

const MARK_RADIUS = { stop: 6, best: 5, last: 3 } as const;
const NO_MARKS: readonly Mark[] = [];

/**
 * Curves by epoch (or time) with a readout under the pointer. Draws what it is given; asks for nothing. Its page renders
 * with every pushed change, the chart only when a prop does: give it props that keep their identity.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const {
    curves,
    highlighted = [],
    threshold,
    marks = NO_MARKS,
    band,
    yLabel,
    xLabel = 'Epoch',
    xUnit = 'epoch',
    yScale = 'linear',
    summary,
    dark,
    height = 360,
    late = false,
    onPick,
  } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useRef<{ area: PlotArea; toScreen: ToScreen } | undefined>(undefined);
  const [hit, setHit] = useState<(Hit & { left: number; top: number }) | undefined>();
  const ink = inkOf(dark);
  const help = useId();

  const strong = useMemo(
    () => curves.filter(({ id }) => highlighted.includes(id)).slice(0, MAX_HIGHLIGHTED),
    [curves, highlighted],
  );
  const many = useMemo(() => curves.filter((curve) => !strong.includes(curve)), [curves, strong]);
  const hittable = useMemo(() => (threshold ? [...curves, threshold] : curves), [curves, threshold]);
  const lines = useMemo(
    () => (threshold ? [...strong, { ...threshold, id: THRESHOLD }] : strong),
    [strong, threshold],
  );

  const wholeX = xUnit === 'epoch';
  const whole = useMemo(
    () => frameOf(curves, lines, { late, yScale, wholeX }),
    [curves, lines, late, yScale, wholeX],
  );
  const zoom = useZoom({ x: whole.x.domain, y: whole.y.domain }, yScale);
  const { window } = zoom;
  const { x, y, outside } = useMemo(
    () => (window ? frameOf(curves, lines, { late, yScale, wholeX, window }) : whole),
    [curves, lines, late, yScale, wholeX, window, whole],
  );
  const rows = useMemo(() => {
    // An invisible line along the floor: without any line recharts has no y scale.
    const floor = x.domain.map((at) => ({ x: at, floor: y.domain[0] }));
    return [...toRows(lines.map((line) => thinned(line, MAX_POINTS))), ...floor];
  }, [lines, x, y]);

  // The many curves are one canvas under the chart: hundreds cost what a few SVG lines cost.
  const faded = strong.length > 0;
  const draw = useCallback(
    (area: PlotArea, toScreen: ToScreen) => {
      layout.current = { area, toScreen };
      if (canvas.current)
        drawCurves(canvas.current, area, toScreen, { curves: many, dark, faded, positive: yScale === 'log' });
    },
    [many, dark, faded, yScale],
  );

  const track = (event: PointerEvent<HTMLElement>) => {
    const { area, toScreen } = layout.current ?? {};
    zoom.onPointerMove(event, area);
    if (!toScreen || !area) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const found = nearestPoint(hittable, at, toScreen, HIT_REACH);
    if (found?.curve.id === hit?.curve.id && found?.point.x === hit?.point.x) return;
    const screen = found && toScreen(found.point);
    const inside =
      screen &&
      screen.x >= area.x - 1 &&
      screen.x <= area.x + area.width + 1 &&
      screen.y >= area.y - 1 &&
      screen.y <= area.y + area.height + 1;
    setHit(inside ? { ...found, left: screen.x, top: screen.y } : undefined);
  };
  const shownX = (value: number) => (wholeX ? formatNumber(value) : formatDuration(value));
  const isShown = ({ x: at, y: value }: Mark) =>
    at >= x.domain[0] && at <= x.domain[1] && value >= y.domain[0] && value <= y.domain[1];

  return (
    <figure className="curve-figure">
      <div className="curve-chart">
        {/* The picture is for the eye; caption, legend and table say the same to everyone else. */}
        <div aria-hidden="true">
          <canvas ref={canvas} className="curve-chart-canvas" />
          <ResponsiveContainer width="100%" height={height} debounce={50}>
            <LineChart
              data={rows}
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
                tickFormatter={shownX}
                minTickGap={12}
              >
                <Label value={xLabel} position="insideBottom" offset={-14} fill={ink.text} fontSize={12} />
              </XAxis>
              <YAxis
                domain={[...y.domain]}
                ticks={[...y.ticks]}
                scale={yScale}
                allowDataOverflow
                width={64}
                stroke={ink.text}
                tick={{ fill: ink.text, fontSize: 12 }}
                tickFormatter={shown}
              />
              {band && (
                <ReferenceArea
                  x1={band.from}
                  x2={band.to}
                  fill={ink.text}
                  fillOpacity={0.1}
                  ifOverflow="hidden"
                />
              )}
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
                  connectNulls
                />
              )}
              {marks.filter(isShown).flatMap(({ x: at, y: value, label, kind }) => [
                ...(kind === 'best'
                  ? [<ReferenceLine key={`${kind} line`} x={at} stroke={ink.text} strokeDasharray="1 5" />]
                  : []),
                <ReferenceDot
                  key={`${kind} ${label}`}
                  x={at}
                  y={value}
                  r={MARK_RADIUS[kind]}
                  fill={kind === 'stop' ? 'none' : ink.text}
                  stroke={kind === 'stop' ? ink.stop : ink.paper}
                  strokeWidth={kind === 'stop' ? 3 : 1.5}
                >
                  <Label
                    value={label}
                    position={
                      kind === 'last' ? 'top' : at > (x.domain[0] + x.domain[1]) / 2 ? 'left' : 'right'
                    }
                    offset={10}
                    fill={kind === 'stop' ? ink.stop : ink.text}
                    fontSize={12}
                    fontWeight={700}
                    // A rim of paper keeps it readable where it lies on a curve.
                    stroke={ink.paper}
                    strokeWidth={4}
                    paintOrder="stroke"
                  />
                </ReferenceDot>,
              ])}
            </LineChart>
          </ResponsiveContainer>
        </div>
        {/* On top of it lies what is pressed, drawn on and moved with keys. */}
        <button
          type="button"
          className="curve-chart-hand"
          aria-label={`${yLabel} chart`}
          aria-describedby={help}
          onKeyDown={zoom.onKeyDown}
          onPointerDown={(event) => zoom.onPointerDown(event, layout.current?.area)}
          onPointerMove={track}
          onPointerLeave={() => setHit(undefined)}
          onPointerUp={() => zoom.onPointerUp(layout.current?.area) && hit && onPick?.(hit.curve.id)}
          onDoubleClick={zoom.reset}
        />
        {zoom.box && <span className="curve-chart-box" style={zoom.box} />}
        {hit && <Readout hit={hit} at={`${wholeX ? 'Epoch ' : ''}${shownX(hit.point.x)}`} />}
      </div>
      <ZoomButtons zoom={zoom} name={yLabel} />
      <figcaption>
        <strong>{yLabel}</strong> by {xLabel.toLowerCase()}. {summary}
        {outside > 0 &&
          ` ${formatNumber(outside)} ${outside === 1 ? 'value lies' : 'values lie'} above or below the picture; the table has them.`}
      </figcaption>
      <span id={help} className="visually-hidden">
        Plus and minus zoom, 0 shows all, arrow keys pan. With a mouse, draw a rectangle to zoom in and hold
        Shift to pan. The numbers can be shown as a table.
      </span>
    </figure>
  );
});
