import type { Pace } from '../api/local.ts';
import { endedOf } from '../engine/apply.ts';
import { whyNotStopped } from '../engine/early-stopping.ts';
import { next } from '../engine/next.ts';
import type { Action, Spec } from '../engine/types.ts';
import { Clock } from './clock.ts';
import { type Launch, recordOf } from './launch.ts';
import { signOf, toSpec, tunedHyperParameters } from './convert.ts';
import type { Definition } from './definitions.ts';
import * as lines from './lines.ts';
import {
  addLastWords,
  addRow,
  type Ending,
  enter,
  forget,
  type Live,
  type LiveObjective,
  type LiveTrial,
  noteEnd,
  notePace,
  shownSeconds,
  startAnew,
  trialOf,
} from './live.ts';
import { bestEpoch } from './outputs.ts';
import { appendLog } from './training-log.ts';
import type { Row } from './pool.ts';
import { endsWithJob } from './progress.ts';
import { interruptions } from './held.ts';
import { finishSentence, NO_SUCCESS, type Trials, trialsOf } from './receipts.ts';
import {
  emptyMetrics,
  type MetricsRecord,
  type StopCause,
  type TrainingJobRecord,
  type TuningJobRecord,
} from './records.ts';
import { CHANGED, type RunnerDeps, type Saved, STOPPED_AS } from './runner-deps.ts';
import { firstOf, limitsOf, type Step, stepOf, type Timed } from './steps.ts';

/**
 * Runs one tuning job: takes reports in simulated-time order (ties: launch order) whatever order workers deliver them
 * in, asks the engine after each, and carries out what it says. All of its state is in the store's records, so a
 * runner made anew after a reload goes on where they end.
 */
export class Runner {
  readonly #job: TuningJobRecord;
  readonly #deps: RunnerDeps;
  readonly #spec: Spec;
  readonly #clock: Clock;
  readonly #trials: LiveTrial[] = [];
  /** Signs by definition: every report asks for one. */
  readonly #signs: readonly (1 | -1)[];
  readonly #named: Trials;
  #live: Live[] = [];
  #definitions: readonly Definition[] = [];
  #over = false;

  constructor(job: TuningJobRecord, deps: RunnerDeps) {
    this.#job = job;
    this.#deps = deps;
    this.#spec = toSpec(job);
    this.#clock = new Clock(deps.wall, job.pace, shownSeconds(job));
    this.#signs = this.#spec.definitions.map((_, place) => signOf(job.request, place));
    this.#named = {
      name: (trial) => trialsOf(job, deps.store.trainingJobsOf(job.name)).name(trial),
      sign: (trial) => this.#signs[this.#trials[trial]?.definition ?? 0] ?? 1,
    };
  }

  /** Resolves when the tuning job is over. */
  async run(): Promise<void> {
    try {
      await this.#restore();
      if (this.#job.events === 0) this.#emit(lines.created(this.#job, this.#spec));
      this.#decide();
      while (!this.#over) await this.#advance();
    } catch (thrown) {
      if (this.#over) return;
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      for (const live of this.#live) this.#fail(live, `InternalServerError: ${message}`, true);
      this.#end('Failed', `InternalServerError: ${message}`);
    }
  }

  /** StopHyperParameterTuningJob: running training jobs become Stopped and keep what they have. */
  stop(): void {
    if (this.#over) return;
    this.#job.elapsed = this.#now();
    this.#job.status = 'Stopping';
    this.#emit({ Type: 'StopRequested', Message: 'A stop of the tuning job was requested.' });
    for (const live of this.#live) this.#stop(live, { rule: 'stop-requested', scope: 'tuning-job' });
    this.#job.finish = { rule: 'stop-requested' };
    this.#end('Stopped', finishSentence(this.#job.finish));
  }

  /** StopTrainingJob: the tuning job goes on and may launch another. */
  stopTrainingJob(record: TrainingJobRecord): void {
    const live = this.#live.find((candidate) => candidate.record === record);
    if (!live || this.#over) return;
    this.#job.elapsed = this.#now();
    this.#emit({ Type: 'StopRequested', Message: 'A stop of the training job was requested.' }, record);
    this.#stop(live, { rule: 'stop-requested', scope: 'training-job' });
    this.#decide();
    this.#clock.wake();
  }

  setPace(pace: Pace): void {
    this.#job.pace = pace;
    this.keepTime();
    notePace(this.#job, this.elapsed(), this.#deps.wall.now());
    this.#clock.setPace(pace);
    this.#deps.store.touchTuningJob(this.#job);
  }

  /** Simulated seconds as they are saved: what is shown does not go back when a backend takes the tuning job up again. */
  elapsed(): number {
    return shownSeconds(this.#job);
  }

  /** Puts the clock's time into the record, which is about to be saved. Nothing is ever decided by it. */
  keepTime(): void {
    if (!this.#over) this.#job.clock = this.#now();
  }

  async #restore(): Promise<void> {
    const { store, openDefinitions } = this.#deps;
    const [definitions, metrics] = await Promise.all([
      openDefinitions(this.#job),
      store.metricsOf(this.#job.name),
      store.eventsOf(this.#job.name),
    ]);
    this.#definitions = definitions;
    this.#job.inputs ??= definitions.map(({ input }) => input);
    if (this.#over) return;
    if (this.#job.events > 0) notePace(this.#job, this.elapsed(), this.#deps.wall.now(), true);
    for (const record of store.trainingJobsOf(this.#job.name)) {
      const held = metrics.get(record.name) ?? emptyMetrics(record);
      metrics.set(record.name, held);
      const trial = trialOf(record, held, this.#objective(record.definition));
      this.#trials.push(trial);
      if (trial.status === 'running') this.#goLive(record, trial, held);
    }
  }

  /** Handles the one event that comes next in simulated time, or returns to look again. */
  async #advance(): Promise<void> {
    const { maxSeconds } = this.#spec;
    // What falls on the very second of the deadline still happens, so the deadline stands last.
    const first = firstOf<{ live?: Live; step?: Step; at: number }>([
      ...this.#live.map((live) => ({ live, ...this.#step(live) })),
      ...(maxSeconds === undefined ? [] : [{ at: maxSeconds }]),
    ]);
    if (!first) throw new Error('Nothing is running and nothing is left to decide');
    const { live, step, at } = first;

    if (live && step?.kind === 'wait') return live.feed.known(step.heads);
    if (!(await this.#clock.until(at)) || this.#over) return;
    if (live && !this.#live.includes(live)) return;
    let saved: Saved = {};
    if (live && step?.kind === 'done') {
      const head = live.feed.peek();
      if (head?.kind === 'done')
        saved = await this.#deps.saveArtifact(this.#job, live.record, head.artifact, head.files ?? []);
      if (this.#over || !this.#live.includes(live)) return;
    }

    this.#clock.reached(at);
    this.#job.elapsed = at;
    if (live && step) this.#handle(live, step, saved);
    this.#decide();
    this.#deps.store.touchTuningJob(this.#job);
  }

  #step({ record, feed }: Live): Timed {
    return stepOf(record, feed, limitsOf(this.#definition(record.definition), this.#spec, record.index));
  }

  #handle(live: Live, step: Step, saved: Saved): void {
    switch (step.kind) {
      case 'wait':
        return;
      case 'phase':
        if (step.to === 'Completed') return this.#complete(live);
        return this.#transition(live.record, step.to);
      case 'row': {
        const head = live.feed.take();
        if (head.kind !== 'row') return;
        if (step.last) live.trial.trained = true;
        return this.#report(live, head.row);
      }
      case 'done':
        addLastWords(live, live.feed.take());
        this.#deps.store.touchMetrics(live.metrics);
        live.free();
        Object.assign(live.record, saved);
        return this.#transition(live.record, 'Uploading');
      case 'failed': {
        const head = live.feed.take();
        if (head.kind !== 'failed') return;
        addLastWords(live, head);
        this.#deps.store.touchMetrics(live.metrics);
        if (head.algorithmError) return this.#fail(live, head.message, false);
        const reason = `InternalServerError: ${head.message}`;
        const { retries } = this.#definition(live.record.definition);
        return (live.record.retries ?? 0) < retries
          ? this.#retry(live, reason, retries)
          : this.#fail(live, reason, true);
      }
      case 'interrupted':
        return this.#interrupt(live);
      case 'max-runtime':
      case 'max-wait':
        return this.#stop(live, { rule: step.kind, limit: step.limit });
    }
  }

  #report(live: Live, row: Row): void {
    const objective = this.#objective(live.record.definition);
    addRow(live, row, objective);
    this.#deps.store.touchMetrics(live.metrics);
    this.#deps.store.touchTrainingJob(live.record);
    this.#emit(lines.epoch(row, objective.metric), live.record);
  }

  #decide(): void {
    const decide = this.#deps.decide ?? next;
    while (!this.#over) {
      const actions = decide(this.#spec, this.#trials, this.#job.elapsed);
      if (actions.length === 0) return;
      for (const action of actions) this.#apply(action);
    }
  }

  #apply(action: Action): void {
    switch (action.type) {
      case 'launch':
        return this.#launch(action);
      case 'check': {
        const live = this.#liveTrial(action.trial);
        live.trial.checks.push(action.check);
        return;
      }
      case 'stop': {
        const live = this.#liveTrial(action.trial);
        if (action.check) live.trial.checks.push(action.check);
        return this.#stop(live, action.reason);
      }
      case 'finish':
        this.#job.finish = action.reason;
        if (action.reason.rule === 'no-success') return this.#end('Failed', NO_SUCCESS);
        return this.#end('Completed', finishSentence(action.reason));
    }
  }

  #launch(action: Launch): void {
    const definition = this.#definition(action.definition);
    const record = recordOf(this.#job, action, definition, this.#spec.seed);
    const metrics = this.#deps.store.addTrainingJob(record);
    const trial = trialOf(record, metrics, this.#objective(record.definition));
    this.#trials.push(trial);
    this.#goLive(record, trial, metrics);
    for (const line of definition.log) if (metrics.log) appendLog(metrics.log, 0, line);
    this.#emit(lines.launched(trial, record.reason, definition.name, this.#named), record);
  }

  #goLive(record: TrainingJobRecord, trial: LiveTrial, metrics: MetricsRecord): void {
    const definition = this.#definition(record.definition);
    const task = definition.task(
      tunedHyperParameters(record.configuration),
      this.#spec.seed,
      record.index,
      record.epochs,
    );
    const { feed, stop } = this.#deps.pool.start(
      this.#job.inputs?.[record.definition] === definition.input ? task : { ...task, problem: CHANGED },
    );
    this.#live.push({ record, trial, metrics, feed, free: stop });
  }

  #transition(record: TrainingJobRecord, status: Parameters<typeof enter>[1]): void {
    enter(record, status, this.#job.elapsed);
    this.#deps.store.touchTrainingJob(record);
    this.#emit(lines.status(status), record);
  }

  #complete(live: Live): void {
    live.record.keep = whyNotStopped(this.#spec, live.trial);
    this.#leave(live, { trial: 'completed', status: 'Completed', secondary: 'Completed' });
    this.#emit(lines.completed(live.record, this.#ended()), live.record);
  }

  #fail(live: Live, reason: string, retryable: boolean): void {
    live.record.failureReason = reason.slice(0, 1024);
    live.record.retryable = retryable;
    this.#leave(live, { trial: 'failed', status: 'Failed', secondary: 'Failed' });
    this.#emit(lines.failed(live.record.failureReason, retryable, this.#ended()), live.record);
  }

  /** Trains anew what the service failed: its budget and its name stay. */
  #retry(live: Live, reason: string, attempts: number): void {
    startAnew(live, this.#job.elapsed);
    this.#emit(lines.retried(live.record.retries ?? 1, attempts, reason), live.record);
    this.#trainAgain(live);
  }

  /**
   * Its instances are taken from it. From a checkpoint it goes on after the epochs it has reported, and as a learner that
   * resumes gives the same rows bit for bit, the worker need not hear of it. Without one it trains again from the start.
   */
  #interrupt(live: Live): void {
    const { record } = live;
    record.transitions.push({ status: 'Interrupted', at: this.#job.elapsed });
    const lost = !this.#definition(record.definition).spot?.resumes;
    if (lost) forget(live);
    this.#deps.store.touchTrainingJob(record);
    this.#emit(lines.interrupted(interruptions(record), record.epochs), record);
    if (lost) this.#trainAgain(live);
  }

  #trainAgain({ record, trial, metrics, free }: Live): void {
    free();
    this.#live = this.#live.filter((other) => other.record !== record);
    this.#deps.store.touchMetrics(metrics);
    this.#deps.store.touchTrainingJob(record);
    this.#goLive(record, trial, metrics);
  }

  #stop(live: Live, cause: StopCause): void {
    live.record.stop = cause;
    if (endsWithJob(cause)) live.trial.cut = true;
    live.record.transitions.push({ status: 'Stopping', at: this.#job.elapsed });
    this.#leave(live, {
      trial: cause.rule === 'max-resource' ? 'completed' : 'stopped',
      status: 'Stopped',
      secondary: STOPPED_AS[cause.rule] ?? 'Stopped',
    });
    this.#emit(lines.stopped(live.record, cause, this.#ended()), live.record);
  }

  /** The training job is over: frees its worker and its slot. */
  #leave(live: Live, ending: Ending): void {
    live.free();
    this.#live = this.#live.filter((other) => other !== live);
    noteEnd(live, ending, endedOf(this.#trials), this.#job.elapsed);
    const best = bestEpoch(this.#job, live.record, live.metrics);
    if (best !== undefined) live.record.bestEpoch = best;
    this.#deps.store.touchTrainingJob(live.record);
    this.#deps.store.touchMetrics(live.metrics);
  }

  #end(status: 'Completed' | 'Failed' | 'Stopped', sentence: string): void {
    this.#over = true;
    delete this.#job.clock;
    this.#job.status = status;
    this.#job.endedAt = this.#job.elapsed;
    if (status === 'Failed') this.#job.failureReason = sentence;
    this.#emit(lines.over(status, sentence, this.#job.finish, this.#named));
    this.#clock.wake();
  }

  /** The clock's time, held back to the next event that is not handled yet. */
  #now(): number {
    const due = this.#live.map((live) => this.#step(live).at);
    return this.#clock.between(shownSeconds(this.#job), Math.min(...due, this.#spec.maxSeconds ?? Infinity));
  }

  #emit(line: lines.Line, record?: TrainingJobRecord): void {
    const { Type, Message, Detail } = line;
    const event = this.#deps.store.addEvent(this.#job, {
      At: this.#job.elapsed,
      Type,
      ...(record ? { TrainingJobName: record.name } : {}),
      Message,
      ...(Detail ? { Detail } : {}),
    });
    this.#deps.onEvent?.(this.#job, event);
  }

  #ended(): lines.Ended {
    return { spec: this.#spec, all: this.#trials, elapsed: this.#job.elapsed, trials: this.#named };
  }

  #objective(place: number): LiveObjective {
    return { metric: this.#definition(place).objective, sign: this.#signs[place] ?? 1 };
  }

  #definition(place: number): Definition {
    const definition = this.#definitions[place];
    if (!definition) throw new Error(`The request has no definition ${place}`);
    return definition;
  }

  #liveTrial(index: number): Live {
    const live = this.#live.find(({ trial }) => trial.index === index);
    if (!live) throw new Error(`${this.#named.name(index)} is not running`);
    return live;
  }
}
