import RadioGroup, { type RadioGroupProps } from '@cloudscape-design/components/radio-group';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> extends FrameProps {
  readonly name: PathTo<V, string>;
  readonly items: readonly RadioGroupProps.RadioButtonDefinition[];
}

/** One of a few values, all in sight. */
export function RadioField<V extends FieldValues>({ name, items, ...frame }: Props<V>) {
  const { value, set, error } = useField<V, string>(name);
  return (
    <Frame {...frame} name={name} error={error}>
      <RadioGroup value={value} items={items} onChange={({ detail }) => set(detail.value)} />
    </Frame>
  );
}
