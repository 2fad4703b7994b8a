import styles from '../../../charts/chart-card.module.css';
import { outline, type Shape } from '../../../charts/marks.ts';

/** How something in a chart looks, and what it stands for. */
export interface KeyEntry {
  readonly text: string;
  readonly colour: string;
  readonly look:
    | { readonly shape: Shape; readonly hollow?: boolean }
    | { readonly dash: readonly number[]; readonly width?: number }
    | { readonly opacity: number };
}

/** An entry of a key; in a picture of the chart it stands as it does on the page. */
export function KeyItem({ text, colour, look }: KeyEntry) {
  return (
    <li data-key>
      {'shape' in look ? (
        <svg width="14" height="14" aria-hidden="true" focusable="false">
          <path
            d={outline(look.shape, 7, 7, 4.5)}
            fill={look.hollow ? 'none' : colour}
            stroke={look.hollow ? colour : 'none'}
            strokeWidth="1.8"
          />
        </svg>
      ) : 'dash' in look ? (
        <svg width="28" height="10" aria-hidden="true" focusable="false">
          <line
            x2="28"
            y1="5"
            y2="5"
            stroke={colour}
            strokeWidth={look.width ?? 2}
            strokeDasharray={look.dash.join(' ')}
          />
        </svg>
      ) : (
        <svg width="20" height="14" aria-hidden="true" focusable="false">
          <rect width="20" height="14" fill={colour} fillOpacity={look.opacity} />
        </svg>
      )}
      {text}
    </li>
  );
}

/** The key to lines, bands and marks. */
export const Key = ({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly KeyEntry[];
}) => (
  <ul className={styles['legend']} aria-label={label}>
    {entries.map((entry) => (
      <KeyItem key={entry.text} {...entry} />
    ))}
  </ul>
);
