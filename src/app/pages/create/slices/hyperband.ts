import { z } from 'zod';
import type { HyperParameterTuningJobConfig } from '../../../../api/tuning-job.ts';
import { given, numeral, typedNumber } from './optional.ts';

/** Hyperband's resources, in epochs; blank: not sent (the service then takes 1, and infers the maximum). */
export const Hyperband = z.object({ minResource: z.string(), maxResource: z.string() });
export type Hyperband = z.infer<typeof Hyperband>;

export const blankHyperband = (): Hyperband => ({ minResource: '', maxResource: '' });

/** Sent with strategy Hyperband only: the service refuses it elsewhere. */
export function writeHyperband({ minResource, maxResource }: Hyperband) {
  if (minResource.trim() === '' && maxResource.trim() === '') return {};
  return {
    StrategyConfig: {
      HyperbandStrategyConfig: {
        ...given('MinResource', typedNumber(minResource)),
        ...given('MaxResource', typedNumber(maxResource)),
      },
    },
  };
}

export function readHyperband({ StrategyConfig }: Pick<HyperParameterTuningJobConfig, 'StrategyConfig'>) {
  const { MinResource, MaxResource } = StrategyConfig?.HyperbandStrategyConfig ?? {};
  return { minResource: numeral(MinResource), maxResource: numeral(MaxResource) } satisfies Hyperband;
}

/** Paths of the configuration to fields of `Hyperband`. */
export const HYPERBAND_FIELDS = {
  StrategyConfig: 'maxResource',
  'StrategyConfig.HyperbandStrategyConfig.MinResource': 'minResource',
} as const;
