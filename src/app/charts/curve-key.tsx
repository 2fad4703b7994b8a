import { MARK_RADIUS, THRESHOLD_DASH } from './curve-layers.tsx';
import { inkOf } from './palette.ts';
import type { Mark } from './series.ts';
import styles from './chart-card.module.css';

interface CurveKeyProps {
  /** What the dotted line is; undefined where there is none. */
  readonly threshold: string | undefined;
  /** What is shaded. */
  readonly band: string | undefined;
  readonly marks: readonly Mark[];
  readonly dark: boolean;
}

const MARKS = [
  ['best', 'Best value'],
  ['last', 'Last value'],
  ['stop', 'Stopped'],
] as const satisfies readonly (readonly [Mark['kind'], string])[];

/** The key to what lies over the curves: the dotted line, the shading and the marks. */
export function CurveKey({ threshold, band, marks, dark }: CurveKeyProps) {
  const ink = inkOf(dark);
  const kinds = MARKS.filter(([kind]) => marks.some((mark) => mark.kind === kind));
  if (threshold === undefined && band === undefined && kinds.length === 0) return null;
  return (
    <ul className={styles['legend']} aria-label="Key to lines and marks">
      {threshold !== undefined && (
        <li data-key>
          <svg width="28" height="10" aria-hidden="true" focusable="false">
            <line
              x2="28"
              y1="5"
              y2="5"
              stroke={ink.threshold}
              strokeWidth="2"
              strokeDasharray={THRESHOLD_DASH.join(' ')}
            />
          </svg>
          {threshold}
        </li>
      )}
      {band !== undefined && (
        <li data-key>
          <svg width="20" height="14" aria-hidden="true" focusable="false">
            <rect width="20" height="14" fill={ink.text} fillOpacity="0.1" />
          </svg>
          {band}
        </li>
      )}
      {kinds.map(([kind, text]) => (
        <li key={kind} data-key>
          <svg width="16" height="16" aria-hidden="true" focusable="false">
            <circle
              cx="8"
              cy="8"
              r={MARK_RADIUS[kind]}
              fill={kind === 'stop' ? 'none' : ink.text}
              stroke={kind === 'stop' ? ink.stop : ink.paper}
              strokeWidth={kind === 'stop' ? 3 : 1.5}
            />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
