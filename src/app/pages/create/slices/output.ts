import { z } from 'zod';
import type { HyperParameterTrainingJobDefinition } from '../../../../api/definition.ts';
import { given, typedText } from './optional.ts';

/** Where training jobs write: artifacts, and checkpoints if there is a location for them. */
export const Output = z.object({
  outputPath: z.string(),
  outputKms: z.string(),
  /** API only. */
  outputCompression: z.enum(['GZIP', 'NONE']),
  checkpointUri: z.string(),
  checkpointPath: z.string(),
});
export type Output = z.infer<typeof Output>;

export const blankOutput = (outputPath: string): Output => ({
  outputPath,
  outputKms: '',
  outputCompression: 'GZIP',
  checkpointUri: '',
  checkpointPath: '',
});

export function writeOutput(output: Output) {
  const checkpoints = output.checkpointUri.trim() !== '' || output.checkpointPath.trim() !== '';
  return {
    OutputDataConfig: {
      S3OutputPath: output.outputPath.trim(),
      ...given('KmsKeyId', typedText(output.outputKms)),
      ...(output.outputCompression !== 'GZIP' && { CompressionType: output.outputCompression }),
    },
    ...(checkpoints && {
      CheckpointConfig: {
        S3Uri: output.checkpointUri.trim(),
        ...given('LocalPath', typedText(output.checkpointPath)),
      },
    }),
  };
}

export function readOutput({
  OutputDataConfig: { S3OutputPath, KmsKeyId = '', CompressionType = 'GZIP' },
  CheckpointConfig,
}: Pick<HyperParameterTrainingJobDefinition, 'OutputDataConfig' | 'CheckpointConfig'>): Output {
  return {
    outputPath: S3OutputPath,
    outputKms: KmsKeyId,
    outputCompression: CompressionType,
    checkpointUri: CheckpointConfig?.S3Uri ?? '',
    checkpointPath: CheckpointConfig?.LocalPath ?? '',
  };
}

/** Paths of the definition to fields of `Output`. */
export const OUTPUT_FIELDS = {
  OutputDataConfig: 'outputPath',
  'OutputDataConfig.KmsKeyId': 'outputKms',
  'OutputDataConfig.CompressionType': 'outputCompression',
  CheckpointConfig: 'checkpointUri',
  'CheckpointConfig.LocalPath': 'checkpointPath',
} as const;
