import type { Analysed } from '../../../analysis.ts';
import { KINDS } from '../../../analysis.ts';
import styles from '../../../charts/chart-card.module.css';
import { dense, outline } from '../../../charts/marks.ts';
import { lookOf } from './picture.ts';

/** The key to the marks: shape and colour of every status that is there. */
export function KindLegend({ rows, dark }: { readonly rows: readonly Analysed[]; readonly dark: boolean }) {
  const there = KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  return (
    <ul className={styles['legend']} aria-label="Key to the marks">
      {there.map((kind) => {
        const { shape, colour } = lookOf(kind, dark);
        return (
          <li key={kind}>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <path d={outline(shape, 7, 7, 4.5)} fill={colour} />
            </svg>
            {kind}
          </li>
        );
      })}
      {dense(rows) && <li>The stronger a colour, the more training jobs lie in that place.</li>}
    </ul>
  );
}
