/** The service's errors with its own wording where the spec (api §5) knows it. Every function makes one to throw. */
import { RpcError } from '../lib/rpc.ts';
import type { HyperParameterTuningJobStatus, TrainingJobStatus } from './common.ts';
import type { Breach } from './rules.ts';

export type ErrorCode =
  | 'ValidationException'
  | 'ResourceNotFound'
  | 'ResourceInUse'
  | 'ResourceLimitExceeded';

const error = (code: ErrorCode, message: string, path?: readonly (string | number)[]): RpcError =>
  new RpcError({ code, message, ...(path ? { path } : {}) });

/** A rule found broken with the help of records (warm start parents, the catalogue). */
export const broken = ({ message, service, path }: Breach): RpcError =>
  error('ValidationException', service ?? message, path);

/** V1: another tuning job has this name, whatever its case. Wording as the moto test double has it. */
export const duplicateName = (name: string): RpcError =>
  error(
    'ResourceInUse',
    `Resource Already Exists: Hyper Parameter Tuning Job with name ${name} already exists. Choose a different name.`,
    ['HyperParameterTuningJobName'],
  );

/** Whether two job names are one to the service (rules §14). */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** SageMaker's wording is not known. */
export const notFound = (kind: 'tuning job' | 'training job' | 'resource', name: string): RpcError =>
  error('ResourceNotFound', `There is no ${kind} ${name}.`);

/** V11: `utilization` instances of the type run, `delta` more are asked for, `limit` are allowed. */
export const quotaExceeded = (quota: {
  readonly instanceType: string;
  readonly limit: number;
  readonly utilization: number;
  readonly delta: number;
}): RpcError =>
  error(
    'ResourceLimitExceeded',
    `The account-level service limit '${quota.instanceType} for training job usage' is ${quota.limit} Instances, with current utilization of ${quota.utilization} Instances and a request delta of ${quota.delta} Instances. Please use AWS Service Quotas to request an increase for this quota. If AWS Service Quotas is not available, contact AWS support to request an increase for this quota.`,
  );

/** Known to contain "already"; the rest is ours. */
export const tuningJobNotRunning = (name: string, status: HyperParameterTuningJobStatus): RpcError =>
  error(
    'ValidationException',
    `The tuning job ${name} is already in status ${status} and cannot be stopped.`,
  );

/** Known to contain "not in a terminal state"; the rest is ours. */
export const tuningJobNotEnded = (name: string): RpcError =>
  error(
    'ValidationException',
    `The tuning job ${name} is not in a terminal state: stop it before deleting it.`,
  );

export const trainingJobNotRunning = (status: TrainingJobStatus): RpcError =>
  error('ValidationException', `The request was rejected because the training job is in status ${status}.`);

/** An empty or missing input prefix. `region` and `roleArn` as the request has them. */
export const noObjects = (uri: string, bucket: string, region: string, roleArn: string): RpcError =>
  error(
    'ValidationException',
    `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the bucket exists in the selected region (${region}), that objects exist under that S3 prefix, and that the role "${roleArn}" has "s3:ListBucket" permissions on bucket "${bucket}".`,
  );
