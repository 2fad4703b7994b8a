import type { Analysed } from '../../../analysis.ts';
import { KINDS } from '../../../analysis.ts';
import styles from '../../../charts/chart-card.module.css';
import { dense } from '../../../charts/marks.ts';
import { KeyItem, type KeyEntry } from './key.tsx';
import { lookOf } from './picture.ts';

interface KindLegendProps {
  readonly rows: readonly Analysed[];
  readonly dark: boolean;
  /** What else the chart draws. */
  readonly more?: readonly KeyEntry[];
}

/** The key to the marks: shape and colour of every status that is there. */
export function KindLegend({ rows, dark, more = [] }: KindLegendProps) {
  const there = KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  return (
    <ul className={styles['legend']} aria-label="Key to the marks">
      {there.map((kind) => {
        const { shape, colour } = lookOf(kind, dark);
        return <KeyItem key={kind} text={kind} colour={colour} look={{ shape }} />;
      })}
      {more.map((entry) => (
        <KeyItem key={entry.text} {...entry} />
      ))}
      {dense(rows) && <li data-key>The stronger a colour, the more training jobs lie in that place.</li>}
    </ul>
  );
}
