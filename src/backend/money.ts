import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import { definitionsOf } from '../api/definitions.ts';
import type { TuningJobRun } from '../api/local.ts';
import { describedResources } from './described.ts';
import { epochsAsked } from './foresight.ts';
import { billableSeconds, type Prices } from './prices.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';
import { isEarlyStopped, trainingSeconds } from './summaries.ts';

/**
 * Training seconds that an early-stopped training job would still have taken: its remaining epochs and then the upload of
 * its model, as What if replays it without early stopping. 0 for every other.
 */
function savedSeconds({ request }: TuningJobRecord, record: TrainingJobRecord): number {
  const left = isEarlyStopped(record) ? epochsAsked(request, record) - record.epochs : 0;
  return left > 0 ? left * record.plan.epoch + record.plan.upload : 0;
}

const instancesOf = (definition: HyperParameterTrainingJobDefinition) => {
  const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(definition) ?? {};
  return { InstanceType, InstanceCount };
};

/** Of each definition, what an hour of all its instances costs, on demand or spot; undefined where no price is known. */
export const pricesOf = ({ request }: TuningJobRecord, prices: Prices): readonly (number | undefined)[] =>
  definitionsOf(request).map(({ definition }) => {
    const { InstanceType, InstanceCount } = instancesOf(definition);
    const price = prices.perHour(InstanceType);
    return price === undefined ? undefined : billableSeconds(definition, price * InstanceCount, prices);
  });

/** What was spent and saved, in seconds and, where every instance type has a price, in money. */
export function spendingOf(
  job: TuningJobRecord,
  records: readonly TrainingJobRecord[],
  elapsed: number,
  prices: Prices,
): Pick<TuningJobRun, 'TotalTrainingSeconds' | 'SavedTrainingSeconds' | 'Prices' | 'Cost'> {
  const perHour = pricesOf(job, prices);
  let [spentSeconds, saved, spentMoney, savedMoney] = [0, 0, 0, 0];
  for (const record of records) {
    const spent = trainingSeconds(record, elapsed);
    const spared = savedSeconds(job, record);
    const price = (perHour[record.definition] ?? 0) / 3600;
    spentSeconds += spent;
    saved += spared;
    spentMoney += spent * price;
    savedMoney += spared * price;
  }
  return {
    TotalTrainingSeconds: spentSeconds,
    SavedTrainingSeconds: saved,
    Prices: prices.used(
      definitionsOf(job.request).map(({ definition }) => instancesOf(definition).InstanceType),
    ),
    ...(perHour.includes(undefined)
      ? {}
      : {
          Cost: {
            Spent: spentMoney,
            Saved: savedMoney,
          },
        }),
  };
}
