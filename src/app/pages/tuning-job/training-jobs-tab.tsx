import { useCollection } from '@cloudscape-design/collection-hooks';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo, useState } from 'react';
import { trainingJobCan } from '../../../api/can.ts';
import { call } from '../../client.ts';
import { plural } from '../../format.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { NoMatch } from '../../shell/no-match.tsx';
import { useTrainingCurves } from './curves.ts';
import { OBJECTIVE } from './view.ts';
import type { TabProps } from './tabs.tsx';
import { trainingJobColumns, type TrainingJobRow } from './training-job-columns.tsx';

const STATUSES = ['All', 'InProgress', 'Completed', 'Stopped', 'Failed'] as const;
const OPTIONS = STATUSES.map((value) => ({ value, label: value === 'All' ? 'Any status' : value }));
const PAGE_SIZE = 25;

export function TrainingJobsTab({
  job,
  run,
  trainingJobs,
  loading,
  selected,
  onSelect,
  epochsThen,
}: TabProps) {
  const maxResource = run?.Hyperband?.MaxResource;
  const { curves } = useTrainingCurves(job, trainingJobs, OBJECTIVE, { epochsThen });
  const epochs = useMemo(
    () => new Map(curves.map(({ id, points }) => [id, points.at(-1)?.x ?? 0])),
    [curves],
  );
  const flash = useFlash();
  const [status, setStatus] = useState(OPTIONS[0]);
  const [stopping, setStopping] = useState(false);

  const rows = useMemo(
    () =>
      trainingJobs
        .map((summary): TrainingJobRow => ({ ...summary, epochs: epochs.get(summary.TrainingJobName) }))
        .filter(({ TrainingJobStatus }) => status?.value === 'All' || TrainingJobStatus === status?.value),
    [trainingJobs, epochs, status],
  );
  const tuned = [...new Set(trainingJobs.flatMap((job) => Object.keys(job.TunedHyperParameters)))].join('\n');
  const several =
    new Set(trainingJobs.map(({ TrainingJobDefinitionName }) => TrainingJobDefinitionName)).size > 1;
  const columns = useMemo(
    () => trainingJobColumns(tuned === '' ? [] : tuned.split('\n'), several, maxResource),
    [tuned, several, maxResource],
  );

  const { items, collectionProps, filterProps, filteredItemsCount, paginationProps, actions } = useCollection(
    rows,
    {
      filtering: {
        filteringFunction: ({ TrainingJobName, TunedHyperParameters }, text) =>
          [TrainingJobName, ...Object.values(TunedHyperParameters)].some((field) =>
            field.toLowerCase().includes(text.trim().toLowerCase()),
          ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: {},
    },
  );

  const chosen = trainingJobs.filter(({ TrainingJobName }) => selected.includes(TrainingJobName));
  const stoppable =
    chosen.length > 0 && chosen.every(({ TrainingJobStatus }) => trainingJobCan.stop(TrainingJobStatus));

  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        empty={
          rows.length > 0 ? (
            <NoMatch what="training job" onClear={() => actions.setFiltering('')} />
          ) : trainingJobs.length > 0 ? (
            'No training job has this status.'
          ) : (
            'No training job has been launched yet.'
          )
        }
        columnDefinitions={columns}
        trackBy="TrainingJobName"
        wrapLines
        selectionType="multi"
        selectedItems={rows.filter(({ TrainingJobName }) => selected.includes(TrainingJobName))}
        onSelectionChange={({ detail }) =>
          onSelect(detail.selectedItems.map(({ TrainingJobName }) => TrainingJobName))
        }
        loading={loading}
        loadingText="Loading training jobs"
        ariaLabels={{
          tableLabel: 'Training jobs',
          selectionGroupLabel: 'Select training jobs',
          allItemsSelectionLabel: () => 'Select all training jobs',
          itemSelectionLabel: (_, { TrainingJobName }) => `Select ${TrainingJobName}`,
        }}
        header={
          <Header
            variant="h2"
            counter={`(${trainingJobs.length})`}
            description="Selected training jobs are highlighted in the learning curves. Durations are simulated time."
            actions={
              <Button disabled={!stoppable} onClick={() => setStopping(true)}>
                Stop
              </Button>
            }
          >
            Training jobs
          </Header>
        }
        filter={
          <div className="filters">
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Find training jobs by name or hyperparameter"
              filteringAriaLabel="Find training jobs"
              countText={plural(filteredItemsCount ?? 0, 'match', 'matches')}
            />
            <Select
              ariaLabel="Filter by status"
              selectedOption={status ?? null}
              options={OPTIONS}
              onChange={({ detail }) =>
                setStatus(OPTIONS.find(({ value }) => value === detail.selectedOption.value))
              }
            />
          </div>
        }
        pagination={rows.length > PAGE_SIZE && <Pagination {...paginationProps} />}
      />
      {stopping && (
        <Confirm
          title={`Stop ${plural(chosen.length, 'training job')}?`}
          action="Stop"
          onClose={() => setStopping(false)}
          onConfirm={async () => {
            for (const { TrainingJobName } of chosen) await call('StopTrainingJob', { TrainingJobName });
            flash.add({
              type: 'success',
              content: `${plural(chosen.length, 'training job')} asked to stop.`,
            });
          }}
        >
          They keep what they have learned so far. The tuning job goes on.
        </Confirm>
      )}
    </>
  );
}
