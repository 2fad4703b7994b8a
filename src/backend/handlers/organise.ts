import { tuningJobEnded } from '../../api/can.ts';
import { definitionsOf } from '../../api/definitions.ts';
import type { TuningJobOverview } from '../../api/organise.ts';
import { type Context, needTuningJob } from '../context.ts';
import { timeAt, tuningJobArn } from '../convert.ts';
import type { Handler } from '../handler.ts';
import type { TuningJobRecord } from '../records.ts';

const importedTime = ({ importedAt }: TuningJobRecord) =>
  importedAt === undefined ? {} : { ImportedTime: new Date(importedAt) };

/**
 * Overviews of ended tuning jobs: of these only tags and the note still change. With them a list of 1,000 is made by looking
 * at those that run.
 */
const ended = new WeakMap<
  TuningJobRecord,
  Pick<TuningJobRecord, 'tags'> & { readonly note: string | undefined; readonly overview: TuningJobOverview }
>();

function overview(context: Context, job: TuningJobRecord): TuningJobOverview {
  const held = ended.get(job);
  if (held && held.tags === job.tags && held.note === job.note) return held.overview;
  const made = overviewNow(context, job);
  if (tuningJobEnded(job.status)) ended.set(job, { tags: job.tags, note: job.note, overview: made });
  return made;
}

function overviewNow({ store, runners }: Context, job: TuningJobRecord): TuningJobOverview {
  const { statuses, best } = store.summaryOf(job);
  const config = job.request.HyperParameterTuningJobConfig;
  const definitions = definitionsOf(job.request);
  const objective = best && definitions[best.definition]?.objective;
  const { MaxNumberOfTrainingJobs } = config.ResourceLimits;
  return {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: tuningJobArn(job.name),
    HyperParameterTuningJobStatus: job.status,
    Strategy: config.Strategy,
    CreationTime: timeAt(job, 0),
    ElapsedSeconds: job.endedAt ?? runners.get(job.name)?.elapsed() ?? job.elapsed,
    TrainingJobStatusCounters: statuses,
    ...(MaxNumberOfTrainingJobs === undefined ? {} : { MaxNumberOfTrainingJobs }),
    ...(!best || !objective
      ? {}
      : {
          Best: { TrainingJobName: best.name, MetricName: objective.MetricName, Value: best.objective },
        }),
    Objectives: definitions.map((each) => each.objective),
    Tags: job.tags,
    HasNote: job.note !== undefined,
    ...importedTime(job),
  };
}

export const listTuningJobOverviews: Handler<'ListTuningJobOverviews'> = async (context) => ({
  TuningJobs: [...context.store.tuningJobs.values()]
    .filter(({ deleted }) => !deleted)
    .sort((a, b) => b.createdAt - a.createdAt)
    .map((job) => overview(context, job)),
});

export const describeTuningJobNote: Handler<'DescribeTuningJobNote'> = async (context, input) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  return { Note: job.note ?? '', ...importedTime(job) };
};

export const setTuningJobNote: Handler<'SetTuningJobNote'> = async (context, { Note, ...input }) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  if (Note.trim() === '') delete job.note;
  else job.note = Note;
  context.store.touchTuningJob(job);
  await context.store.flush();
  return {};
};
