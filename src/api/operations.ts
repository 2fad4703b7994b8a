/**
 * Every operation the backend answers: its input and output. The names, spelling and limits are SageMaker's
 * (`sagemaker` and `sagemaker-metrics`); `localOperations` are ours.
 */
import { z } from 'zod';
import { archiveOperations } from './archive.ts';
import { foresightOperations } from './foresight.ts';
import { analysisOperations } from './analysis.ts';
import { localOperations } from './local.ts';
import { BatchGetMetricsRequest, BatchGetMetricsResponse } from './metrics.ts';
import {
  AddTagsInput,
  AddTagsOutput,
  DeleteTagsInput,
  DeleteTagsOutput,
  ListTagsInput,
  ListTagsOutput,
} from './tags.ts';
import {
  DescribeTrainingJobRequest,
  DescribeTrainingJobResponse,
  ListTrainingJobsForHyperParameterTuningJobRequest,
  ListTrainingJobsForHyperParameterTuningJobResponse,
  StopTrainingJobRequest,
} from './training-job.ts';
import {
  CreateHyperParameterTuningJobRequest,
  CreateHyperParameterTuningJobResponse,
  DeleteHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  ListHyperParameterTuningJobsRequest,
  ListHyperParameterTuningJobsResponse,
  StopHyperParameterTuningJobRequest,
} from './tuning-job.ts';
import { outputOperations } from './outputs.ts';
import { priceOperations } from './prices.ts';
import { moonsOperations } from './moons.ts';
import { organiseOperations } from './organise.ts';
import { watchingOperations } from './watching.ts';

const Empty = z.object({});

export const operations = {
  CreateHyperParameterTuningJob: {
    input: CreateHyperParameterTuningJobRequest,
    output: CreateHyperParameterTuningJobResponse,
  },
  DescribeHyperParameterTuningJob: {
    input: DescribeHyperParameterTuningJobRequest,
    output: DescribeHyperParameterTuningJobResponse,
  },
  ListHyperParameterTuningJobs: {
    input: ListHyperParameterTuningJobsRequest,
    output: ListHyperParameterTuningJobsResponse,
  },
  StopHyperParameterTuningJob: { input: StopHyperParameterTuningJobRequest, output: Empty },
  DeleteHyperParameterTuningJob: { input: DeleteHyperParameterTuningJobRequest, output: Empty },
  ListTrainingJobsForHyperParameterTuningJob: {
    input: ListTrainingJobsForHyperParameterTuningJobRequest,
    output: ListTrainingJobsForHyperParameterTuningJobResponse,
  },
  DescribeTrainingJob: { input: DescribeTrainingJobRequest, output: DescribeTrainingJobResponse },
  StopTrainingJob: { input: StopTrainingJobRequest, output: Empty },
  AddTags: { input: AddTagsInput, output: AddTagsOutput },
  ListTags: { input: ListTagsInput, output: ListTagsOutput },
  DeleteTags: { input: DeleteTagsInput, output: DeleteTagsOutput },
  BatchGetMetrics: { input: BatchGetMetricsRequest, output: BatchGetMetricsResponse },
  ...localOperations,
  ...moonsOperations,
  ...foresightOperations,
  ...watchingOperations,
  ...archiveOperations,
  ...organiseOperations,
  ...priceOperations,
  ...outputOperations,
  ...analysisOperations,
} as const;

export type OperationName = keyof typeof operations;
/** What a caller passes. */
export type Input<O extends OperationName> = z.input<(typeof operations)[O]['input']>;
/** What a handler gets: the input once the contract has parsed it. */
export type Parsed<O extends OperationName> = z.output<(typeof operations)[O]['input']>;
/** What a caller gets. */
export type Output<O extends OperationName> = z.output<(typeof operations)[O]['output']>;

/** What the backend pushes; it only says what is stale, never what it became. */
export type Events = {
  changed: {
    /** Names of tuning jobs with anything new, their training jobs, curves and logs included. */
    TuningJobs: string[];
    /** Whether the object store changed. */
    Objects: boolean;
    /** When the oldest of these changes was made, in ms since 1970 by the backend's clock. */
    Since: number;
  };
};
