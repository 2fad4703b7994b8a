import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { q } from '../client.ts';
import { requestOf } from '../from-description.ts';
import type { TuningJob } from '../jobs.ts';
import { ExportDialog } from './export-dialog.tsx';

/** What can be taken along from a tuning job. */
export function ExportMenu({ job }: { readonly job: TuningJob }) {
  const { data } = useQuery(q('ListTags', { ResourceArn: job.HyperParameterTuningJobArn }));
  const [open, setOpen] = useState(false);
  return (
    <>
      <ButtonDropdown
        items={[{ id: 'request', text: 'Request as code or link' }]}
        onItemClick={() => setOpen(true)}
      >
        Export
      </ButtonDropdown>
      {open && <ExportDialog request={requestOf(job, data?.Tags ?? [])} onClose={() => setOpen(false)} />}
    </>
  );
}
