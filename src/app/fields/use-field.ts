import {
  useController,
  useFormContext,
  type FieldPath,
  type FieldPathByValue,
  type FieldValues,
} from 'react-hook-form';
import { afterPress } from './after-press.ts';

/** Where a `T` lives in the form `V`. */
export type PathTo<V extends FieldValues, T> = FieldPathByValue<V, T>;

/**
 * Binds one value of the surrounding form. Leaving the field checks it, which can only add an error; errors go away
 * as values change (`useMending`), never on blur.
 */
export function useField<V extends FieldValues, T>(name: PathTo<V, T>) {
  const path: FieldPath<V> = name;
  const { field, fieldState } = useController<V>({ name: path });
  const { trigger } = useFormContext<V>();
  return {
    value: field.value as T,
    set: (value: T) => field.onChange(value),
    leave: () => afterPress(() => void trigger(path)),
    error: fieldState.error?.message ?? '',
  };
}
