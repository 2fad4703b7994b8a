import { formatNumber } from '../format.ts';
import type { Hit } from './series.ts';

interface ReadoutProps {
  /** The point, and where it lies in pixels of the chart. */
  readonly hit: Hit & { readonly left: number; readonly top: number };
  /** Its x in words. */
  readonly at: string;
}

/** What stands beside the point under the pointer. */
export function Readout({ hit: { curve, point, left, top }, at }: ReadoutProps) {
  return (
    <>
      <span className="curve-chart-point" style={{ left, top }} />
      <div className="curve-chart-readout" style={{ left, top }} data-side={left > 220 ? 'left' : 'right'}>
        <strong>{curve.label}</strong>
        <br />
        {at}: {formatNumber(point.y)}
      </div>
    </>
  );
}
