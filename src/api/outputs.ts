/** An operation of ours for the files that a training job leaves in the object store. */
import { z } from 'zod';

export const TrainingJobOutput = z.object({
  Kind: z.enum(['Model', 'History', 'Log', 'BestCheckpoint', 'LastCheckpoint', 'File']),
  S3Uri: z.string(),
  /** Bytes; absent for what is made when it is read. */
  Size: z.number().optional(),
  /** Of a checkpoint. */
  Epoch: z.number().optional(),
});
export type TrainingJobOutput = z.infer<typeof TrainingJobOutput>;

export const outputOperations = {
  /** Model, history, log and checkpoints of a training job that has ended; what was deleted or never written is not listed. */
  ListTrainingJobOutputs: {
    input: z.object({ TrainingJobName: z.string().min(1).max(63) }),
    output: z.object({ Outputs: z.array(TrainingJobOutput) }),
  },
} as const;
