/** Every address of the console. Names are encoded, so any job name or prefix is safe in them. */
export const TUNING_JOB_TABS = [
  'best',
  'training-jobs',
  'curves',
  'analysis',
  'events',
  'what-if',
  'rehearsal',
  'definitions',
  'configuration',
  'tags',
] as const;
export type TuningJobTab = (typeof TUNING_JOB_TABS)[number];

/** As many as there are colours. */
export const MOST_COMPARED = 10;

const withQuery = (path: string, entries: Readonly<Record<string, string | undefined>>) => {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) query.set(key, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
};

export const paths = {
  tuningJobs: () => '/tuning-jobs',
  /** The wizard, empty or filled from a tuning job (`clone`) or a ready sample (`sample`, an id of samples.ts). */
  create: (from: { clone?: string; sample?: string } = {}) => withQuery('/tuning-jobs/create', from),
  /** The wizard with the values of a training job: fixed, or in the middle of ranges. */
  createFromTrainingJob: (clone: string, trainingJob: string, values: 'static' | 'centre') =>
    withQuery('/tuning-jobs/create', { clone, 'training-job': trainingJob, values }),
  /**
   * The wizard on data of one's own: the folder of its channels, how many classes its label has (0: a quantity) and its
   * columns without the label.
   */
  createOnData: (data: { folder: string; classes: number; features: number }) =>
    withQuery('/tuning-jobs/create', {
      data: data.folder,
      classes: String(data.classes),
      features: String(data.features),
    }),
  /** A request or an exported tuning job from elsewhere; a share link has the request in its fragment. */
  importRequest: () => '/tuning-jobs/import',
  tuningJob: (name: string, tab?: TuningJobTab) =>
    `/tuning-jobs/${encodeURIComponent(name)}${tab === undefined ? '' : `/${tab}`}`,
  trainingJob: (name: string) => `/training-jobs/${encodeURIComponent(name)}`,
  /** Two to ten tuning jobs side by side. */
  compare: (jobs: readonly string[] = []) =>
    jobs.length === 0 ? '/compare' : `/compare?jobs=${jobs.map(encodeURIComponent).join(',')}`,
  data: (bucket?: string, prefix?: string) => withQuery('/data', { bucket, prefix }),
  /** The instance catalogue with its prices. */
  instanceTypes: () => '/instance-types',
  /** Upload and preparation of the user's own data; the location is only a proposal. */
  upload: (bucket?: string, prefix?: string) => withQuery('/data/upload', { bucket, prefix }),
  /** A generated dataset; the location is only a proposal. */
  moons: (bucket?: string, prefix?: string) => withQuery('/data/moons', { bucket, prefix }),
} as const;
