import { rampOf } from '../../../charts/marks.ts';
import { formatNumber } from '../../../format.ts';

interface RampProps {
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

/** The key to a scale of colours. */
export function Ramp({ low, high, label }: RampProps) {
  const steps = Array.from({ length: 12 }, (_, i) => (i + 0.5) / 12);
  return (
    <div className="with-swatch" data-key>
      <span className="tabular">
        {label}: dark {formatNumber(low, 4)}
      </span>
      <svg width="144" height="12" aria-hidden="true" focusable="false">
        {steps.map((share, i) => (
          <rect key={share} x={12 * i} width="12.5" height="12" fill={rampOf(share)} />
        ))}
      </svg>
      <span className="tabular">light {formatNumber(high, 4)}</span>
    </div>
  );
}
