import styles from '../../charts/chart-card.module.css';
import { Swatch } from '../../charts/swatch.tsx';

/** The key to the lines: one colour and dash a tuning job, the same in every chart. */
export function JobLegend({ names, dark }: { readonly names: readonly string[]; readonly dark: boolean }) {
  return (
    <ul className={styles['legend']} aria-label="Key to the tuning jobs">
      {names.map((name, index) => (
        <li key={name} data-key>
          <Swatch index={index} dark={dark} />
          {name}
        </li>
      ))}
    </ul>
  );
}
