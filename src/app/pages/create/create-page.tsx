import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../client.ts';
import { allTuningJobs } from '../../queries.ts';
import { SAMPLE_IDS, SAMPLES, uniqueName } from '../../samples.ts';
import { usePage } from '../../shell/page.tsx';
import { requestFromDescription } from './clone.ts';
import { CreateWizard } from './create-wizard.tsx';
import { newForm, tuningJobName } from './defaults.ts';
import { dropDraft, listDrafts, loadDraft, newDraftId, START, type Draft } from './draft.ts';
import { DraftsNotice } from './drafts-notice.tsx';
import type { CreateForm } from './form.ts';
import { fromRequest } from './from-request.ts';
import { blankWarmStart } from './slices/warm-start.ts';

/** The wizard: empty, or filled from a draft, a tuning job (`?clone=<name>`) or a ready sample (`?sample=<id>`). */
export function CreatePage() {
  usePage('Create hyperparameter tuning job');
  const [params] = useSearchParams();
  const clone = params.get('clone');
  const sample = params.get('sample');
  return <Opening key={`${clone} ${sample}`} clone={clone} sample={sample} />;
}

interface Props {
  readonly clone: string | null;
  readonly sample: string | null;
}

/** One draft after the other: the one the address names, or a new one. */
function Opening({ clone, sample }: Props) {
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState(() => ({ id: params.get('draft') ?? newDraftId(), round: 0 }));
  const open = (id: string, search: Record<string, string>) => {
    setParams(search, { replace: true });
    setOpened({ id, round: opened.round + 1 });
  };
  return (
    <OneDraft
      key={`${opened.id} ${opened.round}`}
      id={opened.id}
      clone={clone}
      sample={sample}
      onOpen={(id) => open(id, { draft: id })}
      onDiscard={() => {
        dropDraft(opened.id);
        open(newDraftId(), { ...(clone !== null && { clone }), ...(sample !== null && { sample }) });
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
function OneDraft({ id, clone, sample, onOpen, onDiscard }: OneProps) {
  const [earlier] = useState(() => loadDraft(id));
  const [others, setOthers] = useState(() => listDrafts().filter((draft) => draft.id !== id));
  const fresh = useFreshValues(clone, sample, earlier === undefined);
  const draft: Draft | undefined = earlier ?? (fresh && { id, values: fresh, place: START, savedAt: 0 });
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

function useFreshValues(
  clone: string | null,
  sample: string | null,
  enabled: boolean,
): CreateForm | undefined {
  const [today] = useState(() => new Date());
  const jobs = useQuery({ ...allTuningJobs(), enabled, throwOnError: true });
  const original = useQuery({
    queryKey: ['create-from', clone],
    enabled: enabled && clone !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    throwOnError: true,
    queryFn: async () => {
      const described = await call('DescribeHyperParameterTuningJob', {
        HyperParameterTuningJobName: clone ?? '',
      });
      const { Tags = [] } = await call('ListTags', { ResourceArn: described.HyperParameterTuningJobArn });
      return { described, Tags };
    },
  });
  if (!jobs.data) return undefined;
  const taken = jobs.data.map(({ HyperParameterTuningJobName }) => HyperParameterTuningJobName);
  if (clone !== null) {
    if (!original.data) return undefined;
    const request = requestFromDescription(original.data.described, original.data.Tags, today);
    const form = fromRequest({
      ...request,
      HyperParameterTuningJobName: uniqueName(request.HyperParameterTuningJobName, taken).slice(0, 32),
    });
    // The original is the parent one would choose, should warm start be switched on (spec seeds S2.6).
    return request.WarmStartConfig
      ? form
      : { ...form, settings: { ...form.settings, warmStart: blankWarmStart([clone]) } };
  }
  const id = SAMPLE_IDS.find((each) => each === sample);
  if (id) return fromRequest(SAMPLES[id].request(uniqueName(SAMPLES[id].name, taken)));
  return newForm(tuningJobName(today, taken));
}
