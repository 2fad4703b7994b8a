import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { ExportDialog } from '../../export/export-dialog.tsx';
import type { CreateForm } from './form.ts';
import { toRequest } from './to-request.ts';

/** The draft's request in every form it can leave in; it need not be created here first. */
export function ExportButton({ form }: { readonly form: CreateForm }) {
  const [open, setOpen] = useState(false);
  const request = CreateHyperParameterTuningJobRequest.safeParse(toRequest(form));
  return (
    <>
      <Button
        disabled={!request.success}
        disabledReason="A field is not in order yet."
        onClick={() => setOpen(true)}
      >
        Export request
      </Button>
      {open && request.success && <ExportDialog request={request.data} onClose={() => setOpen(false)} />}
    </>
  );
}
