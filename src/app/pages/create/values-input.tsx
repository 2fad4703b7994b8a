import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import { useState } from 'react';
import { joinValues, splitValues } from './text.ts';

interface Props {
  readonly values: readonly string[];
  /** The closed set to choose from; anything may be typed without it. */
  readonly from?: readonly string[] | undefined;
  readonly ariaLabel: string;
  readonly onChange: (values: string[]) => void;
  readonly onBlur: () => void;
}

/** The values of a categorical range. */
export function ValuesInput({ values, from, ariaLabel, onChange, onBlur }: Props) {
  const [typed, setTyped] = useState(() => joinValues(values));
  if (from) {
    const options = [...new Set([...from, ...values])].map((value) => ({ value, label: value }));
    return (
      <Multiselect
        selectedOptions={options.filter(({ value }) => values.includes(value))}
        options={options}
        onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ''))}
        onBlur={onBlur}
        ariaLabel={ariaLabel}
        placeholder="Choose values"
        tokenLimit={6}
        expandToViewport
        deselectAriaLabel={({ label }) => `Remove ${label}`}
      />
    );
  }
  // What was typed may hold more than the values say (a comma just begun); it shows while it still means them.
  const shown = joinValues(splitValues(typed)) === joinValues(values) ? typed : joinValues(values);
  return (
    <Input
      value={shown}
      onChange={({ detail }) => {
        setTyped(detail.value);
        onChange(splitValues(detail.value));
      }}
      onBlur={onBlur}
      ariaLabel={ariaLabel}
      placeholder="a, b, c"
      spellcheck={false}
      autoComplete={false}
    />
  );
}
