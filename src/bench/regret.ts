import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import engine, { type Params, type TaskDimension } from './optimizer.ts';
import { geometricMean, median, play, type Problem, signTest } from './play.ts';

/**
 * Bayesian search on the benchmark's tasks beside the recorded runs of its peers: regret after 50 evaluations one at a
 * time; four and ten at a time against one, both after 50 evaluations and at the end of what each task is given (100 for
 * some); and CPU seconds per suggestion. The directory's own `bench.mjs` takes
 * `src/bench/optimizer.ts` as well and must come to the same medians.
 */
const USAGE =
  'npm run -s bench:regret -- [directory of the benchmark] [--seeds n] [--only regret|parallel|time]';

/** Evaluations after which the regret is compared. */
const AT = 50;
const CONTROL = 'optuna_random';

interface Tasks {
  readonly SPEC: { readonly tasks: Readonly<Record<string, { readonly n: number }>> };
  readonly Task: new (name: string) => Problem & { readonly sigma: number };
  readonly duration: (seed: number, k: number) => number;
  readonly unif: (...keys: readonly number[]) => number;
  readonly fromUnit: (dimension: TaskDimension, u: number) => number | string;
}
interface Peers {
  readonly seq: Readonly<Record<string, Readonly<Record<string, Recorded>>>>;
  readonly time: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}
interface Recorded {
  readonly n: number;
  readonly seeds: readonly number[];
  /** Per seed, [evaluation, best true value so far] wherever it changed. */
  readonly traj: readonly (readonly (readonly [number, number])[])[];
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seeds: { type: 'string', default: '15' }, only: { type: 'string' } },
  });
  const seeds = Number(values.seeds);
  if (positionals.length > 1 || !Number.isInteger(seeds) || seeds < 1) throw new Error(USAGE);
  const directory = resolve(positionals[0] ?? '../shared/bench');
  const tasks = (await import(pathToFileURL(`${directory}/tasks/tasks.mjs`).href)) as Tasks;
  const peers = JSON.parse(readFileSync(`${directory}/tasks/peers.json`, 'utf8')) as Peers;
  const wanted = (part: string) => values.only === undefined || values.only === part;
  const runs = new Map<string, number[][]>();
  const regrets: Regrets = (name, { n, workers, after = n }) => {
    const key = `${name} ${n} ${workers}`;
    const known = runs.get(key) ?? regretsOf(tasks, name, { seeds, n, workers });
    runs.set(key, known);
    return known.map((run) => run[after - 1] ?? Number.NaN);
  };
  if (wanted('regret')) regretTable(tasks, peers, seeds, regrets);
  if (wanted('parallel')) {
    parallelTable(tasks, `after ${AT} evaluations`, () => AT, regrets);
    const own = (name: string) => tasks.SPEC.tasks[name]?.n ?? AT;
    parallelTable(tasks, 'at the end of what each task is given', own, regrets);
  }
  if (wanted('time')) timeTable(tasks, peers);
}

interface Runs {
  readonly n: number;
  readonly workers: number;
  /** Evaluations after which it is looked; n if absent. */
  readonly after?: number;
}
/** Regrets on a task, one per seed, of runs of n evaluations, so many at a time. */
type Regrets = (name: string, runs: Runs) => readonly number[];

function regretTable(tasks: Tasks, peers: Peers, seeds: number, regrets: Regrets): void {
  const ratios: number[] = [];
  const rows: string[][] = [];
  for (const name of Object.keys(tasks.SPEC.tasks)) {
    const problem = new tasks.Task(name);
    const ours = regrets(name, { n: AT, workers: 1 });
    const recorded = Object.entries(peers.seq).flatMap(([peer, runs]) => {
      const run = runs[name];
      return run && run.n >= AT && run.seeds.length >= 10
        ? [{ peer, regrets: run.traj.map((trajectory) => regretAt(problem, trajectory)) }]
        : [];
    });
    const best = recorded.reduce((a, b) => (median(b.regrets) < median(a.regrets) ? b : a));
    const random = recorded.find(({ peer }) => peer === CONTROL)?.regrets ?? [];
    const pairs = ours.slice(0, random.length).map((regret, i) => regret - (random[i] ?? regret));
    const [wins, losses] = [pairs.filter((d) => d < 0).length, pairs.filter((d) => d > 0).length];
    const ratio = median(ours) / median(best.regrets);
    ratios.push(ratio);
    rows.push([
      name,
      short(median(ours)),
      `${short(median(best.regrets))} ${best.peer}`,
      short(ratio),
      `${wins}:${losses}`,
      short(signTest(wins, losses)),
    ]);
  }
  console.log(`Median simple regret after ${AT} evaluations, ${seeds} seeds`);
  table(['task', 'Bayesian', 'best recorded peer', 'ratio', 'seeds against Random', 'sign test p'], rows);
  console.log(`geometric mean of the ratios ${short(geometricMean(ratios))}\n`);
}

function parallelTable(
  tasks: Tasks,
  when: string,
  evaluations: (name: string) => number,
  regrets: Regrets,
): void {
  const together = [4, 10].map((workers) => ({
    workers,
    means: [] as number[],
    medians: [] as number[],
    late: [] as number[],
  }));
  const rows = Object.keys(tasks.SPEC.tasks).map((name) => {
    const n = evaluations(name);
    const one = regrets(name, { n, workers: 1 });
    const cells = together.flatMap(({ workers, means, medians, late }) => {
      const these = regrets(name, { n, workers });
      // Medians of runs that hit or miss a basin jump; means of logarithms do not.
      const ratio = geometricMean(these) / geometricMean(one);
      // The last of many at a time is chosen knowing no more than one at a time does so much earlier.
      const earlier = regrets(name, { n, workers: 1, after: n - workers + 1 });
      const lag = geometricMean(earlier) / geometricMean(one);
      means.push(ratio);
      medians.push(median(these) / median(one));
      late.push(lag);
      return [short(median(these)), short(ratio), short(lag)];
    });
    return [name, String(n), short(median(one)), ...cells];
  });
  console.log(
    `Four and ten at a time ${when}: median regret; over one (geometric means over seeds), and what one at a time has over itself three or nine evaluations earlier`,
  );
  table(['task', 'n', 'one', 'four', 'over one', 'earlier', 'ten', 'over one', 'earlier'], rows);
  for (const { workers, means, medians, late } of together)
    console.log(
      `${workers} at a time over one: ${short(geometricMean(means))}, by medians ${short(geometricMean(medians))}; one at a time ${workers - 1} evaluations earlier: ${short(geometricMean(late))}`,
    );
  console.log();
}

function timeTable(tasks: Tasks, peers: Peers): void {
  const name = 'hartmann6';
  const sizes = [50, 200, 500];
  const problem = new tasks.Task(name);
  const ours = sizes.map((n) => {
    const optimizer = engine(problem.space, { seed: 1, n: n + 20, workers: 1 });
    for (let i = 0; i < n; i++) {
      const params = Object.fromEntries(
        problem.space.map((dimension, k) => [
          dimension.name,
          tasks.fromUnit(dimension, tasks.unif(33, i, k)),
        ]),
      );
      optimizer.observe(params, problem.f(params));
    }
    const seconds = Array.from({ length: 15 }, () => {
      const before = process.cpuUsage();
      const params = optimizer.suggest();
      optimizer.observe(params, problem.f(params));
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    });
    return { first: seconds[0] ?? 0, later: seconds.slice(1) };
  });
  console.log(`CPU seconds per suggestion on ${name}`);
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  table(
    ['', ...sizes.map(String)],
    [
      ['Bayesian, median', ...ours.map(({ later }) => short(median(later)))],
      ['Bayesian, mean with refits', ...ours.map(({ later }) => short(mean(later)))],
      ['Bayesian, first on its own', ...ours.map(({ first }) => short(first))],
      ...Object.entries(peers.time[name] ?? {}).map(([peer, seconds]) => [
        peer,
        ...sizes.map((n) => (seconds[n] === undefined ? '–' : short(seconds[n]))),
      ]),
    ],
  );
}

function regretsOf(
  tasks: Tasks,
  name: string,
  { seeds, n, workers }: { readonly seeds: number; readonly n: number; readonly workers: number },
): number[][] {
  const task = new tasks.Task(name);
  const { space, fopt, floor } = task;
  const problem: Problem = {
    name,
    space,
    fopt,
    floor,
    n,
    f: (params: Params) => task.f(params),
    observe: (params, seed, k) => task.observe(params, seed, k),
  };
  return Array.from({ length: seeds }, (_, seed) => {
    const optimizer = engine(space, { seed, n, workers });
    return play(problem, { optimizer, seed, workers, duration: tasks.duration });
  });
}

function regretAt({ fopt, floor }: Problem, trajectory: readonly (readonly [number, number])[]): number {
  const last = trajectory.findLast(([evaluation]) => evaluation <= AT);
  return Math.max(floor, (last?.[1] ?? Number.NaN) - fopt);
}

function short(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toPrecision(3);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)));
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0)))
        .join('  '),
    );
  console.log();
}

await main();
