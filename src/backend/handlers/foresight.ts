import { tuningJobEnded } from '../../api/can.ts';
import type { RehearsalProblem } from '../../api/foresight.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { counterfactual, type StoppingRule } from '../../engine/counterfactual.ts';
import { plan } from '../../engine/plan.ts';
import { RpcError } from '../../lib/rpc.ts';
import { autotuneRequest } from '../autotune.ts';
import { readTuningJob } from '../context.ts';
import { seedOf, toSpec } from '../convert.ts';
import { openDefinitions } from '../definitions.ts';
import {
  factsOf,
  pastOf,
  rehearsalProblemOf,
  ruleOf,
  toBest,
  toRuleReplays,
  toTuningJobPlan,
  unplayed,
} from '../foresight.ts';
import type { Handler } from '../handler.ts';
import { simulatedStage } from '../simulated-stage.ts';

/** Reads the data's size and asks the learners for their epochs; creates nothing. */
export const planTuningJob: Handler<'PlanTuningJob'> = async ({ objects, store }, given) => {
  const { request } = autotuneRequest(given);
  const seed = seedOf(request);
  const opened = await openDefinitions(objects, request).catch((thrown: unknown) => {
    throw new RpcError({
      code: 'ValidationException',
      message: thrown instanceof Error ? thrown.message : String(thrown),
    });
  });
  const refusals: string[] = [];
  const facts = factsOf(request, opened, seed, refusals, store.prices);
  return toTuningJobPlan(request, plan(toSpec({ request, seed }), facts), refusals, store.prices);
};

export const replayStoppingRules: Handler<'ReplayStoppingRules'> = async (
  { store },
  { HyperParameterTuningJobName, Patience },
) => {
  const job = await readTuningJob({ store }, HyperParameterTuningJobName);
  if (!tuningJobEnded(job.status)) throw notEnded(job.name);
  const past = pastOf(job, store.trainingJobsOf(job.name), await store.metricsOf(job.name));
  const most = Math.max(1, ...past.trials.map(({ epochs }) => epochs));
  const resource = toSpec(job).resource ?? { min: 1, max: most };
  const rules: StoppingRule[] = [
    { name: 'off' },
    { name: 'median' },
    { name: 'patience', epochs: Patience },
    ...(most > 1 ? [{ name: 'hyperband', resource } as const] : []),
  ];
  const { best, replays } = counterfactual(past, rules);
  return {
    RanWith: ruleOf(job.request),
    Learned: job.request.HyperParameterTuningJobConfig.Strategy === 'Bayesian',
    ...(best ? { Best: toBest(job, past, best) } : {}),
    Rules: toRuleReplays(job, past, { replays }),
    Resource: { Min: resource.min, Max: resource.max },
  };
};

export const describeRehearsalProblem: Handler<'DescribeRehearsalProblem'> = async ({ store }, input) => {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  return asSimulated(
    job.request,
    rehearsalProblemOf(job, store.trainingJobsOf(job.name), await store.metricsOf(job.name)),
  );
};

/** Reads nothing and creates nothing. */
export const planRehearsal: Handler<'PlanRehearsal'> = async (_context, given) => {
  const { request } = autotuneRequest(given);
  return asSimulated(request, unplayed(request));
};

const asSimulated = (
  request: CreateHyperParameterTuningJobRequest,
  problem: RehearsalProblem,
): RehearsalProblem => (simulatedStage(request) ? { ...problem, Simulated: request } : problem);

const notEnded = (name: string) =>
  new RpcError({
    code: 'ValidationException',
    message: `The tuning job ${name} has not ended yet: what other rules would have done can be said once it has.`,
    path: ['HyperParameterTuningJobName'],
  });
