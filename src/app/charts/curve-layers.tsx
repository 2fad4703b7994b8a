import { createContext, useContext, useId, useLayoutEffect, useMemo, type RefObject } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { drawCurves, lineOf, type PlotArea, type ToScreen } from './draw.ts';
import { placeLabels, type LabelPlace } from './labels.ts';
import { inkOf, strokeOf } from './palette.ts';
import type { Curve, Mark } from './series.ts';

/** What lies between the axes. */
export interface Layers {
  /** Drawn on the canvas under the chart: hundreds cost what a few SVG lines cost. */
  readonly many: readonly Curve[];
  /** Drawn strong and in front. */
  readonly strong: readonly Curve[];
  readonly threshold: Curve | undefined;
  readonly marks: readonly Mark[];
  readonly dark: boolean;
  /** The axis is logarithmic, so other values are gaps. */
  readonly positive: boolean;
}

/**
 * The layers reach the inside of the recharts chart by context, past recharts: with every report they are new, while axes
 * and grid are made again only when they change. That is most of what an update used to cost.
 */
export const LayersContext = createContext<Layers | undefined>(undefined);

interface CurveLayersProps {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  /** Called when the plot area or a scale has changed: both can only be read inside the chart. */
  readonly onLayout: (area: PlotArea, toScreen: ToScreen) => void;
}

/** A part of a recharts chart: the curves, their marks and the threshold, between its axes. */
export function CurveLayers({ canvas, onLayout }: CurveLayersProps) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  const layers = useContext(LayersContext);
  const clip = useId();
  const toScreen = useMemo<ToScreen | undefined>(
    () => xScale && yScale && (({ x, y }) => ({ x: xScale(x) ?? 0, y: yScale(y) ?? 0 })),
    [xScale, yScale],
  );
  useLayoutEffect(() => {
    if (area && toScreen) onLayout(area, toScreen);
  }, [area, toScreen, onLayout]);

  const { many, strong, threshold, marks, dark = false, positive = false } = layers ?? {};
  const faded = (strong?.length ?? 0) > 0;
  useLayoutEffect(() => {
    if (area && toScreen && canvas.current && many)
      drawCurves(canvas.current, area, toScreen, { curves: many, dark, faded, positive });
  }, [canvas, area, toScreen, many, dark, faded, positive]);

  if (!area || !toScreen) return null;
  const ink = inkOf(dark);
  const { x, y, width, height } = area;
  const inside = (mark: Mark) => {
    const at = toScreen(mark);
    return at.x >= x - 1 && at.x <= x + width + 1 && at.y >= y - 1 && at.y <= y + height + 1;
  };
  const shown = marks?.filter(inside) ?? [];
  const labels = placeLabels(
    shown.map((mark) => ({
      ...toScreen(mark),
      away: MARK_RADIUS[mark.kind] + OFFSET,
      text: mark.label,
      above: mark.kind === 'last',
    })),
    area,
  );
  return (
    <g>
      <clipPath id={clip}>
        <rect x={x} y={y} width={width + 4} height={height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {strong?.map((curve) => {
          const { colour, dash } = strokeOf(curve.index, dark);
          return <Line key={curve.id} {...{ curve, area, toScreen, positive, colour, dash }} width={2.5} />;
        })}
        {threshold && (
          <Line
            curve={threshold}
            {...{ area, toScreen, positive }}
            colour={ink.threshold}
            dash={THRESHOLD_DASH}
            width={2}
          />
        )}
      </g>
      {shown.map((mark, i) => (
        <MarkShape
          key={`${mark.kind} ${mark.label}`}
          {...{ mark, toScreen, area, dark }}
          label={labels[i]}
          first={i === 0}
        />
      ))}
    </g>
  );
}

export const THRESHOLD_DASH = [2, 4];

interface LineProps {
  readonly curve: Curve;
  readonly area: PlotArea;
  readonly toScreen: ToScreen;
  readonly positive: boolean;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
}

function Line({ curve, area, toScreen, positive, colour, dash, width }: LineProps) {
  const { path, only } = useMemo(
    () => lineOf(curve, area, toScreen, positive),
    [curve, area, toScreen, positive],
  );
  return only ? (
    <circle cx={only.x} cy={only.y} r={4} fill={colour} />
  ) : (
    <path
      d={path}
      fill="none"
      stroke={colour}
      strokeWidth={width}
      strokeDasharray={dash.join(' ')}
      strokeLinejoin="round"
    />
  );
}

/** Pixels; the key to the chart draws them in the same sizes. */
export const MARK_RADIUS = { stop: 6, best: 5, last: 3 } as const;
/** Between a mark and its label. */
const OFFSET = 10;

interface MarkShapeProps {
  readonly mark: Mark;
  readonly toScreen: ToScreen;
  readonly area: PlotArea;
  readonly dark: boolean;
  readonly label: LabelPlace | undefined;
  /** Of several best values only the first has a line down to its epoch: more would be a grid. */
  readonly first: boolean;
}

function MarkShape({ mark, toScreen, area, dark, label, first }: MarkShapeProps) {
  const { kind } = mark;
  const ink = inkOf(dark);
  const { x, y } = toScreen(mark);
  const stop = kind === 'stop';
  return (
    <g>
      {kind === 'best' && first && (
        <line x1={x} x2={x} y1={area.y} y2={area.y + area.height} stroke={ink.text} strokeDasharray="1 5" />
      )}
      <circle
        cx={x}
        cy={y}
        r={MARK_RADIUS[kind]}
        fill={stop ? 'none' : ink.text}
        stroke={stop ? ink.stop : ink.paper}
        strokeWidth={stop ? 3 : 1.5}
      />
      {label && (
        <text
          {...label}
          dy="0.355em"
          fill={stop ? ink.stop : ink.text}
          fontSize={12}
          fontWeight={700}
          // A rim of paper keeps it readable where it lies on a curve.
          stroke={ink.paper}
          strokeWidth={4}
          paintOrder="stroke"
        >
          {mark.label}
        </text>
      )}
    </g>
  );
}
