import { type OperationName, operations } from '../api/operations.ts';
import { validate } from '../api/validate.ts';
import { RpcError } from '../lib/rpc.ts';
import type { Context } from './context.ts';
import type { Handler } from './handler.ts';
import {
  describeHyperparameterImportance,
  describeHyperparameterSurface,
  describeModelView,
  describeTuningJobAnalysis,
  describeTuningJobResults,
} from './handlers/analysis.ts';
import {
  describeRehearsalProblem,
  planRehearsal,
  planTuningJob,
  replayStoppingRules,
} from './handlers/foresight.ts';
import { exportTuningJob, importTuningJob } from './handlers/archive.ts';
import { describeTuningJobNote, listTuningJobOverviews, setTuningJobNote } from './handlers/organise.ts';
import * as objects from './handlers/objects.ts';
import { batchGetMetrics, followCurves } from './handlers/metrics.ts';
import { listTrainingJobOutputs } from './handlers/outputs.ts';
import { describeTrainingJobCost, listInstanceTypes, setPrices } from './handlers/prices.ts';
import { describeService } from './handlers/service.ts';
import { listSimulations } from './handlers/simulations.ts';
import { testMetricDefinitions } from './handlers/metric-definitions.ts';
import { addTags, deleteTags, listTags } from './handlers/tags.ts';
import {
  describeRunningAverages,
  describeTuningJobTimeline,
  getTrainingJobLog,
} from './handlers/watching.ts';
import { listWarmStartParents } from './handlers/warm-start.ts';
import {
  describeTrainingJob,
  describeTrainingJobDecisions,
  listTrainingJobs,
  stopTrainingJob,
} from './handlers/training-jobs.ts';
import {
  createHyperParameterTuningJob,
  deleteHyperParameterTuningJob,
  describeHyperParameterTuningJob,
  describeTuningJobRun,
  listHyperParameterTuningJobs,
  listTuningJobEvents,
  setTuningJobPace,
  stopHyperParameterTuningJob,
  watchTuningJob,
} from './handlers/tuning-jobs.ts';

const handlers: { readonly [O in OperationName]: Handler<O> } = {
  CreateHyperParameterTuningJob: createHyperParameterTuningJob,
  DescribeHyperParameterTuningJob: describeHyperParameterTuningJob,
  ListHyperParameterTuningJobs: listHyperParameterTuningJobs,
  StopHyperParameterTuningJob: stopHyperParameterTuningJob,
  DeleteHyperParameterTuningJob: deleteHyperParameterTuningJob,
  ListTrainingJobsForHyperParameterTuningJob: listTrainingJobs,
  DescribeTrainingJob: describeTrainingJob,
  StopTrainingJob: stopTrainingJob,
  AddTags: addTags,
  ListTags: listTags,
  DeleteTags: deleteTags,
  BatchGetMetrics: batchGetMetrics,
  ListBuckets: objects.listBuckets,
  ListObjects: objects.listObjects,
  PreviewObject: objects.previewObject,
  GetObject: objects.getObject,
  PutObject: objects.putObject,
  DeleteObjects: objects.deleteObjects,
  InspectDataset: objects.inspectDataset,
  CancelDataWork: objects.cancelDataWork,
  DescribeDataWork: objects.describeDataWork,
  PrepareDataset: objects.prepareDataset,
  GenerateMoons: objects.generateMoons,
  DescribeTuningJobRun: describeTuningJobRun,
  WatchTuningJob: watchTuningJob,
  SetTuningJobPace: setTuningJobPace,
  ListTuningJobEvents: listTuningJobEvents,
  ListWarmStartParents: listWarmStartParents,
  DescribeTrainingJobDecisions: describeTrainingJobDecisions,
  TestMetricDefinitions: testMetricDefinitions,
  ListSimulations: listSimulations,
  DescribeService: describeService,
  ExportTuningJob: exportTuningJob,
  ImportTuningJob: importTuningJob,
  ListTuningJobOverviews: listTuningJobOverviews,
  DescribeTuningJobNote: describeTuningJobNote,
  SetTuningJobNote: setTuningJobNote,
  PlanTuningJob: planTuningJob,
  PlanRehearsal: planRehearsal,
  ReplayStoppingRules: replayStoppingRules,
  DescribeRehearsalProblem: describeRehearsalProblem,
  FollowCurves: followCurves,
  DescribeTuningJobTimeline: describeTuningJobTimeline,
  DescribeRunningAverages: describeRunningAverages,
  GetTrainingJobLog: getTrainingJobLog,
  ListTrainingJobOutputs: listTrainingJobOutputs,
  ListInstanceTypes: listInstanceTypes,
  SetPrices: setPrices,
  DescribeTrainingJobCost: describeTrainingJobCost,
  DescribeTuningJobAnalysis: describeTuningJobAnalysis,
  DescribeTuningJobResults: describeTuningJobResults,
  DescribeHyperparameterImportance: describeHyperparameterImportance,
  DescribeHyperparameterSurface: describeHyperparameterSurface,
  DescribeModelView: describeModelView,
};

const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

/**
 * Answers one call: parses the input with the contract, so that the service refuses what AWS refuses, and runs the
 * handler. Throws RpcError; an operation that does not exist is answered with UnknownOperationException.
 */
export async function dispatch(context: Context, operation: string, input: unknown): Promise<unknown> {
  if (!isOperation(operation)) {
    throw new RpcError({ code: 'UnknownOperationException', message: `There is no operation ${operation}.` });
  }
  const handle = handlers[operation] as (context: Context, input: unknown) => Promise<unknown>;
  return handle(context, validate(operations[operation].input, input));
}
