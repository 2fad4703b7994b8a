import Input, { type InputProps } from '@cloudscape-design/components/input';
import { useId } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> {
  readonly name: PathTo<V, string>;
  readonly ariaLabel: string;
  readonly placeholder?: string;
  readonly inputMode?: InputProps['inputMode'];
}

/** A text input for where the surroundings (a grid, rows of pairs) bring label and error. */
export function BareInput<V extends FieldValues>({ name, ariaLabel, placeholder, inputMode }: Props<V>) {
  // Several may share the surroundings' identity otherwise.
  const controlId = useId();
  const { value, set, leave, error } = useField<V, string>(name);
  return (
    <Input
      controlId={controlId}
      value={value}
      onChange={({ detail }) => set(detail.value)}
      onBlur={leave}
      ariaLabel={ariaLabel}
      placeholder={placeholder ?? ''}
      inputMode={inputMode ?? 'text'}
      invalid={error !== ''}
      spellcheck={false}
      autoComplete={false}
    />
  );
}
