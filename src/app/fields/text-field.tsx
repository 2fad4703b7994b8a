import Input, { type InputProps } from '@cloudscape-design/components/input';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> extends FrameProps {
  readonly name: PathTo<V, string>;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly inputMode?: InputProps['inputMode'];
}

/** One line of text. */
export function TextField<V extends FieldValues>({
  name,
  placeholder,
  disabled,
  inputMode,
  ...frame
}: Props<V>) {
  const { value, set, leave, error } = useField<V, string>(name);
  return (
    <Frame {...frame} name={name} error={error}>
      <Input
        value={value}
        onChange={({ detail }) => set(detail.value)}
        onBlur={leave}
        placeholder={placeholder ?? ''}
        disabled={disabled ?? false}
        inputMode={inputMode ?? 'text'}
        spellcheck={false}
        autoComplete={false}
      />
    </Frame>
  );
}

/**
 * A number kept as the text that was typed, so that a blank stays blank and nothing is rounded away; a wheel or an
 * arrow key does not change it.
 */
export function NumberTextField<V extends FieldValues>(props: Omit<Props<V>, 'inputMode'>) {
  return <TextField<V> {...props} inputMode="decimal" />;
}
