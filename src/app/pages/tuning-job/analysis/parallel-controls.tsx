import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ParallelAxis } from '../../../charts/parallel-plot.tsx';
import type { Brush } from '../../../charts/parallel.ts';
import styles from './parallel-controls.module.css';

interface ParallelControlsProps {
  readonly axes: readonly ParallelAxis[];
  readonly brushes: Readonly<Record<string, Brush>>;
  readonly onBrush: (axis: string, brush: Brush | undefined) => void;
  readonly onMove: (axis: string, by: number) => void;
  /** Whether an axis is logarithmic; undefined where it cannot be. */
  readonly isLog: (axis: string) => boolean | undefined;
  readonly onTurn: (axis: string) => void;
}

/** All that a pointer can do to the axes, as controls: their order, the range kept of each, and its scale. */
export function ParallelControls({ axes, brushes, onBrush, onMove, isLog, onTurn }: ParallelControlsProps) {
  return (
    <ul className={styles['axes']} aria-label="Axes from left to right">
      {axes.map(({ id, axis: { label, at } }, i) => {
        const [low, high] = brushes[id] ?? [0, 1];
        const log = isLog(id);
        const change = (next: Brush) => onBrush(id, next[0] <= 0 && next[1] >= 1 ? undefined : next);
        return (
          <li key={id} className={styles['axis']}>
            <strong>{label}</strong>
            <SpaceBetween direction="horizontal" size="xxs">
              <Button
                variant="inline-icon"
                iconName="angle-left"
                ariaLabel={`Move ${label} to the left`}
                disabled={i === 0}
                onClick={() => onMove(id, -1)}
              />
              <Button
                variant="inline-icon"
                iconName="angle-right"
                ariaLabel={`Move ${label} to the right`}
                disabled={i === axes.length - 1}
                onClick={() => onMove(id, 1)}
              />
            </SpaceBetween>
            <label className={styles['end']}>
              <span>From {at(low)}</span>
              <input
                type="range"
                min={0}
                max={1}
                step={0.05}
                value={low}
                aria-label={`Lowest ${label} kept`}
                aria-valuetext={at(low)}
                onChange={({ target }) => change([Math.min(Number(target.value), high), high])}
              />
            </label>
            <label className={styles['end']}>
              <span>To {at(high)}</span>
              <input
                type="range"
                min={0}
                max={1}
                step={0.05}
                value={high}
                aria-label={`Highest ${label} kept`}
                aria-valuetext={at(high)}
                onChange={({ target }) => change([low, Math.max(Number(target.value), low)])}
              />
            </label>
            {log !== undefined && (
              <Checkbox checked={log} ariaLabel={`Logarithmic axis for ${label}`} onChange={() => onTurn(id)}>
                Logarithmic
              </Checkbox>
            )}
          </li>
        );
      })}
    </ul>
  );
}
