import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import styles from '../../../charts/chart-card.module.css';
import { PLOT_TEXT, PLOTS, writePlots, type PlotId } from './plots.ts';

const OPTIONS = PLOTS.map((value) => ({ value, label: PLOT_TEXT[value] }));
const anchorOf = (id: PlotId) => `chart-${id}`;

interface PlotChoiceProps {
  readonly shown: readonly PlotId[];
  /** The choice as it stands in the address. */
  readonly onChange: (written: string) => void;
}

/** Which charts are on the page, and a way to each of them. */
export function PlotChoice({ shown, onChange }: PlotChoiceProps) {
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="end">
      <FormField label="Charts shown" description="The address of this page keeps the choice.">
        <Multiselect
          selectedOptions={OPTIONS.filter(({ value }) => shown.includes(value))}
          options={OPTIONS}
          hideTokens
          placeholder={`${shown.length} of ${PLOTS.length} charts`}
          selectedAriaLabel="Shown"
          onChange={({ detail }) =>
            onChange(writePlots(detail.selectedOptions.flatMap(({ value }) => value ?? [])))
          }
        />
      </FormField>
      <ButtonDropdown
        disabled={shown.length === 0}
        expandToViewport
        items={shown.map((id) => ({ id, text: PLOT_TEXT[id] }))}
        onItemClick={({ detail }) => {
          const chart = document.getElementById(`chart-${detail.id}`);
          chart?.scrollIntoView({ block: 'start' });
          // The keyboard goes on from there.
          chart?.focus({ preventScroll: true });
        }}
      >
        Go to chart
      </ButtonDropdown>
    </SpaceBetween>
  );
}

interface PlotPlaceProps {
  readonly id: PlotId;
  readonly shown: readonly PlotId[];
  /** It takes the whole width. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Where a chart stands, if it is shown. */
export const PlotPlace = ({ id, shown, wide = false, children }: PlotPlaceProps) =>
  shown.includes(id) && (
    <div id={anchorOf(id)} tabIndex={-1} className={`${styles['place']} ${wide ? styles['wide'] : ''}`}>
      {children}
    </div>
  );
