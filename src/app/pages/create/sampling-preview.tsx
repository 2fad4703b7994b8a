import Box from '@cloudscape-design/components/box';
import type { HyperparameterRow } from './form.ts';
import styles from './hyperparameters.module.css';
import { DRAWS, partName, preview, type Share } from './sampling.ts';

const SAID = 5;

/** What the range will be searched like: a bar of shares and the same in words. */
export function SamplingPreview({ row }: { readonly row: HyperparameterRow }) {
  const shares = preview(row);
  if (!shares) return null;
  const name = (share: Share) => partName(share, row.type);
  const largest = shares.toSorted((a, b) => b.share - a.share).slice(0, SAID);
  const said = shares.filter((share) => share.share > 0 && largest.includes(share));
  const rest = 1 - said.reduce((sum, { share }) => sum + share, 0);
  return (
    <div>
      <div className={styles['shares']} aria-hidden>
        {shares.map((share) => (
          <span
            key={share.from}
            className={styles['share']}
            style={{ flexGrow: share.share }}
            title={name(share)}
          />
        ))}
      </div>
      <Box variant="small" color="text-body-secondary">
        {row.scaling === 'Auto' && 'Searched linearly at first. '}
        {DRAWS} draws: {said.map((share) => `${name(share)}\u00a0${percent(share.share)}`).join(', ')}
        {rest > 0.001 && `, elsewhere ${percent(rest)}`}
      </Box>
    </div>
  );
}

const percent = (share: number) => `${share < 0.01 ? '<1' : Math.round(share * 100)}\u00a0%`;
