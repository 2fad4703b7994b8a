import { useEffect } from 'react';
import type { FieldError, FieldErrors, FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';

/** The `type` of an error that the service reported; the form's own rules know nothing of it. */
export const FROM_SERVICE = 'service';

/** Paths of all errors in `errors`, with the error. */
export function listErrors(errors: FieldErrors, prefix = ''): { path: string; error: FieldError }[] {
  return Object.entries(errors).flatMap(([key, value]) => {
    if (value === undefined || value === null) return [];
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return isFieldError(value) ? [{ path, error: value }] : listErrors(value as FieldErrors, path);
  });
}

const isFieldError = (value: object): value is FieldError =>
  'type' in value && typeof value.type === 'string' && 'message' in value;

/**
 * Whenever a value changes, checks again what shows an error, wherever it is: an error that mentions two fields goes
 * away by changing either. Fields without an error stay in peace. What the service said about a field stands until
 * that field itself changes.
 */
export function useMending<V extends FieldValues>({ subscribe, trigger }: UseFormReturn<V>): void {
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name, errors = {} }) => {
          const shown = listErrors(errors)
            .filter(({ path, error }) => error.type !== FROM_SERVICE || path === name)
            .map(({ path }) => path as FieldPath<V>);
          if (shown.length > 0) void trigger(shown);
        },
      }),
    [subscribe, trigger],
  );
}
