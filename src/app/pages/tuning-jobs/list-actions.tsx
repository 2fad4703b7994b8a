import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { tuningJobCan } from '../../../api/can.ts';
import { call } from '../../client.ts';
import { plural } from '../../format.ts';
import { MOST_COMPARED, paths } from '../../paths.ts';
import { SAMPLE_IDS, SAMPLE_TEXTS } from '../../sample-list.ts';
import { useFlash } from '../../shell/flash.tsx';
import { useFollow } from '../../shell/links.tsx';
import type { TuningJobRow } from './row.ts';
import type { useRunSample } from './use-samples.ts';

// Read when they are opened.
const Confirm = lazy(async () => ({ default: (await import('../../shell/confirm.tsx')).Confirm }));
const TagsDialog = lazy(async () => ({ default: (await import('../../tags-dialog.tsx')).TagsDialog }));

interface Props {
  readonly selected: readonly TuningJobRow[];
  readonly run: ReturnType<typeof useRunSample>;
  /** What was asked for is done. */
  readonly onDone: () => void;
}

/** What can be done with the selected tuning jobs, and ways to get more of them. */
export function ListActions({ selected, run, onDone }: Props) {
  const follow = useFollow();
  const navigate = useNavigate();
  const flash = useFlash();
  const [asking, setAsking] = useState<'stop' | 'delete' | 'tags'>();
  const all = (allowed: (status: TuningJobRow['status']) => boolean) =>
    selected.length > 0 && selected.every(({ status }) => allowed(status));
  const only = selected.length === 1 ? selected[0] : undefined;
  const names = selected.map(({ name }) => name).join(', ');
  const close = () => setAsking(undefined);

  const forSelected = async (
    operation: 'StopHyperParameterTuningJob' | 'DeleteHyperParameterTuningJob',
    done: string,
  ) => {
    for (const { name } of selected) await call(operation, { HyperParameterTuningJobName: name });
    flash.add({ type: 'success', content: `${plural(selected.length, 'tuning job')} ${done}.` });
    onDone();
  };

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <ButtonDropdown
          disabled={selected.length === 0}
          items={[
            {
              id: 'clone',
              text: 'Clone',
              disabled: !only,
              disabledReason: 'Select one tuning job.',
            },
            {
              id: 'compare',
              text: 'Compare',
              disabled: selected.length < 2 || selected.length > MOST_COMPARED,
              disabledReason: `Select two to ${MOST_COMPARED} tuning jobs.`,
            },
            {
              id: 'stop',
              text: 'Stop',
              disabled: !all(tuningJobCan.stop),
              disabledReason: 'Not all of them are in progress.',
            },
            { id: 'tags', text: 'Edit tags' },
            {
              id: 'delete',
              text: 'Delete',
              disabled: !all(tuningJobCan.delete),
              disabledReason: 'Not all of them have ended. Stop them first.',
            },
          ]}
          onItemClick={({ detail }) => {
            if (detail.id === 'clone' && only) void navigate(paths.create({ clone: only.name }));
            if (detail.id === 'compare') void navigate(paths.compare(selected.map(({ name }) => name)));
            if (detail.id === 'stop' || detail.id === 'delete' || detail.id === 'tags') setAsking(detail.id);
          }}
        >
          Actions
        </ButtonDropdown>
        <ButtonDropdown
          items={SAMPLE_IDS.map((id) => ({ id, text: SAMPLE_TEXTS[id].title }))}
          loading={run.isPending}
          onItemClick={({ detail }) => {
            const id = SAMPLE_IDS.find((each) => each === detail.id);
            if (id) run.mutate(id);
          }}
        >
          Run a sample
        </ButtonDropdown>
        <Button href={paths.importRequest()} onFollow={follow}>
          Import
        </Button>
        <Button variant="primary" href={paths.create()} onFollow={follow}>
          Create hyperparameter tuning job
        </Button>
      </SpaceBetween>
      <Suspense>
        {asking === 'stop' && (
          <Confirm
            title={`Stop ${plural(selected.length, 'tuning job')}?`}
            action="Stop"
            onClose={close}
            onConfirm={() => forSelected('StopHyperParameterTuningJob', 'asked to stop')}
          >
            Running training jobs are stopped and keep what they have learned so far. A stopped tuning job
            cannot be continued: {names}.
          </Confirm>
        )}
        {asking === 'delete' && (
          <Confirm
            title={`Delete ${plural(selected.length, 'tuning job')}?`}
            action="Delete"
            typed="confirm"
            onClose={close}
            onConfirm={() => forSelected('DeleteHyperParameterTuningJob', 'deleted')}
          >
            This cannot be undone: {names}. What they trained stays in the object store.
          </Confirm>
        )}
        {asking === 'tags' && <TagsDialog of={selected} onClose={close} />}
      </Suspense>
    </>
  );
}
