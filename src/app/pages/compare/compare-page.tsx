import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Multiselect from '@cloudscape-design/components/multiselect';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { ValueChoice } from '../../../api/analysis.ts';
import type { RpcError } from '../../../lib/rpc.ts';
import { VALUE_TEXT } from '../../analysis.ts';
import { Subject } from '../../charts/subject.ts';
import { leftOutOf, namesOf, offAutoPair } from '../../compare.ts';
import { MOST_COMPARED } from '../../paths.ts';
import { Empty } from '../../empty.tsx';
import { allTuningJobs } from '../../queries.ts';
import { plural } from '../../format.ts';
import { explain } from '../../shell/errors.ts';
import { usePage } from '../../shell/page.tsx';
import { useDark } from '../../shell/theme.ts';
import { BestSoFarChart } from './best-so-far-chart.tsx';
import { comparedJob, type Compared } from './compared.ts';
import { CountersTable } from './counters-table.tsx';
import { CurvesChart } from './curves-chart.tsx';
import { DifferencesTable } from './differences-table.tsx';
import { lastLayout, layoutOf, rememberLayout, type Layout } from './layout.ts';
import { SavingsTable } from './savings-table.tsx';

/** Two to ten tuning jobs side by side; which, and how they are looked at, is in the address. */
export function ComparePage() {
  usePage('Compare tuning jobs');
  const [search, setSearch] = useSearchParams();
  const keep = (entries: Record<string, string>) =>
    setSearch((before) => ({ ...Object.fromEntries(before), ...entries }), {
      replace: true,
      preventScrollReset: true,
    });
  const names = useMemo(() => namesOf(search.get('jobs')), [search]);
  const leftOut = useMemo(() => leftOutOf(search.get('jobs')), [search]);
  const list = useQuery(allTuningJobs());
  const options = (list.data ?? []).map(
    ({ HyperParameterTuningJobName: value, HyperParameterTuningJobStatus, Strategy }) => ({
      value,
      label: value,
      description: `${HyperParameterTuningJobStatus}, ${Strategy}`,
      disabled: names.length >= MOST_COMPARED && !names.includes(value),
    }),
  );
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Best values, curves, counters and configurations of two to ten tuning jobs, live."
        >
          Compare tuning jobs
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <FormField
            label="Tuning jobs"
            description={`Choose 2 to ${MOST_COMPARED}. The address of this page keeps the choice.`}
            stretch
          >
            <Multiselect
              selectedOptions={names.map(
                (value) => options.find((each) => each.value === value) ?? { value, label: value },
              )}
              options={options}
              filteringType="auto"
              filteringPlaceholder="Find tuning jobs"
              filteringAriaLabel="Find tuning jobs"
              filteringResultsText={(count) => `${count} found`}
              noMatch="No tuning job has this in its name, status or strategy."
              placeholder="Choose tuning jobs"
              empty="There is no tuning job yet: run a sample or create one."
              statusType={list.isPending ? 'loading' : list.error ? 'error' : 'finished'}
              loadingText="Loading tuning jobs"
              errorText="The tuning jobs could not be read."
              recoveryText="Try again"
              onLoadItems={() => void (list.error && list.refetch())}
              deselectAriaLabel={({ label }) => `Remove ${label}`}
              selectedAriaLabel="Chosen"
              tokenLimit={MOST_COMPARED}
              onChange={({ detail }) =>
                keep({ jobs: [...detail.selectedOptions.map(({ value }) => value), ...leftOut].join(',') })
              }
            />
          </FormField>
        </Container>
        {leftOut.length > 0 && (
          <Alert
            type="warning"
            header={`${plural(leftOut.length, 'tuning job')} left out: at most ${MOST_COMPARED} are compared`}
            action={<Button onClick={() => keep({ jobs: names.join(',') })}>Dismiss</Button>}
          >
            {leftOut.join(', ')}. {leftOut.length === 1 ? 'It comes' : 'The first of them comes'} in when
            another is removed.
          </Alert>
        )}
        {names.length < 2 ? (
          <Container>
            <Empty
              why={names.length === 0 ? 'No tuning job is chosen' : 'Only one tuning job is chosen'}
              next="Choose at least two above, or tick them in the list of tuning jobs and take Actions, Compare. The sample “Caltech-256” makes a pair that differs in early stopping alone."
            />
          </Container>
        ) : (
          <Subject value={names.join(' and ')}>
            <Comparison names={names} leftOut={leftOut} search={search} keep={keep} />
          </Subject>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

interface ComparisonProps {
  readonly names: readonly string[];
  /** Those that come in when one of them is removed. */
  readonly leftOut: readonly string[];
  readonly search: URLSearchParams;
  readonly keep: (entries: Record<string, string>) => void;
}

function Comparison({ names, leftOut, search, keep }: ComparisonProps) {
  const dark = useDark();
  const combine = useCallback(
    (answers: UseQueryResult<Compared, RpcError>[]) => ({
      jobs: answers.flatMap(({ data }) => data ?? []),
      pending: answers.filter(({ isPending }) => isPending).length,
      failed: answers.flatMap(({ error }, i) => (error ? [{ name: names[i] ?? '', error }] : [])),
    }),
    [names],
  );
  const { jobs, pending, failed } = useQueries({ queries: names.map(comparedJob), combine });
  const [last] = useState(lastLayout);
  const layout = layoutOf(search, last);
  const { value, by, curves: show } = layout;
  const arrange = (change: Partial<Layout>) => {
    const next = { ...layout, ...change };
    rememberLayout(next);
    keep(next);
  };
  const pair = useMemo(() => offAutoPair(jobs.map(({ ran }) => ran)), [jobs]);
  const [off, auto] = [jobs[pair?.[0] ?? -1], jobs[pair?.[1] ?? -1]];
  const objectives = new Set(
    jobs.map(({ definition: { Objective } }) => `${Objective.Type} ${Objective.MetricName}`),
  );
  return (
    <SpaceBetween size="l">
      {failed.map(({ name, error }) => (
        <Alert
          key={name}
          type="error"
          header={`${name} could not be read: ${explain(error).cause}`}
          action={
            <Button
              onClick={() => keep({ jobs: [...names.filter((each) => each !== name), ...leftOut].join(',') })}
            >
              Remove it
            </Button>
          }
        >
          {explain(error).nextStep}
        </Alert>
      ))}
      {pending > 0 && <StatusIndicator type="loading">Reading the tuning jobs</StatusIndicator>}
      {objectives.size > 1 && (
        <Alert type="warning" header="The objectives differ">
          {[...objectives].join(', ')}: the values stand on one axis, but one cannot be said to be better than
          another.
        </Alert>
      )}
      {pending === 0 && jobs.length < 2 && (
        <Container>
          <Empty
            why={jobs.length === 0 ? 'No tuning job is left to compare' : 'One tuning job is left'}
            next="Choose at least two above that are there."
          />
        </Container>
      )}
      {jobs.length > 1 && (
        <SpaceBetween size="l">
          <FormField
            label="Value of a training job"
            description="Which of its objective values stands for it, in every figure."
          >
            <SegmentedControl
              label="Value of a training job"
              selectedId={value}
              options={ValueChoice.options.map((id) => ({
                id,
                text: VALUE_TEXT[id].charAt(0).toUpperCase() + VALUE_TEXT[id].slice(1),
              }))}
              onChange={({ detail }) => arrange({ value: ValueChoice.parse(detail.selectedId) })}
            />
          </FormField>
          {off && auto && <SavingsTable off={off} auto={auto} value={value} />}
          <BestSoFarChart
            jobs={jobs}
            value={value}
            by={by}
            onBy={(next) => arrange({ by: next })}
            dark={dark}
          />
          <CountersTable jobs={jobs} value={value} dark={dark} />
          <CurvesChart
            jobs={jobs}
            value={value}
            show={show}
            onShow={(next) => arrange({ curves: next })}
            dark={dark}
          />
          <DifferencesTable jobs={jobs} />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
