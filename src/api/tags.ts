/** Tags of a tuning job or training job, by ARN. */
import { z } from 'zod';
import { NextToken, ResourceArn, TagKey, TagList } from './common.ts';
import { list, whole } from './constraint.ts';

export const AddTagsInput = z.object({ ResourceArn, Tags: TagList });
export type AddTagsInput = z.infer<typeof AddTagsInput>;

export const AddTagsOutput = z.object({ Tags: TagList.optional() });
export type AddTagsOutput = z.infer<typeof AddTagsOutput>;

export const ListTagsInput = z.object({
  ResourceArn,
  NextToken: NextToken.optional(),
  MaxResults: whole(50).optional(),
});
export type ListTagsInput = z.infer<typeof ListTagsInput>;

export const ListTagsOutput = z.object({ Tags: TagList.optional(), NextToken: NextToken.optional() });
export type ListTagsOutput = z.infer<typeof ListTagsOutput>;

export const DeleteTagsInput = z.object({ ResourceArn, TagKeys: list(TagKey, 1, 50) });
export type DeleteTagsInput = z.infer<typeof DeleteTagsInput>;

export const DeleteTagsOutput = z.object({});
export type DeleteTagsOutput = z.infer<typeof DeleteTagsOutput>;
