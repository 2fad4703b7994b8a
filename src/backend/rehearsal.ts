import type { RehearsalWorker, RehearsedStrategy, Unfit } from '../api/foresight.ts';
import { REHEARSED_STRATEGIES } from '../api/foresight.ts';
import { rehearse, type Stage, stageOf, strategyNames, unfit } from '../engine/rehearse.ts';
import { RpcError } from '../lib/rpc.ts';
import { toProblem } from './foresight.ts';
import { simulatedStage } from './simulated-stage.ts';

const UNFIT = {
  'no-rows': 'NoRows',
  'not-categorical': 'NotCategorical',
  'one-epoch': 'OneEpoch',
} as const satisfies Record<string, Unfit>;

/** The engine's name of a strategy, if this engine has it. */
const engineName = (strategy: RehearsedStrategy) =>
  strategyNames.find((name) => name === strategy.toLowerCase());

/**
 * Plays rehearsals on one problem: `Open` takes it in, `Run` plays one strategy with one seed. Keeps the problem and
 * nothing else, so runs may be spread over any number of these. It never touches the store.
 */
export function createRehearsal(): (operation: string, input: unknown) => unknown {
  let held: { stage: Stage; sign: 1 | -1 } | undefined;

  const open = (input: RehearsalWorker['Open']['input']): RehearsalWorker['Open']['output'] => {
    const simulated = input.Simulated && simulatedStage(input.Simulated);
    const stage = simulated ?? stageOf(toProblem(input));
    held = { stage, sign: input.Objective.Type === 'Maximize' ? -1 : 1 };
    return Object.fromEntries(
      REHEARSED_STRATEGIES.flatMap((strategy) => {
        const name = engineName(strategy);
        const why = name === undefined ? undefined : unfit(stage, name);
        if (name !== undefined && why === undefined) return [];
        return [[strategy, why === undefined ? 'NotAvailable' : UNFIT[why]]];
      }),
    );
  };

  const run = (input: RehearsalWorker['Run']['input']): RehearsalWorker['Run']['output'] => {
    const strategy = engineName(input.Strategy);
    if (held === undefined || strategy === undefined)
      throw new RpcError({ code: 'ValidationException', message: `${input.Strategy} cannot be rehearsed.` });
    const { stage, sign } = held;
    const { best, epochs, seconds, stopped } = rehearse(stage, {
      strategy,
      seed: input.Seed,
      maxTrials: input.MaxNumberOfTrainingJobs,
      maxParallel: input.MaxParallelTrainingJobs,
      earlyStopping: input.TrainingJobEarlyStoppingType === 'Auto' ? 'median' : 'off',
    });
    return {
      Best: best.map((value) => (value === null ? null : value * sign + 0)),
      Epochs: epochs,
      Seconds: seconds,
      Stopped: stopped,
    };
  };

  return (operation, input) => {
    if (operation === 'Open') return open(input as RehearsalWorker['Open']['input']);
    if (operation === 'Run') return run(input as RehearsalWorker['Run']['input']);
    throw new RpcError({ code: 'UnknownOperationException', message: `There is no operation ${operation}.` });
  };
}
