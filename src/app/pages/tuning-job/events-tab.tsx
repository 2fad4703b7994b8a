import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Toggle from '@cloudscape-design/components/toggle';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useState } from 'react';
import { q } from '../../client.ts';
import { Empty } from '../../empty.tsx';
import { eventWords, EVENT_TEXT, type TuningJobEvent } from '../../event-words.ts';
import { formatDuration } from '../../format.ts';
import { definitionsOf, objectiveOf, shortName } from '../../jobs.ts';
import { paths } from '../../paths.ts';
import { NavLink } from '../../shell/links.tsx';
import { VirtualTable } from '../../virtual-table.tsx';
import { PaceHistory } from './pace-history.tsx';
import type { TabProps } from './tabs.tsx';

type Type = TuningJobEvent['Type'];

const PAGE = 200;
const TYPES = Object.keys(EVENT_TEXT) as Type[];
const OPTIONS = TYPES.map((value) => ({ value, label: EVENT_TEXT[value] }));
/** Epochs are by far the most; who wants them asks for them. */
const FIRST = TYPES.filter((type) => type !== 'Epoch');

/** The tuning job's log: everything that was decided, in the order in which it was. */
export function EventsTab({ job, run, selected, at }: TabProps) {
  // On a phone the words take more lines.
  const narrow = matchMedia('(width < 600px)').matches;
  const [types, setTypes] = useState<readonly Type[]>(FIRST);
  const [text, setText] = useState('');
  const [onlySelected, setOnlySelected] = useState(false);
  const [page, setPage] = useState(0);
  const seen = useCallback((from: number) => setPage(Math.floor(from / PAGE)), []);
  const contains = useDeferredValue(text.trim());
  const one = selected.at(-1);
  const base = {
    HyperParameterTuningJobName: job.HyperParameterTuningJobName,
    Types: [...types],
    ...(contains === '' ? {} : { Contains: contains }),
    ...(onlySelected && one !== undefined ? { TrainingJobName: one } : {}),
    MaxResults: PAGE,
  };
  // The page in sight and the next: what is scrolled to is there before it is seen.
  const wanted = [page, page + 1];
  const answers = useQueries({
    queries: wanted.map((each) => ({
      ...q('ListTuningJobEvents', { ...base, StartIndex: each * PAGE }),
      placeholderData: keepPreviousData,
    })),
  });
  const [first, second] = answers.map(({ data }) => data);
  const held = new Map<number, TuningJobEvent>();
  for (const [i, data] of [first, second].entries())
    for (const [j, event] of (data?.Events ?? []).entries()) held.set((page + i) * PAGE + j, event);
  const total = first?.Total ?? 0;
  const direction = objectiveOf(job, definitionsOf(job)[0]?.DefinitionName)?.Type ?? 'Minimize';

  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${total})`}
          description="Every decision of the tuning job in the order in which it was made, with the numbers behind it. Times are simulated, from its creation."
        >
          Events
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div className="filters">
          <FormField label="Find events">
            <Input
              type="search"
              value={text}
              placeholder="Text or training job"
              onChange={({ detail }) => setText(detail.value)}
            />
          </FormField>
          <FormField label="Kinds of event">
            <Multiselect
              selectedOptions={OPTIONS.filter(({ value }) => types.includes(value))}
              options={OPTIONS}
              hideTokens
              placeholder={`${types.length} of ${TYPES.length} kinds`}
              onChange={({ detail }) =>
                setTypes(TYPES.filter((type) => detail.selectedOptions.some(({ value }) => value === type)))
              }
            />
          </FormField>
        </div>
        {one !== undefined && (
          <Toggle checked={onlySelected} onChange={({ detail }) => setOnlySelected(detail.checked)}>
            Only training job {shortName(one)}
          </Toggle>
        )}
        {at !== undefined && (
          <Box variant="small">
            While a moment is replayed, the whole log stays; what came after {formatDuration(at)} is marked as
            to come.
          </Box>
        )}
        {first === undefined ? (
          <StatusIndicator type="loading">Reading the log</StatusIndicator>
        ) : total === 0 ? (
          <Empty
            why="No event to show"
            next={
              types.length === 0
                ? 'Choose at least one kind of event.'
                : 'No event matches. Take the filters back to see the whole log.'
            }
          />
        ) : (
          <VirtualTable
            label="Events"
            head={['Event', 'What and why']}
            count={total}
            rowHeight={narrow ? 124 : 64}
            height={520}
            onRange={seen}
            cells={(i) => {
              const event = held.get(i);
              if (!event) return ['', 'Loading…'];
              return [
                <EventName key="name" event={event} later={at !== undefined && event.At > at} />,
                <EventWords key="words" text={eventWords(event, direction, run?.MedianRule)} />,
              ];
            }}
          />
        )}
        {run && <PaceHistory changes={run.PaceChanges} />}
      </SpaceBetween>
    </Container>
  );
}

function EventName({ event, later }: { readonly event: TuningJobEvent; readonly later: boolean }) {
  const { At, Type: type, TrainingJobName: name } = event;
  return (
    <>
      <span className="tabular">{formatDuration(At)}</span>
      {later && ' (to come)'}
      <br />
      <strong>{EVENT_TEXT[type]}</strong>{' '}
      {name !== undefined && (
        <NavLink href={paths.trainingJob(name)} ariaLabel={`${EVENT_TEXT[type]} ${name}`}>
          {shortName(name)}
        </NavLink>
      )}
    </>
  );
}

const EventWords = ({ text }: { readonly text: string }) => (
  <span className="event-words" title={text}>
    {text}
  </span>
);
