import {
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
  type RefObject,
} from 'react';
import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDuration, formatNumber } from '../format.ts';
import { besideAxis, fittedLabel } from './axis-label.ts';
import { CurveKey } from './curve-key.tsx';
import { CurveLayers, LayersContext, type Layers } from './curve-layers.tsx';
import type { PlotArea, ToScreen } from './draw.ts';
import { inkOf } from './palette.ts';
import { Readout } from './readout.tsx';
import {
  frameOf,
  hiddenWords,
  markedCurve,
  nearestPoint,
  type Curve,
  type Hit,
  type Mark,
} from './series.ts';
import type { Axis } from './ticks.ts';
import { useSame } from '../use-same.ts';
import { useZoom } from './use-zoom.ts';
import type { YScale } from './view-window.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

/** Most curves drawn in front; more are not told apart. */
export const MAX_HIGHLIGHTED = 10;

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
  /** There are more epochs to come: the axis leaves room for some. */
  readonly grows?: boolean;
  /** A click on (or near) a curve. */
  readonly onPick?: (id: string) => void;
  /** Whether a part of it is looked at more closely, told when that changes. */
  readonly onCloser?: (closer: boolean) => void;
}

const shown = (value: number) => formatNumber(value, 4);

const NO_MARKS: readonly Mark[] = [];
const NONE: readonly string[] = [];

/**
 * Curves by epoch (or time) with a readout under the pointer. Draws what it is given; asks for nothing. Its page renders
 * with every pushed change, the chart only when a prop does: give it props that keep their identity.
 */
export const CurveChart = memo(function CurveChart(props: CurveChartProps) {
  const {
    curves,
    highlighted = NONE,
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
    grows = false,
    onPick,
    onCloser,
  } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useRef<{ area: PlotArea; toScreen: ToScreen } | undefined>(undefined);
  const [hit, setHit] = useState<(Hit & { left: number; top: number }) | undefined>();
  const help = useId();

  const strong = useMemo(
    () => curves.filter(({ id }) => highlighted.includes(id)).slice(0, MAX_HIGHLIGHTED),
    [curves, highlighted],
  );
  const many = useMemo(() => curves.filter((curve) => !strong.includes(curve)), [curves, strong]);
  const hittable = useMemo(() => (threshold ? [...curves, threshold] : curves), [curves, threshold]);
  // Marks are of what was reported: beside a smoothed curve they may lie beyond it, and are in the picture all the same.
  const lines = useMemo(
    () => [...strong, ...(threshold ? [threshold] : []), markedCurve(marks)],
    [strong, threshold, marks],
  );

  const wholeX = xUnit === 'epoch';
  const whole = useMemo(
    () => frameOf(curves, lines, { late, yScale, wholeX, grows }),
    [curves, lines, late, yScale, wholeX, grows],
  );
  const zoom = useZoom(useSame({ x: whole.x.domain, y: whole.y.domain }), yScale);
  const { window } = zoom;
  const closer = window !== undefined;
  useEffect(() => onCloser?.(closer), [closer, onCloser]);
  const { x, y, outside, unplaced } = useMemo(
    () => (window ? frameOf(curves, lines, { late, yScale, wholeX, window }) : whole),
    [curves, lines, late, yScale, wholeX, window, whole],
  );
  const layers = useMemo<Layers>(
    () => ({ many, strong, threshold, marks, dark, positive: yScale === 'log' }),
    [many, strong, threshold, marks, dark, yScale],
  );
  const hand = useRef<HTMLButtonElement>(null);
  const { onWheel } = zoom;
  useEffect(() => {
    const button = hand.current;
    // React's own listeners cannot keep the browser from zooming the page.
    const listener = (event: WheelEvent) => onWheel(event, layout.current?.area);
    button?.addEventListener('wheel', listener, { passive: false });
    return () => button?.removeEventListener('wheel', listener);
  }, [onWheel]);
  const axes = { x: useSame(x), y: useSame(y) };
  const onLayout = useCallback((area: PlotArea, toScreen: ToScreen) => {
    layout.current = { area, toScreen };
  }, []);

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

  return (
    <figure className="curve-figure">
      <div className="curve-chart">
        {/* The picture is for the eye; caption, legend and table say the same to everyone else. */}
        <div aria-hidden="true">
          <canvas ref={canvas} className="curve-chart-canvas" />
          <LayersContext value={layers}>
            <Axes {...axes} {...{ yScale, wholeX, xLabel, yLabel, band, dark, height, canvas, onLayout }} />
          </LayersContext>
        </div>
        {/* On top of it lies what is pressed, drawn on and moved with keys. */}
        <button
          ref={hand}
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
        {hit && <Readout hit={hit} at={`${wholeX ? 'Epoch ' : ''}${textOfX(wholeX)(hit.point.x)}`} />}
      </div>
      <CurveKey threshold={threshold?.label} band={band?.label} marks={marks} dark={dark} />
      <div className="curve-chart-tools">
        <p id={help} className="curve-chart-hint">
          Draw a rectangle, or turn the wheel with Ctrl, to zoom; Shift and draw pans. Keys: + − zoom, arrows
          pan, 0 shows all.
        </p>
        <ZoomButtons
          by={zoom.by}
          pan={zoom.pan}
          reset={zoom.reset}
          whole={window === undefined}
          name={yLabel}
        />
      </div>
      <figcaption>
        <strong>{yLabel}</strong> by {xLabel.toLowerCase()}. {summary}
        {hiddenWords({ outside, unplaced })}
      </figcaption>
    </figure>
  );
});

const textOfX = (wholeX: boolean) =>
  wholeX ? (value: number) => formatNumber(value) : (value: number) => formatDuration(value);

interface AxesProps extends Pick<CurveChartProps, 'band' | 'dark'> {
  readonly x: Axis;
  readonly y: Axis;
  readonly yScale: YScale;
  readonly wholeX: boolean;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly height: number;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly onLayout: (area: PlotArea, toScreen: ToScreen) => void;
}

/** What recharts draws: axes and grid, and between them the layers. Told to count no ticks it makes none of its own. */
const Axes = memo(function Axes({
  x,
  y,
  yScale,
  wholeX,
  xLabel,
  yLabel,
  band,
  dark,
  height,
  canvas,
  onLayout,
}: AxesProps) {
  const ink = inkOf(dark);
  const name = fittedLabel(yLabel, height - 40);
  // A hidden line along the floor: without any line recharts has no y scale.
  const floor = useMemo(() => x.domain.map((at) => ({ x: at, floor: y.domain[0] })), [x, y]);
  return (
    <ResponsiveContainer width="100%" height={height} debounce={50}>
      <LineChart
        data={floor}
        margin={{ top: 12, right: 20, bottom: 24, left: 12 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke={ink.grid} vertical={false} />
        <XAxis
          dataKey="x"
          type="number"
          includeHidden
          domain={[...x.domain]}
          ticks={[...x.ticks]}
          tickCount={0}
          allowDataOverflow
          // Room for the dot of a job that ended with its first epoch.
          padding={{ left: 10, right: 10 }}
          stroke={ink.text}
          tick={{ fill: ink.text, fontSize: 12 }}
          tickFormatter={textOfX(wholeX)}
          minTickGap={12}
        >
          <Label value={xLabel} position="insideBottom" offset={-14} fill={ink.text} fontSize={12} />
        </XAxis>
        <YAxis
          includeHidden
          domain={[...y.domain]}
          ticks={[...y.ticks]}
          tickCount={0}
          scale={yScale}
          allowDataOverflow
          width={80}
          stroke={ink.text}
          tick={{ fill: ink.text, fontSize: 12 }}
          tickFormatter={shown}
        >
          <Label {...besideAxis(name, ink.text)} />
        </YAxis>
        {band && (
          <ReferenceArea x1={band.from} x2={band.to} fill={ink.text} fillOpacity={0.1} ifOverflow="hidden" />
        )}
        <Line dataKey="floor" hide isAnimationActive={false} />
        <CurveLayers canvas={canvas} onLayout={onLayout} />
      </LineChart>
    </ResponsiveContainer>
  );
});
