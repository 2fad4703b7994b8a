import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useId, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { ValueChoice } from '../../../../api/analysis.ts';
import { tuningJobEnded } from '../../../../api/can.ts';
import type { RpcError } from '../../../../lib/rpc.ts';
import {
  analysedOf,
  PROGRESS,
  PROGRESS_TEXT,
  VALUE_TEXT,
  type Analysed,
  type AnalysedDefinition,
} from '../../../analysis.ts';
import styles from '../../../charts/chart-card.module.css';
import { call, q } from '../../../client.ts';
import { plural } from '../../../format.ts';
import { Empty } from '../../../empty.tsx';
import type { TuningJob, TuningJobRun } from '../../../jobs.ts';
import { noValues } from '../../../no-values.ts';
import { explain } from '../../../shell/errors.ts';
import { useDark } from '../../../shell/theme.ts';
import { useSettled } from '../use-moment.ts';
import type { Selection } from '../use-view.ts';
import { BestSoFarCard } from './best-so-far-card.tsx';
import { DurationCard } from './duration-card.tsx';
import { ImportanceCard } from './importance-card.tsx';
import { ModelCard } from './model-card.tsx';
import { DistributionCard, RankCard } from './order-cards.tsx';
import { bestOf, metricLabel, type Picture, valueAxisOf } from './picture.ts';
import { ParallelCard } from './parallel-card.tsx';
import { PARALLEL_KEYS } from './parallel-view.ts';
import { PlotChoice, PlotPlace } from './plot-choice.tsx';
import { readPlots } from './plots.ts';
import { SliceCard } from './slice-card.tsx';
import { SurfaceCard } from './surface-card.tsx';
import { TimelineCard } from './timeline-card.tsx';

interface AnalysisTabProps extends Selection {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  /** A moment that is replayed, in simulated seconds. */
  readonly at: number | undefined;
}

interface Analysis {
  readonly definitions: readonly AnalysedDefinition[];
  readonly rows: readonly Analysed[];
}

/** What is drawn: the definitions, and every training job. One query, so that both are of one moment. */
function analysedJob(name: string, at: number | undefined) {
  const input = { HyperParameterTuningJobName: name, ...(at === undefined ? {} : { AtSeconds: at }) };
  return queryOptions({
    queryKey: ['DescribeTuningJobAnalysis', input, 'analysed'] as const,
    staleTime: Number.POSITIVE_INFINITY,
    // A replay leaves hundreds of moments behind.
    gcTime: at === undefined ? 300_000 : 5_000,
    retry: (count, error: RpcError) => error.code === 'BackendMoved' && count < 3,
    structuralSharing: false,
    // From moment to moment of one tuning job, never from one tuning job to another.
    placeholderData: (before: Analysis | undefined, query) =>
      query?.queryKey[1].HyperParameterTuningJobName === name ? before : undefined,
    queryFn: async (): Promise<Analysis> => {
      const [analysis, timeline] = await Promise.all([
        call('DescribeTuningJobAnalysis', input),
        call('DescribeTuningJobTimeline', input),
      ]);
      return { definitions: analysis.Definitions, rows: analysedOf(analysis, timeline) };
    },
  });
}

/** Every training job of a tuning job in a dozen pictures; what is selected in one is selected in all. */
export function AnalysisTab({ job, run, at, selected, onSelect }: AnalysisTabProps) {
  const [search, setSearch] = useSearchParams();
  const valueId = useId();
  const analysis = useQuery(analysedJob(job.HyperParameterTuningJobName, at));
  const keep = useCallback(
    (entries: Readonly<Record<string, string>>) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [key, text] of Object.entries(entries))
            if (text === '') next.delete(key);
            else next.set(key, text);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  const value = ValueChoice.options.find((each) => each === search.get('value')) ?? 'Last';
  if (analysis.error) {
    const { header, cause, nextStep } = explain(analysis.error);
    const again = () => void analysis.refetch();
    return (
      <Alert type="error" header={header} action={<Button onClick={again}>Try again</Button>}>
        {cause} {nextStep}
      </Alert>
    );
  }
  if (!analysis.data) return <StatusIndicator type="loading">Reading the training jobs</StatusIndicator>;
  const { definitions, rows } = analysis.data;
  const asked = Number(search.get('definition') ?? 0);
  const place = definitions[asked] ? asked : 0;
  const definition = definitions[place];
  if (!definition) return <Box>This tuning job has no training job definition.</Box>;
  const names = definitions.map(({ DefinitionName }, i) => ({
    value: String(i),
    label: DefinitionName ?? `Definition ${i + 1}`,
  }));

  return (
    <SpaceBetween size="l">
      <SpaceBetween direction="horizontal" size="l" alignItems="end">
        <FormField
          label={<span id={valueId}>Value of a training job</span>}
          description="Which of its objective values stands for it, in every chart."
        >
          <SegmentedControl
            // By reference: a label of its own would be shown a second time in narrow windows.
            ariaLabelledby={valueId}
            selectedId={value}
            options={ValueChoice.options.map((id) => ({ id, text: capital(VALUE_TEXT[id]) }))}
            onChange={({ detail }) => keep({ value: detail.selectedId })}
          />
        </FormField>
        {definitions.length > 1 && (
          <FormField label="Training job definition" description="The timeline shows all of them.">
            <Select
              selectedOption={names[place] ?? null}
              options={names}
              onChange={({ detail }) =>
                // Another definition tunes other hyperparameters: what was chosen among those of this one goes.
                keep({
                  ...Object.fromEntries(OF_DEFINITION.map((key) => [key, ''])),
                  definition: detail.selectedOption.value ?? '0',
                })
              }
            />
          </FormField>
        )}
        {selected.length > 0 && (
          <Box>
            {plural(selected.length, 'training job')} selected{' '}
            <Button variant="inline-link" onClick={() => onSelect([])}>
              Clear selection
            </Button>
          </Box>
        )}
      </SpaceBetween>
      <Charts
        key={place}
        {...{ job, run, at, definition, place, value, selected, onSelect, search, keep }}
        all={rows}
      />
    </SpaceBetween>
  );
}

/** What the address keeps of one definition's hyperparameters. */
const OF_DEFINITION = [...PARALLEL_KEYS, 'across', 'upwards', 'along'] as const;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface ChartsProps extends AnalysisTabProps, Pick<Picture, 'definition' | 'value'> {
  readonly all: readonly Analysed[];
  /** Of the definition. */
  readonly place: number;
  readonly search: URLSearchParams;
  readonly keep: (entries: Readonly<Record<string, string>>) => void;
}

function Charts({
  job,
  run,
  at,
  all,
  definition,
  place,
  value,
  selected,
  onSelect,
  search,
  keep,
}: ChartsProps) {
  const dark = useDark();
  const direction = definition.Objective.Type;
  const onPick = useCallback(
    (id: string) =>
      onSelect((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id])),
    [onSelect],
  );
  const rows = useMemo(() => all.filter((row) => row.definition === place), [all, place]);
  const valueLabel = metricLabel(definition, value);
  const valueAxis = useMemo(
    () =>
      valueAxisOf(
        valueLabel,
        rows.flatMap(({ values }) => (values ? [values[value]] : [])),
      ),
    [rows, value, valueLabel],
  );
  const best = useMemo(() => bestOf(rows, value, direction), [rows, value, direction]);
  const picture: Picture = {
    definition,
    rows,
    value,
    direction,
    valueLabel,
    valueAxis,
    best,
    dark,
    selected,
    onSelect,
    onPick,
    none: noValues(job, run),
  };

  const plots = search.get('plots');
  const shown = useMemo(() => readPlots(plots), [plots]);
  const parameters = definition.HyperParameters;
  const nameOr = (key: string, otherwise: number) =>
    parameters.find(({ Name }) => Name === search.get(key))?.Name ?? parameters[otherwise]?.Name ?? '';
  const [x, y, along] = [nameOr('across', 0), nameOr('upwards', 1), nameOr('along', 0)];
  // The models take a moment to make: while the slider moves they stay as they were.
  const settled = useSettled(at);
  const subject = {
    HyperParameterTuningJobName: job.HyperParameterTuningJobName,
    Definition: place,
    Value: value,
    ...(settled === undefined ? {} : { AtSeconds: settled }),
  };
  const importance = useQuery({
    ...q('DescribeHyperparameterImportance', subject),
    placeholderData: keepPreviousData,
    enabled: shown.includes('importance') || shown.includes('slices'),
  });
  const surface = useQuery({
    ...q('DescribeHyperparameterSurface', { ...subject, X: x, Y: y }),
    placeholderData: (before, query) =>
      query?.queryKey[1].X === x && query.queryKey[1].Y === y ? before : undefined,
    enabled: parameters.length > 1 && x !== y && shown.includes('contour'),
  });
  const model = useQuery({
    ...q('DescribeModelView', { ...subject, HyperParameter: along }),
    placeholderData: (before, query) =>
      query?.queryKey[1].HyperParameter === along && query.queryKey[1].Value === value ? before : undefined,
    enabled: along !== '' && shown.includes('model'),
  });
  const ended = tuningJobEnded(job.HyperParameterTuningJobStatus);
  const means = new Map(importance.data?.HyperParameters.map(({ Name, Mean }) => [Name, Mean]));
  const by = PROGRESS.find((each) => each === search.get('by')) ?? 'jobs';

  return (
    <SpaceBetween size="l">
      <PlotChoice shown={shown} onChange={(plots) => keep({ plots })} />
      {shown.length === 0 && (
        <Container>
          <Empty why="No chart is shown" next="Choose some above." />
        </Container>
      )}
      <div className={styles['grid']}>
        <PlotPlace id="best" shown={shown}>
          <BestSoFarCard
            picture={picture}
            title="Best so far"
            by={by === 'seconds' ? 'jobs' : by}
            controls={
              <SegmentedControl
                label="Best so far against"
                selectedId={by === 'seconds' ? 'jobs' : by}
                options={PROGRESS.filter((id) => id !== 'seconds').map((id) => ({
                  id,
                  text: PROGRESS_TEXT[id].replace(/ \(.*/, ''),
                }))}
                onChange={({ detail }) => keep({ by: detail.selectedId })}
              />
            }
          />
        </PlotPlace>
        <PlotPlace id="seconds" shown={shown}>
          <BestSoFarCard picture={picture} title="Best value against consumed seconds" by="seconds" />
        </PlotPlace>
        <PlotPlace id="importance" shown={shown}>
          <ImportanceCard answer={importance.data} valueLabel={valueLabel} ended={ended} dark={dark} />
        </PlotPlace>
        <PlotPlace id="duration" shown={shown}>
          <DurationCard picture={picture} />
        </PlotPlace>
        {shown.includes('slices') &&
          parameters.map((parameter, i) => {
            const card = (
              <SliceCard picture={picture} parameter={parameter} mean={means.get(parameter.Name)} />
            );
            return i === 0 ? (
              <PlotPlace key={parameter.Name} id="slices" shown={shown}>
                {card}
              </PlotPlace>
            ) : (
              <div key={parameter.Name}>{card}</div>
            );
          })}
        <PlotPlace id="parallel" shown={shown} wide>
          <ParallelCard picture={picture} search={search} keep={keep} />
        </PlotPlace>
        <PlotPlace id="contour" shown={shown}>
          <SurfaceCard
            picture={picture}
            x={x}
            y={y}
            onAxes={(axes) => keep({ across: axes.x, upwards: axes.y })}
            answer={surface.data}
            ended={ended}
          />
        </PlotPlace>
        <PlotPlace id="model" shown={shown}>
          <ModelCard
            picture={picture}
            along={along}
            onAlong={(name) => keep({ along: name })}
            answer={model.data}
            ended={ended}
            strategy={job.HyperParameterTuningJobConfig.Strategy}
          />
        </PlotPlace>
        <PlotPlace id="rank" shown={shown}>
          <RankCard picture={picture} />
        </PlotPlace>
        <PlotPlace id="edf" shown={shown}>
          <DistributionCard picture={picture} />
        </PlotPlace>
        <PlotPlace id="timeline" shown={shown} wide>
          <TimelineCard rows={all} {...{ dark, selected, onSelect, onPick }} />
        </PlotPlace>
      </div>
    </SpaceBetween>
  );
}
