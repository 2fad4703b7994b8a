import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { tuningJobCan } from '../../../api/can.ts';
import { call } from '../../client.ts';
import { formatTime, plural } from '../../format.ts';
import { paths } from '../../paths.ts';
import { SAMPLE_IDS, SAMPLES } from '../../samples.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';
import { useFollow } from '../../shell/links.tsx';
import { NoMatch } from '../../shell/no-match.tsx';
import { usePage } from '../../shell/page.tsx';
import { COLUMNS } from './columns.tsx';
import { useTuningJobRows, type TuningJobRow } from './rows.ts';
import { SampleCards } from './sample-cards.tsx';
import { useRunSample } from './use-samples.ts';

const PAGE_SIZE = 20;

function NoJobs({ run }: { readonly run: ReturnType<typeof useRunSample> }) {
  return (
    <Box padding={{ vertical: 'l' }} textAlign="left">
      <SpaceBetween size="m">
        <Box textAlign="center">
          <Box variant="strong">No hyperparameter tuning jobs</Box>
          <Box variant="p" color="text-body-secondary">
            Create one with the wizard, or start with a sample. Samples train in this browser on data that is
            already here; nothing leaves it.
          </Box>
        </Box>
        <SampleCards run={run} />
      </SpaceBetween>
    </Box>
  );
}

export function TuningJobsPage() {
  usePage('Hyperparameter tuning jobs');
  const follow = useFollow();
  const navigate = useNavigate();
  const flash = useFlash();
  const { rows, isPending, error, refetch } = useTuningJobRows();
  const run = useRunSample(rows.map(({ name }) => name));
  const [asking, setAsking] = useState<'stop' | 'delete'>();

  const { items, collectionProps, filterProps, filteredItemsCount, paginationProps, actions } = useCollection(
    rows,
    {
      filtering: {
        filteringFunction: ({ name, status, strategy, created }, text) =>
          [name, status, strategy, formatTime(created)].some((field) =>
            field.toLowerCase().includes(text.trim().toLowerCase()),
          ),
      },
      pagination: { pageSize: PAGE_SIZE },
      sorting: {
        defaultState: {
          sortingColumn: COLUMNS.find(({ id }) => id === 'created') ?? {},
          isDescending: true,
        },
      },
      selection: { keepSelection: true, trackBy: 'name' },
    },
  );

  // The row as it is now, not as it was when it was ticked.
  const ticked = new Set(collectionProps.selectedItems?.map(({ name }) => name));
  const selected = rows.filter(({ name }) => ticked.has(name));
  const all = (allowed: (status: TuningJobRow['status']) => boolean) =>
    selected.length > 0 && selected.every(({ status }) => allowed(status));
  const only = selected.length === 1 ? selected[0] : undefined;

  const forSelected = async (
    operation: 'StopHyperParameterTuningJob' | 'DeleteHyperParameterTuningJob',
    done: string,
  ) => {
    for (const { name } of selected) await call(operation, { HyperParameterTuningJobName: name });
    flash.add({ type: 'success', content: `${plural(selected.length, 'tuning job')} ${done}.` });
    actions.setSelectedItems([]);
  };

  return (
    <>
      <Table
        {...collectionProps}
        items={items}
        empty={
          filterProps.filteringText === '' ? (
            <NoJobs run={run} />
          ) : (
            <NoMatch what="tuning job" onClear={() => actions.setFiltering('')} />
          )
        }
        columnDefinitions={COLUMNS}
        trackBy="name"
        variant="full-page"
        stickyHeader
        wrapLines
        selectionType="multi"
        loading={isPending}
        loadingText="Loading tuning jobs"
        ariaLabels={{
          tableLabel: 'Hyperparameter tuning jobs',
          selectionGroupLabel: 'Select tuning jobs',
          allItemsSelectionLabel: () => 'Select all tuning jobs',
          itemSelectionLabel: (_, { name }) => `Select ${name}`,
        }}
        renderAriaLive={({ totalItemsCount }) => plural(totalItemsCount ?? 0, 'tuning job')}
        totalItemsCount={filteredItemsCount ?? rows.length}
        header={
          <SpaceBetween size="m">
            <Header
              variant="h1"
              counter={isPending ? '' : `(${rows.length})`}
              description="Tuning jobs run in this browser on real data. Durations are simulated: they estimate what the same job would take on the chosen instances."
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <ButtonDropdown
                    disabled={selected.length === 0}
                    items={[
                      { id: 'clone', text: 'Clone', disabled: !only },
                      { id: 'stop', text: 'Stop', disabled: !all(tuningJobCan.stop) },
                      { id: 'delete', text: 'Delete', disabled: !all(tuningJobCan.delete) },
                    ]}
                    onItemClick={({ detail }) => {
                      if (detail.id === 'clone' && only) void navigate(paths.create({ clone: only.name }));
                      if (detail.id === 'stop' || detail.id === 'delete') setAsking(detail.id);
                    }}
                  >
                    Actions
                  </ButtonDropdown>
                  <ButtonDropdown
                    items={SAMPLE_IDS.map((id) => ({ id, text: SAMPLES[id].title }))}
                    loading={run.isPending}
                    onItemClick={({ detail }) => {
                      const id = SAMPLE_IDS.find((each) => each === detail.id);
                      if (id) run.mutate(id);
                    }}
                  >
                    Run a sample
                  </ButtonDropdown>
                  <Button variant="primary" href={paths.create()} onFollow={follow}>
                    Create hyperparameter tuning job
                  </Button>
                </SpaceBetween>
              }
            >
              Hyperparameter tuning jobs
            </Header>
            {error && (
              <Alert
                type="error"
                header={`The tuning jobs could not be read: ${explain(error).cause}`}
                action={<Button onClick={() => void refetch()}>Try again</Button>}
              >
                {explain(error).nextStep}
              </Alert>
            )}
          </SpaceBetween>
        }
        filter={
          rows.length > 0 && (
            <TextFilter
              {...filterProps}
              filteringPlaceholder="Find tuning jobs by name, status, strategy or creation time"
              filteringAriaLabel="Find tuning jobs"
              countText={plural(filteredItemsCount ?? 0, 'match', 'matches')}
            />
          )
        }
        pagination={rows.length > PAGE_SIZE && <Pagination {...paginationProps} />}
      />
      {asking === 'stop' && (
        <Confirm
          title={`Stop ${plural(selected.length, 'tuning job')}?`}
          action="Stop"
          onClose={() => setAsking(undefined)}
          onConfirm={() => forSelected('StopHyperParameterTuningJob', 'asked to stop')}
        >
          Running training jobs are stopped and keep what they have learned so far. A stopped tuning job
          cannot be continued: {selected.map(({ name }) => name).join(', ')}.
        </Confirm>
      )}
      {asking === 'delete' && (
        <Confirm
          title={`Delete ${plural(selected.length, 'tuning job')}?`}
          action="Delete"
          onClose={() => setAsking(undefined)}
          onConfirm={() => forSelected('DeleteHyperParameterTuningJob', 'deleted')}
        >
          This cannot be undone: {selected.map(({ name }) => name).join(', ')}.
        </Confirm>
      )}
    </>
  );
}
