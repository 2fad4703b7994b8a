import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import type { InstanceTypeFacts, PriceList, PricesUsed } from '../api/prices.ts';
import { TrainingInstanceType } from '../api/instance-types.ts';
import { instanceFacts } from '../training/instances.ts';
import { listPrice, PRICES_REGION } from '../training/prices.ts';
import { SPOT_PRICE_SHARE } from '../training/spot.ts';
import type { OwnPrices } from './records.ts';

/** Prices as everything here reckons with them: the user's own before the catalogue's. */
export interface Prices {
  /** US dollars for an hour of one instance on demand; undefined where no price is known. */
  perHour(instanceType: string): number | undefined;
  /** What spot capacity costs of that. */
  readonly spotShare: number;
  /** These prices, each with what it is of. */
  used(instanceTypes: Iterable<string>): PricesUsed;
}

export const pricesWith = (own: OwnPrices | undefined): Prices => ({
  perHour: (type) => own?.perHour[type] ?? listPrice(type)?.perHour,
  used: (types) => ({
    Currency: 'USD',
    Region: PRICES_REGION,
    PerHour: [...new Set(types)].map((InstanceType) => {
      const mine = own?.perHour[InstanceType];
      if (mine !== undefined) return { InstanceType, Price: mine };
      const listed = listPrice(InstanceType);
      return { InstanceType, ...(listed && { Price: listed.perHour, AsOf: listed.asOf }) };
    }),
  }),
  spotShare: own?.spotShare ?? SPOT_PRICE_SHARE,
});

/**
 * Seconds that are paid of those with instances. The discount on spot capacity is told as fewer seconds at the price on
 * demand, so that the saving is 1 − billable ÷ training (spec rules.md §13).
 */
export const billableSeconds = (
  { EnableManagedSpotTraining }: Pick<HyperParameterTrainingJobDefinition, 'EnableManagedSpotTraining'>,
  held: number,
  { spotShare }: Prices,
): number => (EnableManagedSpotTraining ? held * spotShare : held);

/** The whole catalogue with the user's own prices in it. */
export function priceList(own: OwnPrices | undefined): PriceList {
  return {
    Currency: 'USD',
    Region: PRICES_REGION,
    SpotPriceShare: own?.spotShare ?? SPOT_PRICE_SHARE,
    DefaultSpotPriceShare: SPOT_PRICE_SHARE,
    InstanceTypes: TrainingInstanceType.options.map((InstanceType): InstanceTypeFacts => {
      const facts = instanceFacts(InstanceType);
      const listed = listPrice(InstanceType);
      const mine = own?.perHour[InstanceType];
      return {
        InstanceType,
        ...(facts ? { VCpus: facts.vCpus } : {}),
        ...(facts?.memoryGiB === undefined ? {} : { MemoryGiB: facts.memoryGiB }),
        ...(listed && { ListPricePerHour: listed.perHour, ListAsOf: listed.asOf, ListSource: listed.source }),
        ...(mine === undefined ? {} : { OwnPricePerHour: mine }),
      };
    }),
  };
}
