/** Operations of ours for what training costs: the instance catalogue, its prices, and the cost of a training job. */
import { z } from 'zod';
import { TrainingInstanceType } from './instance-types.ts';

const Name = z.string().min(1).max(63);

export const InstanceTypeFacts = z.object({
  InstanceType: TrainingInstanceType,
  VCpus: z.number().optional(),
  MemoryGiB: z.number().optional(),
  /** On demand, one instance; absent where not known. */
  ListPricePerHour: z.number().optional(),
  /** What the list price is of, and where it was read. */
  ListAsOf: z.string().optional(),
  ListSource: z.string().optional(),
  /** Entered by the user; counts before the list. */
  OwnPricePerHour: z.number().optional(),
});
export type InstanceTypeFacts = z.infer<typeof InstanceTypeFacts>;

export const PriceList = z.object({
  Currency: z.literal('USD'),
  Region: z.string(),
  /** What spot capacity costs of the price on demand. */
  SpotPriceShare: z.number(),
  DefaultSpotPriceShare: z.number(),
  InstanceTypes: z.array(InstanceTypeFacts),
});
export type PriceList = z.infer<typeof PriceList>;

/** The prices that a cost was reckoned with. */
export const PricesUsed = z.object({
  Currency: z.literal('USD'),
  Region: z.string(),
  PerHour: z.array(
    z.object({
      InstanceType: z.string(),
      /** One instance on demand; absent where not known, and then so is the cost. */
      Price: z.number().optional(),
      /** What the list price is of; absent for a price of the user's own. */
      AsOf: z.string().optional(),
    }),
  ),
});
export type PricesUsed = z.infer<typeof PricesUsed>;

const price = z
  .number({ error: 'Enter a price in US dollars, such as 0.23.' })
  .min(0, 'A price is not negative.')
  .max(100_000, 'Enter a price of at most 100,000 dollars an hour.');

export const priceOperations = {
  /** Every instance type for training with cores, memory and price. */
  ListInstanceTypes: { input: z.object({}), output: PriceList },
  /** Keeps prices of the user's own in this browser. What is null goes back to the list; what is absent stays. */
  SetPrices: {
    input: z.object({
      PerHour: z
        .array(z.object({ InstanceType: TrainingInstanceType, Price: price.nullable() }))
        .max(200)
        .optional(),
      SpotPriceShare: z
        .number({ error: 'Enter a share between 0 and 1.' })
        .gt(0, 'Spot capacity costs more than nothing.')
        .max(1, 'Spot capacity costs at most the price on demand.')
        .nullable()
        .optional(),
    }),
    output: PriceList,
  },
  /** What a training job costs so far. With spot capacity BillableTimeInSeconds is the share of the training time that is paid. */
  DescribeTrainingJobCost: {
    input: z.object({ TrainingJobName: Name }),
    output: z.object({
      InstanceType: z.string(),
      InstanceCount: z.number(),
      /** Seconds with instances; waiting for spot capacity left out. */
      TrainingTimeInSeconds: z.number(),
      BillableTimeInSeconds: z.number(),
      /** Modelled seconds of one epoch. */
      EpochSeconds: z.number(),
      Prices: PricesUsed,
      /** Absent where the price is not known. */
      Cost: z.number().optional(),
      /** With managed spot training. */
      Spot: z
        .object({
          PriceShare: z.number(),
          Interruptions: z.number(),
          /** Seconds from creation to now or the end in which it waited for capacity. */
          WaitingSeconds: z.number(),
          /** (1 − billable ÷ training) · 100; absent before any training. */
          SavingPercent: z.number().optional(),
        })
        .optional(),
    }),
  },
} as const;
