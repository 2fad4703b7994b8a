import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { notFound } from '../../../api/errors.ts';
import { call } from '../../client.ts';
import { requestOf } from '../../from-description.ts';
import { requestFromTrainingJob, VALUES } from '../../from-training-job.ts';
import { allTuningJobs } from '../../queries.ts';
import { SAMPLE_IDS } from '../../sample-list.ts';
import { SAMPLES, uniqueName } from '../../samples.ts';
import { usePage } from '../../shell/page.tsx';
import { requestFromDescription } from './clone.ts';
import { CreateWizard } from './create-wizard.tsx';
import { newForm, tuningJobName } from './defaults.ts';
import { dropDraft, listDrafts, loadDraft, newDraftId, START, type Draft } from './draft.ts';
import { DraftsNotice } from './drafts-notice.tsx';
import { fromRequest } from './from-request.ts';
import { readOwnData } from './own-data.ts';
import { startingDefinition } from './sample-data.ts';
import { blankWarmStart } from './slices/warm-start.ts';

/**
 * The wizard: empty, or filled from a draft, a tuning job (`?clone=<name>`), one of its training jobs
 * (`&training-job=<name>&values=static|centre`), a ready sample (`?sample=<id>`) or data of one's own
 * (`?data=<folder>&classes=<number>&features=<number>`).
 */
export function CreatePage() {
  usePage('Create hyperparameter tuning job');
  const [params] = useSearchParams();
  const from = Object.fromEntries(
    ['clone', 'training-job', 'values', 'sample', 'data', 'classes', 'features'].flatMap((name) => {
      const value = params.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  return <Opening key={JSON.stringify(from)} from={from} />;
}

interface Props {
  /** What the address asks to be filled from. */
  readonly from: Readonly<Partial<Record<string, string>>>;
}

/** One draft after the other: the one the address names, or a new one. */
function Opening({ from }: Props) {
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState(() => ({ id: params.get('draft') ?? newDraftId(), round: 0 }));
  const open = (id: string, search: Props['from']) => {
    setParams(new URLSearchParams(Object.entries(search).map(([name, value]) => [name, value ?? ''])), {
      replace: true,
    });
    setOpened({ id, round: opened.round + 1 });
  };
  return (
    <OneDraft
      key={`${opened.id} ${opened.round}`}
      id={opened.id}
      from={from}
      onOpen={(id) => open(id, { draft: id })}
      onDiscard={() => {
        dropDraft(opened.id);
        open(newDraftId(), from);
      }}
    />
  );
}

interface OneProps extends Props {
  readonly id: string;
  readonly onOpen: (id: string) => void;
  readonly onDiscard: () => void;
}

/** Finds the values to start with: those of the draft, or what the address asks for. */
function OneDraft({ id, from, onOpen, onDiscard }: OneProps) {
  const [earlier] = useState(() => loadDraft(id));
  const [others, setOthers] = useState(() => listDrafts().filter((draft) => draft.id !== id));
  const fresh = useFreshStart(from, earlier === undefined);
  const draft: Draft | undefined = earlier ?? (fresh && { id, ...fresh, place: START, savedAt: 0 });
  if (!draft) {
    return (
      <Box textAlign="center" padding="xxl">
        <Spinner size="large" /> Loading
      </Box>
    );
  }
  return (
    <SpaceBetween size="m">
      {earlier === undefined && others.length > 0 && (
        <DraftsNotice
          drafts={others}
          onOpen={onOpen}
          onDiscard={(each) => {
            dropDraft(each);
            setOthers(listDrafts().filter((other) => other.id !== id));
          }}
        />
      )}
      <CreateWizard draft={draft} restored={earlier !== undefined} onDiscard={onDiscard} />
    </SpaceBetween>
  );
}

type Start = Pick<Draft, 'values' | 'origin'>;

/** What a new draft starts with; undefined while it is being read. */
function useFreshStart(from: Props['from'], enabled: boolean): Start | undefined {
  const [today] = useState(() => new Date());
  const { clone, 'training-job': trainingJob, sample } = from;
  const values = VALUES.find((each) => each === from['values']) ?? 'static';
  const jobs = useQuery({ ...allTuningJobs(), enabled, throwOnError: true });
  const original = useQuery({
    queryKey: ['create-from', clone, trainingJob],
    enabled: enabled && clone !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    throwOnError: true,
    queryFn: () => readOriginal(clone ?? '', trainingJob),
  });
  if (!jobs.data) return undefined;
  const taken = jobs.data.map(({ HyperParameterTuningJobName }) => HyperParameterTuningJobName);
  if (clone !== undefined) {
    if (!original.data) return undefined;
    const { described, tags, training } = original.data;
    const request = requestFromDescription(described, tags, today);
    const started = training
      ? requestFromTrainingJob(
          request,
          training.TrainingJobDefinitionName,
          training.TunedHyperParameters,
          values,
        )
      : request;
    const form = fromRequest({
      ...started,
      HyperParameterTuningJobName: uniqueName(request.HyperParameterTuningJobName, taken),
    });
    // The original is the parent one would choose, should warm start be switched on (spec seeds S2.6).
    const offered = request.WarmStartConfig ? form.settings.warmStart : blankWarmStart([clone]);
    return {
      values: { ...form, settings: { ...form.settings, warmStart: offered } },
      origin: { title: `tuning job ${clone}`, form: fromRequest(requestOf(described, tags)) },
    };
  }
  const id = SAMPLE_IDS.find((each) => each === sample);
  if (!id) {
    const data = readOwnData(from);
    const blank = newForm(tuningJobName(today, taken));
    return { values: data ? { ...blank, definitions: [startingDefinition([], data)] } : blank };
  }
  const form = fromRequest(SAMPLES[id].request(uniqueName(SAMPLES[id].name, taken)));
  return { values: form, origin: { title: `sample ${SAMPLES[id].title}`, form } };
}

/** A tuning job as it was created, and of one of its training jobs what it was given. */
async function readOriginal(clone: string, trainingJob: string | undefined) {
  const HyperParameterTuningJobName = clone;
  const described = await call('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName });
  const { Tags: tags = [] } = await call('ListTags', { ResourceArn: described.HyperParameterTuningJobArn });
  if (trainingJob === undefined) return { described, tags, training: undefined };
  let NextToken: string | undefined;
  do {
    const page = await call('ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName,
      MaxResults: 100,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const training = page.TrainingJobSummaries.find(({ TrainingJobName }) => TrainingJobName === trainingJob);
    if (training) return { described, tags, training };
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  throw notFound('training job', trainingJob);
}
