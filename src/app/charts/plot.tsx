import {
  memo,
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent,
} from 'react';
import {
  CartesianGrid,
  ComposedChart,
  Label,
  Line,
  ResponsiveContainer,
  usePlotArea,
  XAxis,
  YAxis,
} from 'recharts';
import { besideAxis, fittedLabel } from './axis-label.ts';
import type { PlotAxis } from './axis.ts';
import type { PlotArea } from './draw.ts';
import { atEdge, dense, isWithin, outline, shaded, type Shape } from './marks.ts';
import { inkOf } from './palette.ts';

/** How a kind of mark looks, and what it stands for. */
export interface MarkStyle {
  readonly colour: string;
  readonly shape: Shape;
}

/** A mark at a place of the unit square: `u` along x, `v` along y. One beyond it is drawn hollow at the edge. */
export interface Mark {
  readonly id: string;
  readonly u: number;
  readonly v: number;
  readonly style: MarkStyle;
  /** What the readout says of it, a line each; asked for when it is pointed at. */
  readonly text: () => readonly string[];
}

export interface PlotLine {
  readonly id: string;
  /** Pairs of places; not finite is a gap. */
  readonly points: readonly (readonly [u: number, v: number])[];
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly width?: number;
  /** Goes on level until the next point, then jumps. */
  readonly step?: boolean;
}

export interface PlotBand {
  readonly id: string;
  readonly points: readonly (readonly [u: number, low: number, high: number])[];
  readonly colour: string;
}

/** A filled rectangle; those of one colour are drawn as one path. */
export interface PlotBox {
  readonly u: readonly [number, number];
  readonly v: readonly [number, number];
  readonly colour: string;
  readonly opacity?: number;
}

export interface PlotProps {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly marks?: readonly Mark[];
  readonly lines?: readonly PlotLine[];
  readonly bands?: readonly PlotBand[];
  readonly boxes?: readonly PlotBox[];
  readonly selected?: readonly string[];
  /** A click on or near a mark. */
  readonly onPick?: ((id: string) => void) | undefined;
  readonly dark: boolean;
  readonly height?: number;
  /** Room for the labels of the y axis in pixels. */
  readonly yWidth?: number;
}

const REACH = 22;
/** From so many marks on they are drawn small and without outline. */
const MANY = 200;
const NONE: readonly never[] = [];
/** For the name of the y axis beside its labels, in pixels. */
const NAME_ROOM = 16;

/**
 * A picture of places in the unit square between two axes: marks, lines, bands and boxes, each kind merged into few
 * paths, so that thousands cost what a few do. Draws what it is given and asks for nothing; figure, caption and table are
 * ChartCard's. It renders again only when a prop changes: give it props that keep their identity.
 */
export const Plot = memo(function Plot({
  x,
  y,
  marks = NONE,
  lines = NONE,
  bands = NONE,
  boxes = NONE,
  selected = NONE,
  onPick,
  dark,
  height = 300,
  yWidth = 64,
}: PlotProps) {
  const area = useRef<PlotArea | undefined>(undefined);
  const [hit, setHit] = useState<{ mark: Mark; left: number; top: number }>();
  const ink = inkOf(dark);
  const name = fittedLabel(y.label, height - 40);
  const onArea = useCallback((found: PlotArea) => {
    area.current = found;
  }, []);

  const find = (event: PointerEvent<HTMLDivElement>) => {
    const plot = area.current;
    if (!plot) return undefined;
    const box = event.currentTarget.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    let best: { mark: Mark; left: number; top: number } | undefined;
    let reach = REACH;
    for (const mark of marks) {
      const { u, v } = atEdge(mark);
      const at = { left: plot.x + u * plot.width, top: plot.y + (1 - v) * plot.height };
      const distance = Math.hypot(at.left - left, at.top - top);
      if (distance < reach) [best, reach] = [{ mark, ...at }, distance];
    }
    return best;
  };

  return (
    <div
      className="curve-chart"
      aria-hidden="true"
      style={onPick && hit ? { cursor: 'pointer' } : undefined}
      onPointerMove={(event) => {
        const found = find(event);
        if (found?.mark !== hit?.mark) setHit(found);
      }}
      onPointerLeave={() => setHit(undefined)}
      onPointerUp={(event) => {
        const found = find(event);
        if (found) onPick?.(found.mark.id);
      }}
    >
      <ResponsiveContainer width="100%" height={height} debounce={50}>
        <ComposedChart
          data={CORNERS}
          margin={{ top: 8, right: 28, bottom: 24, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke={ink.grid} />
          <XAxis
            dataKey="u"
            type="number"
            domain={[0, 1]}
            ticks={x.ticks.map(({ at }) => at)}
            tickFormatter={textOf(x)}
            stroke={ink.text}
            tick={{ fill: ink.text, fontSize: 12 }}
            minTickGap={8}
          >
            <Label value={x.label} position="insideBottom" offset={-16} fill={ink.text} fontSize={12} />
          </XAxis>
          <YAxis
            type="number"
            domain={[0, 1]}
            ticks={y.ticks.map(({ at }) => at)}
            tickFormatter={textOf(y)}
            width={yWidth + (name.text === '' ? 0 : NAME_ROOM)}
            stroke={ink.text}
            tick={{ fill: ink.text, fontSize: 12 }}
          >
            {name.text !== '' && <Label {...besideAxis(name, ink.text)} />}
          </YAxis>
          {/* Without any line recharts has no y scale. */}
          <Line dataKey="v" stroke="none" dot={false} activeDot={false} isAnimationActive={false} />
          <Layers {...{ marks, lines, bands, boxes, selected, dark, onArea }} />
        </ComposedChart>
      </ResponsiveContainer>
      {hit && (
        <>
          <span className="curve-chart-point" style={{ left: hit.left, top: hit.top }} />
          <div
            className="curve-chart-readout"
            style={{ left: hit.left, top: hit.top }}
            data-side={hit.left > 220 ? 'left' : 'right'}
          >
            {[...hit.mark.text(), ...(isWithin(hit.mark) ? [] : ['Beyond the axes, at the edge'])].map(
              (line, i) => (
                <div key={line}>{i === 0 ? <strong>{line}</strong> : line}</div>
              ),
            )}
          </div>
        </>
      )}
    </div>
  );
});

const CORNERS = [
  { u: 0, v: 0 },
  { u: 1, v: 1 },
];

const textOf = (axis: PlotAxis) => {
  const texts = new Map(axis.ticks.map(({ at, text }) => [at, text]));
  return (at: number) => texts.get(at) ?? '';
};

type LayersProps = Required<Pick<PlotProps, 'marks' | 'lines' | 'bands' | 'boxes' | 'selected' | 'dark'>> & {
  readonly onArea: (area: PlotArea) => void;
};

/** What lies between the axes. A part of the chart because only there the plot's area is known. */
function Layers({ marks, lines, bands, boxes, selected, dark, onArea }: LayersProps) {
  const area = usePlotArea();
  const clip = useId();
  const paths = useMemo(() => {
    if (!area) return undefined;
    const sx = (u: number) => area.x + u * area.width;
    const sy = (v: number) => area.y + (1 - v) * area.height;
    const within = marks.filter(isWithin);
    const placed = dense(marks) ? shaded(within, sx, sy) : markPaths(within, sx, sy);
    return {
      boxes: boxPaths(boxes, sx, sy),
      marks: placed,
      beyond: markPaths(beyondOf(marks), sx, sy),
      sx,
      sy,
    };
  }, [area, boxes, marks]);
  useLayoutEffect(() => {
    if (area) onArea(area);
  }, [area, onArea]);
  if (!paths || !area) return null;
  const { sx, sy } = paths;
  const ink = inkOf(dark);
  const chosen = new Set(selected);
  return (
    <g>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y} width={area.width} height={area.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {paths.boxes.map(({ colour, opacity, path }) => (
          <path key={`${colour} ${opacity}`} d={path} fill={colour} fillOpacity={opacity} />
        ))}
        {bands.map(({ id, points, colour }) => (
          <path key={id} d={bandPath(points, sx, sy)} fill={colour} fillOpacity={0.16} />
        ))}
        {lines.map(({ id, points, colour, dash = NONE, width = 2, step = false }) => (
          <path
            key={id}
            d={linePath(points, sx, sy, step)}
            fill="none"
            stroke={colour}
            strokeWidth={width}
            strokeDasharray={dash.join(' ')}
            strokeLinejoin="round"
          />
        ))}
      </g>
      {paths.beyond.map(({ colour, path }) => (
        <path key={`beyond ${colour}`} d={path} fill={ink.paper} stroke={colour} strokeWidth={1.8} />
      ))}
      {paths.marks.map(({ colour, opacity, path }) => (
        <path
          key={`${colour} ${opacity}`}
          d={path}
          fill={colour}
          fillOpacity={chosen.size > 0 ? 0.55 * opacity : opacity}
          // An outline tells neighbours apart; where hundreds overlap it would cover them all.
          stroke={marks.length > MANY ? 'none' : ink.paper}
          strokeWidth={0.6}
        />
      ))}
      {marks
        .filter(({ id }) => chosen.has(id))
        .map((mark) => ({ ...mark, ...atEdge(mark), hollow: !isWithin(mark) }))
        .map(({ id, u, v, style, hollow }, i) => (
          <path
            key={`${id} ${i}`}
            d={outline(style.shape, sx(u), sy(v), 7)}
            fill={hollow ? ink.paper : style.colour}
            stroke={ink.text}
            strokeWidth={2}
          />
        ))}
    </g>
  );
}

/** Marks that no axis reaches, at the edge they are nearest to. */
const beyondOf = (marks: readonly Mark[]) =>
  marks
    .filter((mark) => Number.isFinite(mark.u) && Number.isFinite(mark.v) && !isWithin(mark))
    .map((mark) => ({ ...mark, ...atEdge(mark) }));

type Scale = (place: number) => number;

function markPaths(marks: readonly Mark[], sx: Scale, sy: Scale) {
  const byColour = new Map<string, string[]>();
  const r = marks.length > MANY ? 3.2 : 4.5;
  for (const { u, v, style } of marks) {
    if (!Number.isFinite(u) || !Number.isFinite(v)) continue;
    const paths = byColour.get(style.colour) ?? [];
    paths.push(outline(style.shape, sx(u), sy(v), r));
    byColour.set(style.colour, paths);
  }
  return [...byColour].map(([colour, paths]) => ({ colour, opacity: 0.8, path: paths.join('') }));
}

function boxPaths(boxes: readonly PlotBox[], sx: Scale, sy: Scale) {
  const byColour = new Map<string, { colour: string; opacity: number; parts: string[] }>();
  for (const { u, v, colour, opacity = 1 } of boxes) {
    const key = `${colour} ${opacity}`;
    const group = byColour.get(key) ?? { colour, opacity, parts: [] };
    const [left, right] = [sx(u[0]), sx(u[1])];
    const [bottom, top] = [sy(v[0]), sy(v[1])];
    group.parts.push(
      `M${left.toFixed(1)} ${top.toFixed(1)}H${right.toFixed(1)}V${bottom.toFixed(1)}H${left.toFixed(1)}z`,
    );
    byColour.set(key, group);
  }
  return [...byColour.values()].map(({ colour, opacity, parts }) => ({
    colour,
    opacity,
    path: parts.join(''),
  }));
}

function linePath(points: PlotLine['points'], sx: Scale, sy: Scale, step: boolean): string {
  let pen = 'M';
  return points
    .map(([u, v]) => {
      if (!Number.isFinite(u) || !Number.isFinite(v)) {
        pen = 'M';
        return '';
      }
      const [x, y] = [sx(u).toFixed(1), sy(v).toFixed(1)];
      const path = pen === 'M' ? `M${x} ${y}` : step ? `H${x}V${y}` : `L${x} ${y}`;
      pen = 'L';
      return path;
    })
    .join('');
}

function bandPath(points: PlotBand['points'], sx: Scale, sy: Scale): string {
  const up = points.map(([u, , high]) => `${sx(u).toFixed(1)} ${sy(high).toFixed(1)}`);
  const down = points.map(([u, low]) => `${sx(u).toFixed(1)} ${sy(low).toFixed(1)}`).reverse();
  return up.length === 0 ? '' : `M${[...up, ...down].join('L')}z`;
}
