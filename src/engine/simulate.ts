import { apply, endedOf } from './apply.ts';
import { next } from './next.ts';
import type { Action, FinishReason, Spec, Trial } from './types.ts';

export type Launch = Extract<Action, { type: 'launch' }>;

/** What a training job would do if nobody stopped it. */
export interface Course {
  /** Objective after each epoch, minimised. */
  readonly values: readonly (number | null)[];
  /** Simulated seconds an epoch takes, above 0. */
  readonly epochSeconds: number;
  /** Simulated seconds before the instances are up, and then before the first epoch begins. */
  readonly startSeconds?: number;
  readonly downloadSeconds?: number;
  /** It fails where the epoch after its last value would have ended, instead of completing with its last value. */
  readonly fails?: boolean;
  /**
   * What becomes of it so many seconds after its last value. Then the last epoch is judged like every other, as in a real
   * run, where the model is still to be uploaded; without `end` a training job completes together with its last value.
   */
  readonly end?: { readonly status: 'completed' | 'failed' | 'stopped'; readonly seconds: number };
}

/** What each launched trial would do; depends on its argument alone. */
export type Objective = (launch: Launch) => Course;

/** What happened, at which simulated second: the engine's actions, and the reports between them. */
export type LogEntry = { readonly time: number } & (
  | { readonly type: 'report'; readonly trial: number; readonly epoch: number; readonly value: number | null }
  | { readonly type: 'end'; readonly trial: number; readonly status: 'completed' | 'failed' | 'stopped' }
  | Action
);

export interface Played {
  readonly log: readonly LogEntry[];
  readonly trials: readonly Trial[];
  readonly finish: FinishReason;
  /** Simulated seconds until `finish`. */
  readonly elapsed: number;
}

/**
 * Plays a whole tuning job in memory: an event heap for the training jobs, a virtual clock for time.
 *
 * @param decide stands in for `next`, for tests that look over its shoulder
 * @throws when a trial's course is empty without failing, or when the job never ends
 */
export function simulate(spec: Spec, course: Objective, decide: typeof next = next): Played {
  const log: LogEntry[] = [];
  const courses: { course: Course; begun: number }[] = [];
  const due = new EventHeap();
  let trials: readonly Trial[] = [];
  let time = 0;
  for (;;) {
    for (const action of decide(spec, trials, time)) {
      log.push({ time, ...action });
      trials = apply(trials, [action]);
      if (action.type === 'finish') return { log, trials, finish: action.reason, elapsed: time };
      if (action.type === 'launch') {
        const started = course(action);
        const begun = time + (started.startSeconds ?? 0) + (started.downloadSeconds ?? 0);
        courses[action.index] = { course: started, begun };
        due.push({ time: dueAfter(started, begun, 0), trial: action.index });
      }
    }
    const event = due.pop();
    // The job's limit is an event of its own; a report at the very same second still counts.
    if (spec.maxSeconds !== undefined && (event === undefined || event.time > spec.maxSeconds)) {
      if (time >= spec.maxSeconds) throw new Error('The tuning job did not end at its time limit.');
      time = spec.maxSeconds;
      if (event !== undefined) due.push(event);
      continue;
    }
    if (event === undefined) throw new Error('Nothing is running, yet the tuning job does not end.');
    const trial = trials[event.trial];
    const running = courses[event.trial];
    if (trial === undefined || running === undefined) throw new Error(`There is no trial ${event.trial}.`);
    if (trial.status !== 'running') continue;
    time = event.time;
    const after = advance(trial, running.course, time, log);
    trials = trials.with(
      trial.index,
      after.status === 'running' ? after : { ...after, ended: endedOf(trials) },
    );
    if (after.status === 'running')
      due.push({ time: dueAfter(running.course, running.begun, after.values.length), trial: trial.index });
  }
}

/** When the event after `epochs` reports is due. Multiplied rather than added up, as the runner does: ties stay ties. */
function dueAfter({ values, epochSeconds, end }: Course, begun: number, epochs: number): number {
  return end !== undefined && epochs === values.length
    ? begun + epochs * epochSeconds + end.seconds
    : begun + (epochs + 1) * epochSeconds;
}

/** The trial after its next report or failure, which goes to the log. */
function advance(trial: Trial, course: Course, time: number, log: LogEntry[]): Trial {
  const epoch = trial.values.length + 1;
  if (epoch > course.values.length) {
    if (course.end !== undefined) {
      const { status } = course.end;
      log.push({ time, type: 'end', trial: trial.index, status });
      return { ...trial, status };
    }
    if (!course.fails) throw new Error('A training job needs at least one epoch to complete.');
    log.push({ time, type: 'end', trial: trial.index, status: 'failed' });
    return { ...trial, status: 'failed' };
  }
  const value = course.values[epoch - 1] ?? null;
  log.push({ time, type: 'report', trial: trial.index, epoch, value });
  const values = [...trial.values, value];
  if (epoch < course.values.length || course.fails || course.end)
    return {
      ...trial,
      values,
      ...(epoch === course.values.length && course.end?.status === 'completed' ? { trained: true } : {}),
    };
  log.push({ time, type: 'end', trial: trial.index, status: 'completed' });
  return { ...trial, values, status: 'completed' };
}

interface Event {
  readonly time: number;
  readonly trial: number;
}

/** Binary heap: earliest event first, at the same time the trial launched first. */
class EventHeap {
  readonly #events: Event[] = [];

  push(event: Event): void {
    let at = this.#events.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) break;
      at = parent;
    }
  }

  pop(): Event | undefined {
    const first = this.#events[0];
    const last = this.#events.pop();
    if (last === undefined || this.#events.length === 0) return first;
    this.#events[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const child = this.#isBefore(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfBefore(child, at)) return first;
      at = child;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const x = this.#events[a];
    const y = this.#events[b];
    if (x === undefined || y === undefined) return false;
    return x.time < y.time || (x.time === y.time && x.trial < y.trial);
  }

  #swapIfBefore(a: number, b: number): boolean {
    const x = this.#events[a];
    const y = this.#events[b];
    if (x === undefined || y === undefined || !this.#isBefore(a, b)) return false;
    this.#events[a] = y;
    this.#events[b] = x;
    return true;
  }
}
