import { validate } from '../api/validate.ts';
import { toEngineValue, tunedHyperParameters } from '../backend/convert.ts';
import { toFinishReceipt, toStopReceipt, type Trials } from '../backend/receipts.ts';
import { endedOf } from '../engine/apply.ts';
import { next } from '../engine/next.ts';
import type { Action, Check, FinishReason, Spec, StopReason, Trial } from '../engine/types.ts';
import { toFailure } from '../lib/rpc.ts';
import { Opening, toSpec } from './opening.ts';
import { readLine, toRequest } from './request.ts';

/** A trial that is added to in place: an epoch costs the same however many there were before. */
type LiveTrial = Omit<Trial, 'status' | 'ended' | 'values' | 'checks'> & {
  status: Trial['status'];
  ended?: number;
  values: (number | null)[];
  checks: Check[];
};

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
  readonly #trials: LiveTrial[] = [];
  readonly #stops = new Map<number, StopReason>();
  #finish: FinishReason | undefined;

  /** @throws what is wrong with the first line */
  constructor(opening: unknown) {
    const members = validate(Opening, opening);
    const sign = members.objective === 'Maximize' ? -1 : 1;
    this.#sign = sign;
    this.#called = { name: String, sign: () => sign };
    this.#spec = toSpec(members);
  }

  /**
   * The answer to a line, or undefined if it has none.
   * @throws what is wrong with the line; the conversation goes on as if it had not been said
   */
  hear(line: unknown): object | undefined {
    const request = toRequest(line);
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
    while (trial.values.length < epoch - 1) trial.values.push(null);
    trial.values.push(this.#toEngine(value));
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
    if (final !== null) trial.values = [...trial.values.slice(0, -1), final];
    this.#end(trial, final === null ? 'failed' : 'completed');
  }

  /** Asks the engine and carries out what it says. */
  #decide(maxParallel: number): Action[] {
    if (this.#finish) return [];
    const actions = next({ ...this.#spec, maxParallel }, this.#trials, 0);
    for (const action of actions) this.#carryOut(action);
    return actions;
  }

  #carryOut(action: Action): void {
    switch (action.type) {
      case 'launch': {
        const { index, definition, configuration } = action;
        this.#trials.push({ index, definition, configuration, status: 'running', values: [], checks: [] });
        return;
      }
      case 'check':
        this.#trial(action.trial).checks.push(action.check);
        return;
      case 'stop':
        this.#stops.set(action.trial, action.reason);
        return this.#end(
          this.#trial(action.trial),
          action.reason.rule === 'max-resource' ? 'completed' : 'stopped',
        );
      case 'finish':
        this.#finish = action.reason;
    }
  }

  /** Nobody asks for the checks of one that has ended. */
  #end(trial: LiveTrial, status: Trial['status']): void {
    trial.ended = endedOf(this.#trials);
    trial.status = status;
    trial.checks = [];
  }

  #stop(id: number, reason: StopReason): object {
    return { stop: true, reason: toStopReceipt(reason, id, this.#called) };
  }

  #trial(id: number): LiveTrial {
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
 * Speaks with whoever writes `lines`, one JSON object each; empty lines are passed over. A line that is wrong is answered
 * with `{ error, path?, line }`, its own number from 1, and changes nothing.
 *
 * @returns the exit code: 1 when the first line is wrong, for then there is nothing to talk about
 */
export async function converse(
  lines: AsyncIterable<string> | Iterable<string>,
  say: (answer: object) => void,
): Promise<0 | 1> {
  let conversation: Conversation | undefined;
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    try {
      const message = readLine(line);
      if (conversation === undefined) {
        conversation = new Conversation(message);
        continue;
      }
      const answer = conversation.hear(message);
      if (answer !== undefined) say(answer);
    } catch (thrown) {
      const { message, path } = toFailure(thrown);
      say({ error: message, ...(path ? { path } : {}), line: number });
      if (conversation === undefined) return 1;
    }
  }
  return 0;
}
