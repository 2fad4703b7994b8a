import Box from '@cloudscape-design/components/box';
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
import { dropDraft, loadDraft, START, type Draft } from './draft.ts';
import type { CreateForm } from './form.ts';
import { fromRequest } from './from-request.ts';
import { blankWarmStart } from './slices/warm-start.ts';

/** The wizard: empty, or filled from a tuning job (`?clone=<name>`) or a ready sample (`?sample=<id>`). */
export function CreatePage() {
  usePage('Create hyperparameter tuning job');
  const [params] = useSearchParams();
  const clone = params.get('clone');
  const sample = params.get('sample');
  const source = clone !== null ? `clone:${clone}` : sample !== null ? `sample:${sample}` : 'new';
  const [round, setRound] = useState(0);
  return (
    <Opening
      key={`${source} ${round}`}
      source={source}
      clone={clone}
      sample={sample}
      onStartOver={() => {
        dropDraft();
        setRound(round + 1);
      }}
    />
  );
}

interface Props {
  readonly source: string;
  readonly clone: string | null;
  readonly sample: string | null;
  readonly onStartOver: () => void;
}

/** Finds the values to start with: an earlier draft of the same, or what the address asks for. */
function Opening({ source, clone, sample, onStartOver }: Props) {
  const [earlier] = useState(() => loadDraft(source));
  const fresh = useFreshValues(clone, sample, earlier === undefined);
  const draft: Draft | undefined = earlier ?? (fresh && { source, values: fresh, place: START });
  if (!draft) {
    return (
      <Box textAlign="center" padding="xxl">
        <Spinner size="large" /> Loading
      </Box>
    );
  }
  return <CreateWizard draft={draft} restored={earlier !== undefined} onStartOver={onStartOver} />;
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
