import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> extends FrameProps {
  readonly name: PathTo<V, string>;
  readonly options: AutosuggestProps.Options;
  readonly placeholder?: string;
  /** What the entry for the typed text says before it, such as “Use”. */
  readonly use?: string;
  /** What choosing a suggestion brings along; the value is set already. */
  readonly onChosen?: (value: string) => void;
}

/** Text with suggestions; any text may be typed. */
export function SuggestField<V extends FieldValues>({
  name,
  options,
  placeholder,
  use = 'Use',
  onChosen,
  ...frame
}: Props<V>) {
  const { value, set, leave, error } = useField<V, string>(name);
  return (
    <Frame {...frame} name={name} error={error}>
      <Autosuggest
        value={value}
        options={options}
        onChange={({ detail }) => set(detail.value)}
        onSelect={({ detail }) => onChosen?.(detail.value)}
        onBlur={leave}
        placeholder={placeholder ?? ''}
        enteredTextLabel={(entered) => `${use}: “${entered}”`}
        empty="Nothing to suggest"
        expandToViewport
      />
    </Frame>
  );
}
