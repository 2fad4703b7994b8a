import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { useFormContext, useFormState } from 'react-hook-form';
import type { CreateForm } from './form.ts';

/** What is wrong with a page as a whole and has no field. Nothing while nothing is. */
export function PageErrors({ name }: { readonly name: string }) {
  const { control, getFieldState } = useFormContext<CreateForm>();
  const formState = useFormState({ control });
  const message = getFieldState(name as 'settings', formState).error?.message;
  if (message === undefined || message === '') return null;
  return (
    <div data-field={name} tabIndex={-1}>
      <Box margin={{ bottom: 'l' }}>
        <Alert type="error">{String(message)}</Alert>
      </Box>
    </div>
  );
}
