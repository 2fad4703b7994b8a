import { definitionOf, needTrainingJob } from '../context.ts';
import { describedResources } from '../described.ts';
import type { Handler } from '../handler.ts';
import { heldSeconds, interruptions } from '../held.ts';
import { billableSeconds, priceList } from '../prices.ts';
import { ownerOf } from './training-jobs.ts';

export const listInstanceTypes: Handler<'ListInstanceTypes'> = async ({ store }) =>
  priceList(store.ownPrices);

export const setPrices: Handler<'SetPrices'> = async ({ store }, { PerHour = [], SpotPriceShare }) => {
  const perHour = { ...store.ownPrices?.perHour };
  for (const { InstanceType, Price } of PerHour) {
    if (Price === null) delete perHour[InstanceType];
    else perHour[InstanceType] = Price;
  }
  const spotShare = SpotPriceShare === undefined ? store.ownPrices?.spotShare : (SpotPriceShare ?? undefined);
  await store.setPrices({ perHour, ...(spotShare === undefined ? {} : { spotShare }) });
  return priceList(store.ownPrices);
};

export const describeTrainingJobCost: Handler<'DescribeTrainingJobCost'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  const job = ownerOf(context, record);
  const { definition } = definitionOf(job, record);
  const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(definition) ?? {};
  const { prices } = context.store;
  const now = context.runners.get(job.name)?.elapsed() ?? job.elapsed;
  const held = heldSeconds(record, now);
  const billable = billableSeconds(definition, held, prices);
  const price = prices.perHour(InstanceType);
  return {
    InstanceType,
    InstanceCount,
    TrainingTimeInSeconds: held,
    BillableTimeInSeconds: billable,
    EpochSeconds: record.plan.epoch,
    Prices: prices.used([InstanceType]),
    ...(price === undefined ? {} : { Cost: (billable / 3600) * InstanceCount * price }),
    ...(definition.EnableManagedSpotTraining
      ? {
          Spot: {
            PriceShare: prices.spotShare,
            Interruptions: interruptions(record),
            WaitingSeconds: Math.max(0, (record.endedAt ?? now) - record.launchedAt - held),
            ...(held > 0 ? { SavingPercent: (1 - billable / held) * 100 } : {}),
          },
        }
      : {}),
  };
};
