import { simulated } from '../catalog/index.ts';
import { caltech256 } from './caltech-256.ts';
import type { Surrogate, SurrogateMetric } from './surrogate.ts';

/** Where the data of simulated problems would be. */
export const SIMULATED_DATA = 's3://etude-samples/simulated/';

/** Environment variable by which a definition with a container of its own names the problem that stands in for it. */
export const SURROGATE_VARIABLE = 'ETUDE_SURROGATE';

/** A problem that can be played, with what the console shows of it. */
export interface Problem {
  readonly id: string;
  readonly title: string;
  readonly channels: readonly string[];
  readonly surrogate: Surrogate;
}

export const problems: readonly Problem[] = [
  {
    id: caltech256.id,
    title: 'Image classification on Caltech-256, after the AWS blog on early stopping',
    channels: ['train', 'validation'],
    surrogate: caltech256,
  },
  ...simulated.map(({ id, name, channels, metrics, surrogate }) => ({
    id,
    title: name,
    channels: channels
      .map((channel) => channel.name)
      .filter((channel, i) => channels[i]?.required || metrics.some((m) => m.name.startsWith(`${channel}:`))),
    surrogate,
  })),
];

/** The problem of that id. */
export const problemOf = (id: string): Problem | undefined => problems.find((problem) => problem.id === id);

/** The problem whose data lies at an address; undefined for real data. */
export function problemAt(uri: string): Problem | undefined {
  if (!uri.startsWith(SIMULATED_DATA)) return undefined;
  return problemOf(uri.slice(SIMULATED_DATA.length).split('/', 1)[0] ?? '');
}

/** An object per channel of every problem: what a training job would read, told in words. */
export const simulatedObjects: readonly {
  readonly uri: string;
  readonly body: string;
  readonly title: string;
}[] = problems.flatMap(({ id, title, channels }) =>
  channels.map((channel) => ({
    uri: `${SIMULATED_DATA}${id}/${channel}/about.json`,
    title: `Simulated: ${title}`,
    body: JSON.stringify(
      {
        simulated: true,
        problem: id,
        channel,
        note: 'No data: learning curves of training jobs that read this are simulated.',
      },
      null,
      2,
    ),
  })),
);

/**
 * A problem under the metric names of a definition of its own: the objective gets the first metric's curve turned the right
 * way, the other names the curves that follow, in order, over and over.
 */
export function renamed(
  surrogate: Surrogate,
  objective: { readonly name: string; readonly direction: 'Maximize' | 'Minimize' },
  others: readonly string[],
): Surrogate {
  // Modes are the algorithm's own; a definition that takes its curves has none of them.
  const [first, ...rest] = surrogate.metrics.map((metric): SurrogateMetric => {
    const { when: _, ...always } = metric;
    return always;
  });
  if (!first) return surrogate;
  const falls = first.best < first.start;
  const turned = falls !== (objective.direction === 'Minimize');
  const main = {
    ...first,
    name: objective.name,
    perEpoch: true,
    ...(turned ? { start: first.best, best: first.start } : {}),
  };
  const more = others
    .filter((name) => name !== objective.name)
    .map((name, i) => ({ ...(rest[i % Math.max(1, rest.length)] ?? first), name, perEpoch: true }));
  return { ...surrogate, metrics: [main, ...more] };
}
