import type { TuningJobArchive } from '../api/archive.ts';

/**
 * An exported tuning job under another name: the tuning job's own, and that of each of its training jobs wherever it is
 * spoken of (locations of models, the log, decisions). The end of a training job's name stays, so that it can be
 * recognised. Members keep their order.
 */
export function renamed(archive: TuningJobArchive, name: string): TuningJobArchive {
  const { name: before } = archive.TuningJob;
  const known = new Set(archive.TrainingJobs.map((job) => job.name));
  const spoken = new RegExp(`${before.replace(/[^a-zA-Z0-9]/g, String.raw`\$&`)}-\\d{3,}-[0-9a-f]{8}`, 'g');
  const inText = (text: string) =>
    text.replace(spoken, (job) => (known.has(job) ? name + job.slice(before.length) : job));
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, within(member)]));
  };
  const moved = within(archive) as TuningJobArchive;
  const request = { ...moved.TuningJob.request, HyperParameterTuningJobName: name };
  return {
    ...moved,
    TuningJob: { ...moved.TuningJob, name, request },
    TrainingJobs: moved.TrainingJobs.map((job) => ({ ...job, tuningJob: name })),
    Metrics: moved.Metrics.map((metrics) => ({ ...metrics, tuningJob: name })),
  };
}
