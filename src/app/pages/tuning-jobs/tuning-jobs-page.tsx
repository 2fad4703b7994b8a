import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { lazy, Suspense, useMemo, useState } from 'react';
import { plural } from '../../format.ts';
import { explain } from '../../shell/errors.ts';
import { NoMatch } from '../../shell/no-match.tsx';
import { usePage } from '../../shell/page.tsx';
import { COLUMNS } from './columns.tsx';
import { viewed } from './filter.ts';
import { ListActions } from './list-actions.tsx';
import { useTuningJobRows } from './rows.ts';
import { SampleCards } from './sample-cards.tsx';
import { useListView, usePreferences } from './use-list-view.ts';
import { useRunSample } from './use-samples.ts';
import { NO_FILTER } from './view.ts';

/** A frame is painted after its callbacks. */
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

// They are for tuning jobs that are there: their code is sent for when those are on screen.
const Pagination = lazy(() => painted().then(() => import('@cloudscape-design/components/pagination')));
const ListFilter = lazy(async () => {
  await painted();
  return { default: (await import('./list-filter.tsx')).ListFilter };
});
const ListPreferences = lazy(async () => {
  await painted();
  return { default: (await import('./list-preferences.tsx')).ListPreferences };
});

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

/** Every tuning job. How the list is looked at stands in the address. */
export function TuningJobsPage() {
  usePage('Hyperparameter tuning jobs');
  const { rows, isPending, error, refetch } = useTuningJobRows();
  const run = useRunSample(rows.map(({ name }) => name));
  const [view, setView] = useListView();
  const [preferences, setPreferences] = usePreferences();
  const [ticked, setTicked] = useState<readonly string[]>([]);

  const found = useMemo(() => viewed(rows, view), [rows, view]);
  const pages = Math.max(1, Math.ceil(found.length / preferences.pageSize));
  const page = Math.min(view.page, pages);
  const items = found.slice((page - 1) * preferences.pageSize, page * preferences.pageSize);
  // The row as it is now, not as it was when it was ticked; one that a filter hides is not acted upon unseen.
  const selected = found.filter(({ name }) => ticked.includes(name));
  const sortingColumn = COLUMNS.find(({ id }) => id === view.sort);

  return (
    <Table
      items={items}
      empty={
        view.filter.tokens.length === 0 ? (
          <NoJobs run={run} />
        ) : (
          <NoMatch what="tuning job" onClear={() => setView({ filter: NO_FILTER })} />
        )
      }
      columnDefinitions={COLUMNS}
      columnDisplay={preferences.columns}
      trackBy="name"
      variant="full-page"
      stickyHeader
      wrapLines={preferences.wrapLines}
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setTicked(detail.selectedItems.map(({ name }) => name))}
      {...(sortingColumn && { sortingColumn })}
      sortingDescending={view.descending}
      onSortingChange={({ detail }) =>
        setView({
          sort: detail.sortingColumn.sortingField ?? view.sort,
          descending: detail.isDescending ?? false,
        })
      }
      loading={isPending}
      loadingText="Loading tuning jobs"
      ariaLabels={{
        tableLabel: 'Hyperparameter tuning jobs',
        selectionGroupLabel: 'Select tuning jobs',
        allItemsSelectionLabel: () => 'Select all tuning jobs',
        itemSelectionLabel: (_, { name }) => `Select ${name}`,
      }}
      renderAriaLive={({ totalItemsCount }) => plural(totalItemsCount ?? 0, 'tuning job')}
      totalItemsCount={found.length}
      header={
        <SpaceBetween size="m">
          <Header
            variant="h1"
            counter={
              isPending
                ? ''
                : selected.length > 0
                  ? `(${selected.length}/${rows.length})`
                  : `(${rows.length})`
            }
            description="Tuning jobs run in this browser on real data. Durations are simulated: they estimate what the same job would take on the chosen instances."
            actions={<ListActions selected={selected} run={run} onDone={() => setTicked([])} />}
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
          <Suspense fallback={<div className="list-filter-place" />}>
            <ListFilter
              rows={rows}
              filter={view.filter}
              matches={found.length}
              onChange={(filter) => setView({ filter })}
            />
          </Suspense>
        )
      }
      pagination={
        pages > 1 && (
          <Suspense>
            <Pagination
              currentPageIndex={page}
              pagesCount={pages}
              onChange={({ detail }) => setView({ page: detail.currentPageIndex })}
            />
          </Suspense>
        )
      }
      preferences={
        rows.length > 0 && (
          <Suspense>
            <ListPreferences preferences={preferences} onConfirm={setPreferences} />
          </Suspense>
        )
      }
    />
  );
}
