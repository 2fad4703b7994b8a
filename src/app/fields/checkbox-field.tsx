import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useField, type PathTo } from './use-field.ts';

interface Props<V extends FieldValues> {
  readonly name: PathTo<V, boolean>;
  readonly label: string;
  readonly description?: ReactNode;
  readonly disabled?: boolean;
}

/** Yes or no. */
export function CheckboxField<V extends FieldValues>({ name, label, description, disabled }: Props<V>) {
  const { value, set, error } = useField<V, boolean>(name);
  return (
    <FormField data-field={name} errorText={error}>
      <Checkbox
        checked={value}
        onChange={({ detail }) => set(detail.checked)}
        description={description}
        disabled={disabled ?? false}
      >
        {label}
      </Checkbox>
    </FormField>
  );
}
