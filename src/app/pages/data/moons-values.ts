import { z } from 'zod';
import type { Input } from '../../../api/operations.ts';
import type { RpcError } from '../../../lib/rpc.ts';
import { Destination, proposeDestination } from './prepare-values.ts';

const whole = (from: number, to: number) =>
  z
    .string()
    .refine(
      (value) => /^\d{1,9}$/.test(value.trim()) && Number(value) >= from && Number(value) <= to,
      `Enter a whole number from ${from} to ${to}.`,
    );

/** The form's state; numbers as they were typed. */
export const MoonsForm = z
  .object({
    samples: whole(4, 100_000),
    trainSamples: whole(2, 99_998),
    noise: z
      .string()
      .refine(
        (value) => /^(\d+(\.\d*)?|\.\d+)$/.test(value.trim()) && Number(value) <= 10,
        'Enter a number from 0 to 10.',
      ),
    seed: whole(0, 999_999_999),
    destination: Destination,
  })
  .readonly();
export type MoonsForm = z.infer<typeof MoonsForm>;

/** What the service is asked to do. Expects values that passed `MoonsForm`. */
export const toMoons = (values: MoonsForm): Input<'GenerateMoons'> => ({
  Samples: Number(values.samples),
  TrainSamples: Number(values.trainSamples),
  Noise: Number(values.noise),
  Seed: Number(values.seed),
  Destination: values.destination,
});

/** Where an error of the service belongs; undefined when no field can mend it. */
export function moonsFieldOf(path: RpcError['path']): keyof MoonsForm | undefined {
  const fields: Partial<Record<string | number, keyof MoonsForm>> = {
    Samples: 'samples',
    TrainSamples: 'trainSamples',
    Noise: 'noise',
    Seed: 'seed',
    Destination: 'destination',
  };
  return fields[path?.[0] ?? ''];
}

/** The measures of the Keras tutorial on early stopping: 100 points with noise 0.2, 30 of them to train on. */
export const startMoons = (from: { bucket: string | null; prefix: string | null }): MoonsForm => ({
  samples: '100',
  trainSamples: '30',
  noise: '0.2',
  seed: '1',
  destination: proposeDestination(from, 'moons'),
});
