import type { Tag } from '../../api/common.ts';
import { RpcError } from '../../lib/rpc.ts';
import type { Context } from '../context.ts';
import { trainingJobArn, tuningJobArn } from '../convert.ts';
import type { Handler } from '../handler.ts';
import { page } from '../paging.ts';

const MAX_TAGS = 50;

/** The record behind an ARN with its tags, and how to mark it changed. */
async function find({ store }: Context, arn: string) {
  const wanted = arn.toLowerCase();
  for (const record of store.tuningJobs.values()) {
    if (!record.deleted && tuningJobArn(record.name) === wanted)
      return { record, touch: () => store.touchTuningJob(record) };
  }
  const record = await store.findTrainingJob(wanted.split(':training-job/')[1] ?? '');
  if (record && trainingJobArn(record.name) === wanted)
    return { record, touch: () => store.touchTrainingJob(record) };
  throw new RpcError({
    code: 'ValidationException',
    message: `Could not find the resource ${arn}.`,
    path: ['ResourceArn'],
  });
}

/** A tag of an existing key replaces it. Training jobs launched later get the tuning job's tags (spec rules.md §17). */
export const addTags: Handler<'AddTags'> = async (context, { ResourceArn, Tags }) => {
  const { record, touch } = await find(context, ResourceArn);
  const merged = new Map<string, Tag>([...record.tags, ...Tags].map((tag) => [tag.Key, tag]));
  if (merged.size > MAX_TAGS) {
    throw new RpcError({
      code: 'ResourceLimitExceeded',
      message: `A resource can have at most ${MAX_TAGS} tags.`,
      path: ['Tags'],
    });
  }
  record.tags = [...merged.values()];
  touch();
  await context.store.flush();
  return { Tags: record.tags };
};

export const listTags: Handler<'ListTags'> = async (context, input) => {
  const { record } = await find(context, input.ResourceArn);
  const { items, NextToken } = page(record.tags, input, MAX_TAGS);
  return { Tags: items, ...(NextToken === undefined ? {} : { NextToken }) };
};

/** Training jobs already launched keep theirs (spec api.md §6). */
export const deleteTags: Handler<'DeleteTags'> = async (context, { ResourceArn, TagKeys }) => {
  const { record, touch } = await find(context, ResourceArn);
  record.tags = record.tags.filter(({ Key }) => !TagKeys.includes(Key));
  touch();
  await context.store.flush();
  return {};
};
