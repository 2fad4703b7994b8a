import { z } from 'zod';
import type { HyperParameterTuningJobWarmStartConfig } from '../../../../api/tuning-job.ts';

/** Earlier tuning jobs to learn from. What was chosen stays while it is switched off. */
export const WarmStart = z.object({
  enabled: z.boolean(),
  type: z.enum(['IdenticalDataAndAlgorithm', 'TransferLearning']),
  /** Names. */
  parents: z.array(z.string()),
});
export type WarmStart = z.infer<typeof WarmStart>;

/** Most parents of one tuning job. */
export const MOST_PARENTS = 5;

export const blankWarmStart = (parents: readonly string[] = []): WarmStart => ({
  enabled: false,
  type: 'IdenticalDataAndAlgorithm',
  parents: [...parents],
});

/** @param possible false with several definitions, which switch warm start off (rules V3) */
export function writeWarmStart({ enabled, type, parents }: WarmStart, possible: boolean) {
  if (!enabled || !possible) return {};
  return {
    WarmStartConfig: {
      WarmStartType: type,
      ParentHyperParameterTuningJobs: parents.map((HyperParameterTuningJobName) => ({
        HyperParameterTuningJobName,
      })),
    },
  };
}

export function readWarmStart(config: HyperParameterTuningJobWarmStartConfig | undefined): WarmStart {
  if (!config) return blankWarmStart();
  return {
    enabled: true,
    type: config.WarmStartType,
    parents: config.ParentHyperParameterTuningJobs.flatMap(
      ({ HyperParameterTuningJobName: name }) => name ?? [],
    ),
  };
}

/** Paths of the request to fields of `WarmStart`. */
export const WARM_START_FIELDS = {
  WarmStartConfig: 'parents',
  'WarmStartConfig.WarmStartType': 'type',
} as const;
