import { definitionsOf } from '../api/definitions.ts';
import type { TuningJobRun } from '../api/local.ts';
import { PRICES_AS_OF, PRICES_REGION, pricePerHour } from '../training/prices.ts';
import { describedResources } from './described.ts';
import { epochsAsked } from './foresight.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';
import { isEarlyStopped, trainingSeconds } from './summaries.ts';

/** Training seconds that an early-stopped training job would still have taken; 0 for every other. */
const savedSeconds = ({ request }: TuningJobRecord, record: TrainingJobRecord): number =>
  isEarlyStopped(record) ? Math.max(0, epochsAsked(request, record) - record.epochs) * record.plan.epoch : 0;

/** What was spent and saved, in seconds and, where every instance type has a price, in money. */
export function spendingOf(
  job: TuningJobRecord,
  records: readonly TrainingJobRecord[],
  elapsed: number,
): Pick<TuningJobRun, 'TotalTrainingSeconds' | 'SavedTrainingSeconds' | 'Cost'> {
  const perSecond = definitionsOf(job.request).map(({ definition }) => {
    const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(definition) ?? {};
    const price = pricePerHour(InstanceType);
    return price === undefined ? undefined : (price * InstanceCount) / 3600;
  });
  let [spentSeconds, saved, spentMoney, savedMoney] = [0, 0, 0, 0];
  for (const record of records) {
    const spent = trainingSeconds(record, elapsed);
    const spared = savedSeconds(job, record);
    const price = perSecond[record.definition] ?? 0;
    spentSeconds += spent;
    saved += spared;
    spentMoney += spent * price;
    savedMoney += spared * price;
  }
  return {
    TotalTrainingSeconds: spentSeconds,
    SavedTrainingSeconds: saved,
    ...(perSecond.includes(undefined)
      ? {}
      : {
          Cost: {
            Currency: 'USD',
            Region: PRICES_REGION,
            AsOf: PRICES_AS_OF,
            Spent: spentMoney,
            Saved: savedMoney,
          },
        }),
  };
}
