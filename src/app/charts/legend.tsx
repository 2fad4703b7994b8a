import { memo, type ReactNode } from 'react';
import type { Curve } from './series.ts';
import { Swatch } from './swatch.tsx';

interface LegendProps {
  readonly curves: readonly Curve[];
  readonly highlighted: readonly string[];
  readonly onToggle: (id: string) => void;
  readonly dark: boolean;
  /** Text on a curve's button; its label is the accessible name. */
  readonly text: (curve: Curve) => ReactNode;
  readonly label: string;
  /** What is not pressed is not drawn either, so it is no part of the key in a picture. */
  readonly hides?: boolean;
}

/** One button a curve: the key to the chart, and how a keyboard highlights curves. */
export const Legend = memo(function Legend({
  curves,
  highlighted,
  onToggle,
  dark,
  text,
  label,
  hides = false,
}: LegendProps) {
  return (
    <ul className="legend" aria-label={label}>
      {curves.map((curve) => (
        <li key={curve.id} {...(hides && !highlighted.includes(curve.id) ? {} : { 'data-key': true })}>
          <button
            type="button"
            className="legend-item"
            aria-pressed={highlighted.includes(curve.id)}
            title={curve.label}
            onClick={() => onToggle(curve.id)}
          >
            <Swatch index={curve.index} dark={dark} />
            {text(curve)}
          </button>
        </li>
      ))}
    </ul>
  );
});
