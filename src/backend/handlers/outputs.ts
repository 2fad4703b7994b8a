import { definitionOf, needTrainingJob } from '../context.ts';
import type { Handler } from '../handler.ts';
import { outputFolder, outputsOf } from '../outputs.ts';
import { ownerOf } from './training-jobs.ts';

export const listTrainingJobOutputs: Handler<'ListTrainingJobOutputs'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  if (record.endedAt === undefined) return { Outputs: [] };
  const job = ownerOf(context, record);
  const { OutputDataConfig } = definitionOf(job, record).definition;
  const derived = outputsOf(job, record);
  const made = new Set(derived.map(({ uri }) => uri));
  const stored = await context.objects.list(outputFolder(OutputDataConfig.S3OutputPath, record.name));
  return {
    Outputs: [
      ...stored
        .filter(({ uri }) => !made.has(uri))
        .map(({ uri, size }) => ({
          Kind: uri === record.artifact ? ('Model' as const) : ('File' as const),
          S3Uri: uri,
          ...(size === undefined ? {} : { Size: size }),
        })),
      ...derived.map(({ kind, uri, epoch }) => ({
        Kind: kind,
        S3Uri: uri,
        ...(epoch === undefined ? {} : { Epoch: epoch }),
      })),
    ],
  };
};
