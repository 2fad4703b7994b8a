import type { FieldValues } from 'react-hook-form';
import { PairsField } from './pairs-field.tsx';
import type { PathTo } from './use-field.ts';

/** AWS's limit on tags of one resource (rules §1). */
export const MAX_TAGS = 50;

/** Keys with values; a value may be empty. */
export function TagsField<V extends FieldValues>({
  name,
}: {
  readonly name: PathTo<V, { key: string; value: string }[]>;
}) {
  return (
    <PairsField<V, 'key' | 'value'>
      name={name as PathTo<V, Record<'key' | 'value', string>[]>}
      noun="tag"
      max={MAX_TAGS}
      empty="No tags."
      columns={[
        { key: 'key', label: 'Key', placeholder: 'project' },
        { key: 'value', label: 'Value - optional', placeholder: 'churn' },
      ]}
    />
  );
}
