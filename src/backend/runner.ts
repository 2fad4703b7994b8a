import type { Pace, TuningJobEvent } from '../api/local.ts';
import { definitionsOf } from '../api/definitions.ts';
import { whyNotStopped } from '../engine/early-stopping.ts';
import { next } from '../engine/next.ts';
import type { Action, Check, Spec, Trial } from '../engine/types.ts';
import { Clock } from './clock.ts';
import {
  finishSentence,
  NO_SUCCESS,
  signOf,
  toEngineValue,
  toSpec,
  trainingJobName,
  tunedHyperParameters,
} from './convert.ts';
import type { Definition } from './definitions.ts';
import type { Feed, Pool, Row } from './pool.ts';
import type { MetricsRecord, StopCause, TrainingJobRecord, TuningJobRecord } from './records.ts';
import type { Store, Wall } from './store.ts';

export interface RunnerDeps {
  readonly store: Store;
  readonly pool: Pool;
  readonly wall: Wall;
  /** Reads what the definitions need from the object store, once per life of the runner. */
  readonly openDefinitions: (job: TuningJobRecord) => Promise<readonly Definition[]>;
  /** Saves a model artifact and returns where; undefined if it could not be saved. */
  readonly saveArtifact: (
    job: TuningJobRecord,
    training: TrainingJobRecord,
    artifact: { name: string; text: string },
  ) => Promise<string | undefined>;
  /** Hears every event as it is logged (the headless program prints them). */
  readonly onEvent?: (job: TuningJobRecord, event: TuningJobEvent) => void;
  /** The engine; tests put JSON in between. */
  readonly decide?: typeof next;
}

type LiveTrial = Omit<Trial, 'values' | 'checks' | 'status'> & {
  values: (number | null)[];
  checks: Check[];
  status: Trial['status'];
};

interface Live {
  readonly record: TrainingJobRecord;
  readonly trial: LiveTrial;
  readonly metrics: MetricsRecord;
  readonly feed: Feed;
  readonly free: () => void;
}

/** What a running training job does next, and when (simulated seconds). */
type Step =
  | { readonly kind: 'phase'; readonly to: 'Downloading' | 'Training' | 'Completed' }
  | { readonly kind: 'row' | 'done' | 'failed' }
  | { readonly kind: 'max-runtime'; readonly limit: number }
  /** The worker has not got there yet; it will not be before `at`. */
  | { readonly kind: 'wait' };

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
  readonly #names: string[] = [];
  #live: Live[] = [];
  #definitions: readonly Definition[] = [];
  #over = false;

  constructor(job: TuningJobRecord, deps: RunnerDeps) {
    this.#job = job;
    this.#deps = deps;
    this.#spec = toSpec(job);
    this.#clock = new Clock(deps.wall, job.pace, job.elapsed);
  }

  /** Resolves when the tuning job is over. */
  async run(): Promise<void> {
    try {
      await this.#restore();
      if (this.#job.events === 0) this.#emit('TuningJobCreated', 'The tuning job was created.');
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
    this.#emit('StopRequested', 'A stop of the tuning job was requested.');
    for (const live of this.#live) this.#stop(live, { rule: 'stop-requested', scope: 'tuning-job' });
    this.#job.finish = { rule: 'stop-requested' };
    this.#end('Stopped', finishSentence(this.#job.finish));
  }

  /** StopTrainingJob: the tuning job goes on and may launch another. */
  stopTrainingJob(record: TrainingJobRecord): void {
    const live = this.#live.find((candidate) => candidate.record === record);
    if (!live || this.#over) return;
    this.#job.elapsed = this.#now();
    this.#emit('StopRequested', 'A stop of the training job was requested.', record);
    this.#stop(live, { rule: 'stop-requested', scope: 'training-job' });
    this.#decide();
    this.#clock.wake();
  }

  setPace(pace: Pace): void {
    this.#job.pace = pace;
    this.#clock.setPace(pace);
    this.#deps.store.touchTuningJob(this.#job);
  }

  /** Simulated seconds, not beyond what has been decided. */
  elapsed(): number {
    return this.#over ? this.#job.elapsed : this.#now();
  }

  async #restore(): Promise<void> {
    const { store, openDefinitions } = this.#deps;
    const [definitions, metrics] = await Promise.all([
      openDefinitions(this.#job),
      store.metricsOf(this.#job.name),
      store.eventsOf(this.#job.name),
    ]);
    this.#definitions = definitions;
    if (this.#over) return;
    for (const record of store.trainingJobsOf(this.#job.name)) {
      const held = metrics.get(record.name) ?? {
        name: record.name,
        tuningJob: record.tuningJob,
        columns: {},
        checks: [],
      };
      metrics.set(record.name, held);
      const definition = this.#definition(record.definition);
      const sign = signOf(this.#job.request, record.definition);
      const trial: LiveTrial = {
        index: record.index,
        definition: record.definition,
        configuration: record.configuration,
        status:
          ({ InProgress: 'running', Completed: 'completed', Failed: 'failed' } as const)[
            record.status as string
          ] ?? 'stopped',
        values: Array.from({ length: record.epochs }, (_, i) =>
          toEngineValue(held.columns[definition.objective]?.[i], sign),
        ),
        checks: held.checks,
      };
      this.#trials.push(trial);
      this.#names.push(record.name);
      if (trial.status === 'running') this.#goLive(record, trial, held);
    }
  }

  /** Handles the one event that comes next in simulated time, or returns to look again. */
  async #advance(): Promise<void> {
    const { maxSeconds } = this.#spec;
    let first: { live?: Live; step: Step | { kind: 'deadline' }; at: number } | undefined;
    for (const live of this.#live) {
      const { step, at } = this.#step(live);
      if (!first || at < first.at) first = { live, step, at };
    }
    if (maxSeconds !== undefined && (!first || first.at > maxSeconds))
      first = { step: { kind: 'deadline' }, at: maxSeconds };
    if (!first) throw new Error('Nothing is running and nothing is left to decide');
    const { live, step, at } = first;

    if (live && step.kind === 'wait') return live.feed.known();
    if (!(await this.#clock.until(at)) || this.#over) return;
    if (live && !this.#live.includes(live)) return;
    let artifact: string | undefined;
    if (live && step.kind === 'done') {
      const head = live.feed.peek();
      if (head?.kind === 'done')
        artifact = await this.#deps.saveArtifact(this.#job, live.record, head.artifact);
      if (this.#over || !this.#live.includes(live)) return;
    }

    this.#clock.reached(at);
    this.#job.elapsed = at;
    if (live && step.kind !== 'deadline') this.#handle(live, step, artifact);
    this.#decide();
    this.#deps.store.touchTuningJob(this.#job);
  }

  /** What `live` does next. The end of training is known once the worker has said so, at the time of the last epoch. */
  #step({ record, feed }: Live): { step: Step; at: number } {
    const { plan, transitions } = record;
    const phase = transitions.at(-1);
    if (!phase) throw new Error(`${record.name} has no status`);
    const definition = this.#definition(record.definition);
    if (phase.status === 'Starting')
      return { step: { kind: 'phase', to: 'Downloading' }, at: phase.at + plan.startup };
    if (phase.status === 'Downloading')
      return { step: { kind: 'phase', to: 'Training' }, at: phase.at + plan.download };
    if (phase.status === 'Uploading')
      return { step: { kind: 'phase', to: 'Completed' }, at: phase.at + plan.upload };

    const reported = phase.at + record.epochs * plan.epoch;
    const head = feed.peek();
    const at = head?.kind === 'row' ? phase.at + head.row.epoch * plan.epoch : reported;
    // The limit counts from the start of training, as billing does: TrainingStartTime is when downloading begins.
    const deadline = (transitions[1]?.at ?? phase.at) + definition.maxRuntime;
    if (at > deadline) return { step: { kind: 'max-runtime', limit: definition.maxRuntime }, at: deadline };
    return { step: { kind: head?.kind ?? 'wait' }, at };
  }

  #handle(live: Live, step: Step, artifact: string | undefined): void {
    switch (step.kind) {
      case 'wait':
        return;
      case 'phase':
        if (step.to === 'Completed') return this.#complete(live);
        return this.#transition(live.record, step.to);
      case 'row': {
        const head = live.feed.take();
        if (head.kind === 'row') this.#report(live, head.row);
        return;
      }
      case 'done':
        live.feed.take();
        live.free();
        if (artifact !== undefined) live.record.artifact = artifact;
        return this.#transition(live.record, 'Uploading');
      case 'failed': {
        const head = live.feed.take();
        if (head.kind !== 'failed') return;
        const reason = head.algorithmError ? head.message : `InternalServerError: ${head.message}`;
        return this.#fail(live, reason, !head.algorithmError);
      }
      case 'max-runtime':
        return this.#stop(live, { rule: 'max-runtime', limit: step.limit });
    }
  }

  #report({ record, trial, metrics }: Live, { epoch, metrics: row }: Row): void {
    for (const name of new Set([...Object.keys(metrics.columns), ...Object.keys(row)])) {
      const column = (metrics.columns[name] ??= Array.from({ length: epoch - 1 }, () => Number.NaN));
      column.push(row[name] ?? Number.NaN);
    }
    record.epochs = epoch;
    const { objective } = this.#definition(record.definition);
    trial.values.push(toEngineValue(row[objective], signOf(this.#job.request, record.definition)));
    const value = row[objective];
    if (value !== undefined && Number.isFinite(value)) record.objective = value;
    this.#deps.store.touchMetrics(metrics);
    this.#deps.store.touchTrainingJob(record);
    // JSON has no NaN: a value that is not finite is told as text.
    const finite = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, Number.isFinite(value) ? value : String(value)]),
    );
    this.#emit('Epoch', `Epoch ${epoch}: ${objective} = ${row[objective] ?? 'not emitted'}`, record, {
      Epoch: epoch,
      Metrics: finite,
    });
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

  #launch({ index, definition: place, configuration, reason }: Extract<Action, { type: 'launch' }>): void {
    const definition = this.#definition(place);
    const record: TrainingJobRecord = {
      name: trainingJobName(this.#job.name, index),
      tuningJob: this.#job.name,
      index,
      definition: place,
      configuration,
      reason,
      launchedAt: this.#job.elapsed,
      plan: definition.plan(tunedHyperParameters(configuration), this.#spec.seed, index),
      status: 'InProgress',
      transitions: [{ status: 'Starting', at: this.#job.elapsed }],
      epochs: 0,
      tags: [...this.#job.tags],
    };
    const metrics = this.#deps.store.addTrainingJob(record);
    const trial: LiveTrial = {
      index,
      definition: place,
      configuration,
      status: 'running',
      values: [],
      checks: metrics.checks,
    };
    this.#trials.push(trial);
    this.#names.push(record.name);
    this.#goLive(record, trial, metrics);
    this.#emit('TrainingJobLaunched', `Launched with ${describe(configuration)}.`, record, {
      DefinitionName: definition.name,
      TunedHyperParameters: tunedHyperParameters(configuration),
      Rule: reason.rule,
    });
  }

  #goLive(record: TrainingJobRecord, trial: LiveTrial, metrics: MetricsRecord): void {
    const definition = this.#definition(record.definition);
    const task = definition.task(
      tunedHyperParameters(record.configuration),
      this.#spec.seed,
      record.index,
      record.epochs,
    );
    const { feed, stop } = this.#deps.pool.start(task);
    this.#live.push({ record, trial, metrics, feed, free: stop });
  }

  #transition(record: TrainingJobRecord, status: 'Downloading' | 'Training' | 'Uploading'): void {
    record.transitions.push({ status, at: this.#job.elapsed });
    this.#deps.store.touchTrainingJob(record);
    this.#emit('TrainingJobStatus', `${status}.`, record, { Status: status });
  }

  #complete(live: Live): void {
    const { record, trial } = live;
    record.keep = whyNotStopped(this.#spec, trial);
    this.#leave(live, 'Completed', 'Completed');
    trial.status = 'completed';
    this.#emit('TrainingJobCompleted', `Completed after ${record.epochs} epochs.`, record, {
      Keep: record.keep,
    });
  }

  #fail(live: Live, reason: string, retryable: boolean): void {
    live.record.failureReason = reason.slice(0, 1024);
    live.record.retryable = retryable;
    this.#leave(live, 'Failed', 'Failed');
    live.trial.status = 'failed';
    this.#emit('TrainingJobFailed', live.record.failureReason, live.record);
  }

  #stop(live: Live, cause: StopCause): void {
    live.record.stop = cause;
    live.record.transitions.push({ status: 'Stopping', at: this.#job.elapsed });
    this.#leave(live, 'Stopped', cause.rule === 'max-runtime' ? 'MaxRuntimeExceeded' : 'Stopped');
    live.trial.status = 'stopped';
    this.#emit('TrainingJobStopped', stopSentence(cause), live.record, { ...cause });
  }

  /** The training job is over: frees its worker and its slot. */
  #leave(
    live: Live,
    status: 'Completed' | 'Failed' | 'Stopped',
    secondary: 'Completed' | 'Failed' | 'Stopped' | 'MaxRuntimeExceeded',
  ): void {
    live.free();
    this.#live = this.#live.filter((other) => other !== live);
    live.record.status = status;
    live.record.endedAt = this.#job.elapsed;
    live.record.transitions.push({ status: secondary, at: this.#job.elapsed });
    this.#deps.store.touchTrainingJob(live.record);
    this.#deps.store.touchMetrics(live.metrics);
  }

  #end(status: 'Completed' | 'Failed' | 'Stopped', sentence: string): void {
    this.#over = true;
    this.#job.status = status;
    this.#job.endedAt = this.#job.elapsed;
    if (status === 'Failed') this.#job.failureReason = sentence;
    this.#emit('TuningJobEnded', sentence, undefined, {
      Status: status,
      ...(this.#job.finish ? { Finish: this.#job.finish } : {}),
    });
    this.#clock.wake();
  }

  /** The clock's time, held back to the next event that is not handled yet. */
  #now(): number {
    const bound = Math.min(
      ...this.#live.map((live) => this.#step(live).at),
      this.#spec.maxSeconds ?? Number.POSITIVE_INFINITY,
    );
    return Math.max(
      this.#job.elapsed,
      Math.min(this.#clock.now(), Number.isFinite(bound) ? bound : this.#job.elapsed),
    );
  }

  #emit(
    type: TuningJobEvent['Type'],
    message: string,
    record?: TrainingJobRecord,
    detail?: Record<string, unknown>,
  ): void {
    const event = this.#deps.store.addEvent(this.#job, {
      At: this.#job.elapsed,
      Type: type,
      ...(record ? { TrainingJobName: record.name } : {}),
      Message: message,
      ...(detail ? { Detail: detail } : {}),
    });
    this.#deps.onEvent?.(this.#job, event);
  }

  #definition(place: number): Definition {
    const definition = this.#definitions[place];
    if (!definition)
      throw new Error(`The request has no definition ${place} of ${definitionsOf(this.#job.request).length}`);
    return definition;
  }

  #liveTrial(index: number): Live {
    const live = this.#live.find(({ trial }) => trial.index === index);
    if (!live) throw new Error(`${this.#names[index] ?? index} is not running`);
    return live;
  }
}

const describe = (configuration: Trial['configuration']) =>
  Object.entries(configuration)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

function stopSentence(cause: StopCause): string {
  switch (cause.rule) {
    case 'median':
      return `Stopped early at epoch ${cause.epoch}: worse than the median of ${cause.compared.length} completed training jobs.`;
    case 'hyperband':
      return `Stopped by Hyperband at epoch ${cause.epoch}: not among the best ${cause.kept} of ${cause.results.length} results at this rung.`;
    case 'max-resource':
      return `Ended at the maximum resource of ${cause.limit} epochs.`;
    case 'tuning-job-ended':
      return 'Stopped because the tuning job ended.';
    case 'stop-requested':
      return 'Stopped on request.';
    case 'max-runtime':
      return `Stopped at the maximum duration of ${cause.limit} s.`;
  }
}
