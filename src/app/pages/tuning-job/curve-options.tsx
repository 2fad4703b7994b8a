import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { memo } from 'react';
import { SMOOTHINGS, type Shown, type View, type XAxis } from './view.ts';
import { TOP } from './curve-shapes.ts';
import type { SetView } from './use-view.ts';

export const X_TEXT = {
  epoch: 'Epoch',
  training: 'Training time',
  simulated: 'Simulated time',
} satisfies Record<XAxis, string>;

const SHOWN_TEXT = {
  all: 'All training jobs',
  running: 'Running',
  top: `Best ${TOP}`,
  stopped: 'Stopped',
  selected: 'Selected',
} satisfies Record<Shown, string>;

const Y_TEXT = { linear: 'Linear', log: 'Logarithmic' };

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <FormField label={label}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={options}
        onChange={({ detail }) => {
          const chosen = options.find((option) => option.value === detail.selectedOption.value);
          if (chosen) onChange(chosen.value);
        }}
        expandToViewport
      />
    </FormField>
  );
}

const entries = <V extends string>(texts: Record<V, string>) =>
  (Object.keys(texts) as V[]).map((value) => ({ value, label: texts[value] }));

interface CurveOptionsProps {
  readonly view: View;
  readonly setView: SetView;
  readonly metrics: readonly { readonly value: string; readonly label: string }[];
}

/** Which curves are drawn, and along which axes. */
export const CurveOptions = memo(function CurveOptions({ view, setView, metrics }: CurveOptionsProps) {
  return (
    <div className="curve-options">
      <Choice
        label="Metric"
        value={view.metric}
        options={metrics}
        onChange={(metric) => setView({ metric })}
      />
      <Choice
        label="Show"
        value={view.show}
        options={entries(SHOWN_TEXT)}
        onChange={(show) => setView({ show })}
      />
      <Choice label="Along" value={view.x} options={entries(X_TEXT)} onChange={(x) => setView({ x })} />
      <Choice label="Value axis" value={view.y} options={entries(Y_TEXT)} onChange={(y) => setView({ y })} />
      <Choice
        label="Smoothing"
        value={String(view.smoothing)}
        options={SMOOTHINGS.map((weight) => ({
          value: String(weight),
          label: weight === 0 ? 'None' : String(weight),
        }))}
        onChange={(weight) => setView({ smoothing: Number(weight) })}
      />
    </div>
  );
});
