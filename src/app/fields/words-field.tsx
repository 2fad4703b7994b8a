import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> extends FrameProps {
  readonly name: PathTo<V, string[]>;
  readonly placeholder?: string;
}

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');

/** A list of words without blanks or commas, such as IDs, in one line. */
export function WordsField<V extends FieldValues>({ name, placeholder, ...frame }: Props<V>) {
  const { value, set, leave, error } = useField<V, string[]>(name);
  const [typed, setTyped] = useState(() => value.join(', '));
  // What was typed may hold more than the list says (a comma just begun); it shows while it still means the list.
  const shown = words(typed).join() === value.join() ? typed : value.join(', ');
  return (
    <Frame {...frame} name={name} error={error}>
      <Input
        value={shown}
        onChange={({ detail }) => {
          setTyped(detail.value);
          set(words(detail.value));
        }}
        onBlur={leave}
        placeholder={placeholder ?? ''}
        spellcheck={false}
        autoComplete={false}
      />
    </Frame>
  );
}
