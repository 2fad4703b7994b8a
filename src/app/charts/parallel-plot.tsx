import { memo, useLayoutEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { PlotAxis } from './axis.ts';
import { rampOf } from './marks.ts';
import { inkOf } from './palette.ts';
import { nearestLine, type Brush, type ParallelLine } from './parallel.ts';

export interface ParallelAxis {
  readonly id: string;
  readonly axis: PlotAxis;
}

interface ParallelPlotProps {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
  /** Those drawn in colour; the others step back. */
  readonly kept: readonly ParallelLine[];
  readonly brushes: Readonly<Record<string, Brush>>;
  readonly onBrush: (axis: string, brush: Brush | undefined) => void;
  readonly selected: readonly string[];
  readonly onPick: (id: string) => void;
  readonly dark: boolean;
  readonly height?: number;
}

const MARGIN = { top: 42, right: 60, bottom: 14, left: 60 };
const REACH = 12;
/** Pixels around an axis within which a drag is a brush. */
const GRIP = 14;
const BUCKETS = 6;

/** The best stands out by lightness against the paper, and by the width of its line. */
const lookOf = (bucket: number, dark: boolean) => {
  const merit = (bucket + 0.5) / BUCKETS;
  return { colour: rampOf(dark ? 0.25 + 0.75 * merit : 0.85 * (1 - merit)), width: 1 + 1.2 * merit };
};

/** The key to the lines: from the worst to the best. */
export function ParallelKey({ dark }: { readonly dark: boolean }) {
  return (
    <div className="with-swatch" data-key>
      <span>Worst</span>
      <svg width={24 * BUCKETS} height="12" aria-hidden="true" focusable="false">
        {Array.from({ length: BUCKETS }, (_, bucket) => {
          const { colour, width } = lookOf(bucket, dark);
          const left = 24 * bucket;
          return (
            <line key={colour} x1={left} x2={left + 22} y1="6" y2="6" stroke={colour} strokeWidth={width} />
          );
        })}
      </svg>
      <span>best</span>
    </div>
  );
}

/**
 * One vertical axis a hyperparameter, one line a training job. recharts has none, so this is an SVG of its own: lines of
 * one look are one path. A drag along an axis is a brush; the same can be done with the controls of its card.
 */
export const ParallelPlot = memo(function ParallelPlot({
  axes,
  lines,
  kept,
  brushes,
  onBrush,
  selected,
  onPick,
  dark,
  height = 340,
}: ParallelPlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [drag, setDrag] = useState<{ axis: string; from: number; to: number }>();
  const [hit, setHit] = useState<{ line: ParallelLine; left: number; top: number }>();
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const ink = inkOf(dark);
  const inner = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  };
  const gap = axes.length > 1 ? inner.width / (axes.length - 1) : inner.width;
  const order = axes.map(({ id }) => id).join('\n');

  const drawn = useMemo(() => {
    const ids = order.split('\n');
    const path = ({ places }: ParallelLine) => {
      let pen = 'M';
      return ids
        .map((id, i) => {
          const place = places[id] ?? Number.NaN;
          if (!Number.isFinite(place)) {
            pen = 'M';
            return '';
          }
          const at = `${pen}${(MARGIN.left + i * gap).toFixed(1)} ${(MARGIN.top + (1 - place) * inner.height).toFixed(1)}`;
          pen = 'L';
          return at;
        })
        .join('');
    };
    const inFront = new Set(kept.map(({ id }) => id));
    const chosen = new Set(selected);
    return {
      behind: lines
        .filter(({ id }) => !inFront.has(id))
        .map(path)
        .join(''),
      buckets: Array.from({ length: BUCKETS }, (_, bucket) =>
        kept
          .filter(({ merit }) => Math.min(BUCKETS - 1, Math.floor(merit * BUCKETS)) === bucket)
          .map(path)
          .join(''),
      ),
      chosen: lines.filter(({ id }) => chosen.has(id)).map((line) => ({ id: line.id, path: path(line) })),
    };
  }, [lines, kept, selected, order, gap, inner.height]);

  const placeOf = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [left, top] = [event.clientX - box.left, event.clientY - box.top];
    const at = (left - MARGIN.left) / (gap || 1);
    const place = Math.min(1, Math.max(0, 1 - (top - MARGIN.top) / inner.height));
    const near = Math.round(at);
    const grip = Math.abs(at - near) * gap <= GRIP ? axes[near]?.id : undefined;
    return { left, top, at, place, grip };
  };
  const under = ({ at, place }: { at: number; place: number }) =>
    nearestLine(
      kept,
      axes.map(({ id }) => id),
      { at, height: place },
      REACH / inner.height,
    );
  const brushOf = ({ from, to }: { from: number; to: number }): Brush => [
    Math.min(from, to),
    Math.max(from, to),
  ];
  const end = (event: PointerEvent<HTMLDivElement>) => {
    const found = placeOf(event);
    setDrag(undefined);
    if (drag && Math.abs(drag.to - drag.from) > 0.015) return onBrush(drag.axis, brushOf(drag));
    const line = under(found);
    if (line) return onPick(line.id);
    // A click on an axis where there is no line takes its brush away.
    if (drag) onBrush(drag.axis, undefined);
  };

  return (
    <div
      ref={frame}
      className="curve-chart"
      aria-hidden="true"
      style={{ height, cursor: hit ? 'pointer' : undefined }}
      onPointerDown={(event) => {
        const { grip, place } = placeOf(event);
        if (grip === undefined) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ axis: grip, from: place, to: place });
      }}
      onPointerMove={(event) => {
        const found = placeOf(event);
        if (drag) return setDrag({ ...drag, to: found.place });
        const line = under(found);
        setHit(line && { line, left: found.left, top: found.top });
      }}
      onPointerUp={end}
      onPointerLeave={() => setHit(undefined)}
    >
      {/* The class is what the download of pictures looks for. */}
      <svg className="recharts-surface" width={width} height={height} style={{ display: 'block' }}>
        <path d={drawn.behind} fill="none" stroke={ink.text} strokeOpacity={0.12} strokeWidth={1} />
        {drawn.buckets.map((path, bucket) => {
          const { colour, width: stroke } = lookOf(bucket, dark);
          return (
            <path
              key={colour}
              d={path}
              fill="none"
              stroke={colour}
              strokeOpacity={drawn.chosen.length > 0 ? 0.35 : 0.85}
              strokeWidth={stroke}
            />
          );
        })}
        {drawn.chosen.map(({ id, path }) => (
          <path key={id} d={path} fill="none" stroke={ink.stop} strokeWidth={3} />
        ))}
        {axes.map(({ id, axis }, i) => {
          const left = MARGIN.left + i * gap;
          const brush = drag?.axis === id ? brushOf(drag) : brushes[id];
          const last = i === axes.length - 1;
          return (
            <g key={id} fill={ink.text} fontSize={12}>
              <line x1={left} x2={left} y1={MARGIN.top} y2={MARGIN.top + inner.height} stroke={ink.text} />
              <text
                x={left}
                y={i % 2 === 0 ? 10 : 24}
                textAnchor={i === 0 ? 'start' : last ? 'end' : 'middle'}
                dx={i === 0 ? -MARGIN.left + 4 : last ? MARGIN.right - 4 : 0}
                fontWeight={700}
              >
                {axis.label}
              </text>
              {axis.ticks.map(({ at, text }) => (
                <text
                  key={text}
                  x={left + (last ? 6 : -6)}
                  y={MARGIN.top + (1 - at) * inner.height + 4}
                  textAnchor={last ? 'start' : 'end'}
                  fontSize={11}
                  stroke={ink.paper}
                  strokeWidth={3}
                  paintOrder="stroke"
                >
                  {text}
                </text>
              ))}
              {brush && (
                <rect
                  x={left - 7}
                  width={14}
                  y={MARGIN.top + (1 - brush[1]) * inner.height}
                  height={Math.max(2, (brush[1] - brush[0]) * inner.height)}
                  fill={ink.text}
                  fillOpacity={0.2}
                  stroke={ink.text}
                />
              )}
            </g>
          );
        })}
      </svg>
      {hit && !drag && (
        <div
          className="curve-chart-readout"
          style={{ left: hit.left, top: hit.top }}
          data-side={hit.left > 220 ? 'left' : 'right'}
        >
          {hit.line.text().map((text, i) => (
            <div key={text}>{i === 0 ? <strong>{text}</strong> : text}</div>
          ))}
        </div>
      )}
    </div>
  );
});
