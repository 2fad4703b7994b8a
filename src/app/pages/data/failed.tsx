import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { explain } from '../../shell/errors.ts';

/** A query that failed, in the place of what it would have shown. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { header, cause, nextStep } = explain(error);
  return (
    <Alert type="error" header={header} action={<Button onClick={retry}>Try again</Button>}>
      {cause} {nextStep}
    </Alert>
  );
}
