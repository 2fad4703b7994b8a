import { z } from 'zod';
import { HyperParameterTuningJobObjectiveType, ParameterRanges } from '../api/parameter-ranges.ts';
import { quotas } from '../api/quotas.ts';
import { validate } from '../api/validate.ts';
import { toEngineValue, toSpace, tunedHyperParameters } from '../backend/convert.ts';
import { toFinishReceipt, toStopReceipt, type Trials } from '../backend/receipts.ts';
import { apply, endedOf } from '../engine/apply.ts';
import { next } from '../engine/next.ts';
import type { Action, FinishReason, Spec, StopReason, Trial } from '../engine/types.ts';
import { toFailure } from '../lib/rpc.ts';

const Count = z.int().min(1);
const STRATEGIES = { Random: 'random', Grid: 'grid', Bayesian: 'bayesian', Hyperband: 'hyperband' } as const;

/** The first line. `ranges` are ParameterRanges as in the API. */
export const Opening = z.strictObject({
  strategy: z.enum(['Random', 'Grid', 'Bayesian', 'Hyperband']),
  seed: z.int().min(0),
  objective: HyperParameterTuningJobObjectiveType,
  ranges: ParameterRanges,
  /** Absent: until the ranges are exhausted. */
  maxNumberOfTrainingJobs: Count.optional(),
  parallel: Count.default(1),
  /** Hyperband's epochs. Without it rungs go as far as SageMaker's largest MaxResource. */
  resource: z.strictObject({ min: Count, max: Count }).optional(),
  /** Who reports epochs wants to hear of stops, so the median rule is on unless it is turned off. */
  earlyStopping: z.enum(['Auto', 'Off']).default('Auto'),
});

const Value = z.number().nullable();
const Request = z.union([
  z.object({ suggest: z.literal(true) }),
  z.object({ observe: z.int(), value: Value }),
  z.object({ report: z.int(), epoch: Count, value: Value }),
]);

/**
 * The engine in conversation: tells what to try, hears how it went. One answer a line, none to `observe`.
 *
 * `suggest` is answered however many are under way: `parallel` is what the other side means to do, not a limit here,
 * and every strategy takes those under way into account as they are. Time plays no part.
 */
export class Conversation {
  readonly #spec: Spec;
  readonly #sign: 1 | -1;
  /** In a receipt a training job is called by its id. */
  readonly #called: Trials;
  #trials: readonly Trial[] = [];
  readonly #stops = new Map<number, StopReason>();
  #finish: FinishReason | undefined;

  /** @throws what is wrong with the first line */
  constructor(opening: unknown) {
    const { strategy, seed, objective, ranges, maxNumberOfTrainingJobs, parallel, resource, earlyStopping } =
      validate(Opening, opening);
    const space = toSpace(ranges);
    if (strategy === 'Grid' && space.some(({ kind }) => kind !== 'categorical'))
      throw new Error('Grid search takes categorical ranges only.');
    if (resource !== undefined && resource.min > resource.max)
      throw new Error('resource.min must not be above resource.max.');
    const sign = objective === 'Maximize' ? -1 : 1;
    this.#sign = sign;
    this.#called = { name: String, sign: () => sign };
    this.#spec = {
      seed,
      strategy: STRATEGIES[strategy],
      definitions: [{ space }],
      ...(maxNumberOfTrainingJobs === undefined ? {} : { maxTrials: maxNumberOfTrainingJobs }),
      maxParallel: parallel,
      earlyStopping: earlyStopping === 'Auto' ? 'median' : 'off',
      resource: resource ?? { min: 1, max: quotas.hyperbandMaxResource },
    };
  }

  /**
   * The answer to a line, or undefined if it has none.
   * @throws what is wrong with the line; the conversation goes on as if it had not been said
   */
  hear(line: unknown): object | undefined {
    const request = validate(Request, line);
    if ('suggest' in request) return this.#suggest();
    if ('report' in request) return this.#report(request.report, request.epoch, request.value);
    this.#observe(request.observe, request.value);
    return undefined;
  }

  #suggest(): object {
    // One free slot more than is in use: exactly one launch, or what ends the job.
    const launch = this.#decide(this.#running() + 1).find((action) => action.type === 'launch');
    if (launch) return { id: launch.index, hyperparameters: tunedHyperParameters(launch.configuration) };
    const reason = this.#finish && toFinishReceipt(this.#finish, this.#called);
    return { done: true, running: this.#running(), ...(reason ? { reason } : {}) };
  }

  /** Epochs left out emitted no value. */
  #report(id: number, epoch: number, value: number | null): object {
    const trial = this.#trial(id);
    const stopped = this.#stops.get(id);
    if (stopped) return this.#stop(id, stopped);
    if (trial.status !== 'running') throw new Error(`Training job ${id} has ended.`);
    const { length } = trial.values;
    if (epoch <= length) throw new Error(`Epoch ${epoch} of training job ${id} was reported already.`);
    const skipped = Array.from({ length: epoch - length - 1 }, () => null);
    const values = [...trial.values, ...skipped, this.#toEngine(value)];
    this.#trials = this.#trials.with(id, { ...trial, values });
    this.#decide(0);
    const reason = this.#stops.get(id);
    return reason ? this.#stop(id, reason) : { stop: false };
  }

  /** The training job has ended with this value, which stands in for that of its last epoch; null: it has failed. */
  #observe(id: number, value: number | null): void {
    const trial = this.#trial(id);
    if (this.#stops.has(id)) return;
    if (trial.status !== 'running') throw new Error(`Training job ${id} was observed already.`);
    const final = this.#toEngine(value);
    this.#trials = this.#trials.with(id, {
      ...trial,
      status: final === null ? 'failed' : 'completed',
      values: final === null ? trial.values : [...trial.values.slice(0, -1), final],
      ended: endedOf(this.#trials),
    });
  }

  /** Asks the engine and carries out what it says. */
  #decide(maxParallel: number): Action[] {
    if (this.#finish) return [];
    const actions = next({ ...this.#spec, maxParallel }, this.#trials, 0);
    this.#trials = apply(this.#trials, actions);
    for (const action of actions) {
      if (action.type === 'stop') this.#stops.set(action.trial, action.reason);
      if (action.type === 'finish') this.#finish = action.reason;
    }
    return actions;
  }

  #stop(id: number, reason: StopReason): object {
    return { stop: true, reason: toStopReceipt(reason, id, this.#called) };
  }

  #trial(id: number): Trial {
    const trial = this.#trials[id];
    if (trial === undefined) throw new Error(`No training job ${id} was suggested.`);
    return trial;
  }

  #running(): number {
    return this.#trials.filter(({ status }) => status === 'running').length;
  }

  #toEngine(value: number | null): number | null {
    return toEngineValue(value ?? undefined, this.#sign);
  }
}

/**
 * Speaks with whoever writes `lines`, one JSON object each; empty lines are passed over. A line that is wrong is answered with
 * `{ error, path? }` and changes nothing.
 *
 * @returns the exit code: 1 when the first line is wrong, for then there is nothing to talk about
 */
export async function converse(
  lines: AsyncIterable<string> | Iterable<string>,
  say: (answer: object) => void,
): Promise<0 | 1> {
  let conversation: Conversation | undefined;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    try {
      const message: unknown = JSON.parse(line);
      if (conversation === undefined) {
        conversation = new Conversation(message);
        continue;
      }
      const answer = conversation.hear(message);
      if (answer !== undefined) say(answer);
    } catch (thrown) {
      const { message, path } = toFailure(thrown);
      say({ error: message, ...(path ? { path } : {}) });
      if (conversation === undefined) return 1;
    }
  }
  return 0;
}
