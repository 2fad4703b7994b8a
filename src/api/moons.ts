/** An operation of ours: a dataset made up on the spot, for trying things out. */
import { z } from 'zod';
import { PreparedChannels, S3Uri } from './local.ts';

export const moonsOperations = {
  /**
   * Two interleaved half circles with normal noise, classes 0 and 1, shuffled: writes `<Destination>/train/train.csv`
   * (the first TrainSamples) and `<Destination>/validation/validation.csv`. The same seed makes the same points.
   */
  GenerateMoons: {
    input: z
      .object({
        /** Points of both channels together. */
        Samples: z.number().int().min(4).max(100_000),
        TrainSamples: z.number().int().min(2),
        /** Standard deviation of the noise on each coordinate; the circles have radius 1. */
        Noise: z.number().min(0).max(10),
        Seed: z.number().int().min(0).max(4_294_967_295),
        Destination: S3Uri,
      })
      .refine(({ Samples, TrainSamples }) => TrainSamples <= Samples - 2, {
        message: 'At least two of the samples have to be left for validation.',
        path: ['TrainSamples'],
      }),
    output: PreparedChannels,
  },
} as const;
