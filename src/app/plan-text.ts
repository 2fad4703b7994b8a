/** A plan in words. Pure. */
import type { Band, TuningJobPlan } from '../api/foresight.ts';
import type { PricesUsed } from '../api/prices.ts';
import { grouped } from '../lib/grouped.ts';
import { formatDuration, formatNumber } from './format.ts';

/** "12 min", or "about 9 min (5 min to 12 min)" where it is a band. */
export function bandText(band: Band | undefined, text: (value: number) => string): string {
  if (band === undefined) return '–';
  const [low, expected, high] = [text(band.Low), text(band.Expected), text(band.High)];
  return low === high ? expected : `About ${expected} (${low} to ${high})`;
}

/** US dollars as they are shown everywhere: to the cent, and below a dollar to three digits that count. */
export function moneyText(dollars: number): string {
  if (dollars >= 100) return `$${grouped(Math.round(dollars))}`;
  return `$${dollars.toFixed(decimalsOf(dollars)).replace(/(\.\d\d\d*?)0+$/, '$1')}`;
}

const decimalsOf = (dollars: number): number =>
  dollars >= 1 || dollars <= 0 ? 2 : Math.min(8, 2 - Math.floor(Math.log10(dollars)));

/** The amount that `moneyText` shows. */
const shownMoney = (dollars: number): number =>
  dollars >= 100 ? Math.round(dollars) : Number(dollars.toFixed(decimalsOf(dollars)));

/**
 * "$0.00912 spent", and of what it would have come to "saved $0.00136 (13 %)": the share follows from the two amounts as they
 * are shown.
 */
export function savedMoneyText(spent: number, saved: number): string {
  const [used, spared] = [shownMoney(spent), shownMoney(saved)];
  return `${moneyText(saved)} (${Math.round((100 * spared) / (used + spared))} %)`;
}

/** What a cost rests on: each price with its date, whose it is, and for which none is known. */
export function pricesText({ PerHour, Region }: PricesUsed): string {
  const unpriced = PerHour.filter(({ Price }) => Price === undefined).map(({ InstanceType }) => InstanceType);
  if (unpriced.length > 0)
    return `No price is known here for ${unpriced.join(', ')}: enter your own on the page Instance types.`;
  const priced = PerHour.map(
    ({ InstanceType, Price, AsOf }) =>
      `${InstanceType} $${Price} an hour, ${AsOf === undefined ? 'your own price' : `list of ${AsOf}`}`,
  ).join('; ');
  return PerHour.every(({ AsOf }) => AsOf === undefined) ? `${priced}.` : `On demand, ${Region}: ${priced}.`;
}

const counted = (value: number | undefined, otherwise: string) =>
  value === undefined ? otherwise : formatNumber(value, 12);

/** What the review shows of a plan: label, value, and what the value rests on. */
export function planItems(plan: TuningJobPlan): readonly { label: string; value: string; info?: string }[] {
  const { Prices } = plan;
  return [
    { label: 'Combinations', value: counted(plan.Combinations, 'Countless (a continuous range)') },
    { label: 'Training jobs, at most', value: counted(plan.TrainingJobs, 'No limit but time') },
    {
      label: 'Epochs, at most',
      value: counted(plan.Epochs, 'No limit but time'),
      ...(plan.MaxResource === undefined
        ? {}
        : { info: `Each training job up to Hyperband’s maximum resource, ${plan.MaxResource}.` }),
    },
    {
      label: 'Duration of the tuning job',
      value:
        plan.ElapsedSeconds === undefined
          ? 'Nothing ends it but you'
          : bandText(plan.ElapsedSeconds, formatDuration),
      info: 'Simulated time.',
    },
    {
      label: 'Total training duration',
      value: bandText(plan.TrainingSeconds, formatDuration),
      info: 'Simulated time that instances are paid for.',
    },
    {
      label: 'Estimated cost',
      value: plan.Cost === undefined ? 'Not known' : bandText(plan.Cost, moneyText),
      info: `${pricesText(Prices)}${plan.Cost === undefined ? '' : ' Nothing is charged here.'}`,
    },
    {
      label: 'Estimated max compute time',
      value: plan.MaxComputeSeconds === undefined ? 'No bound' : formatDuration(plan.MaxComputeSeconds),
      info:
        plan.MaxComputeSeconds === undefined
          ? 'Set a maximum runtime of the tuning job to bound it.'
          : 'MaxRuntimeInSeconds × MaxParallelTrainingJobs × MaxInstancesPerTrainingJob.',
    },
  ];
}

const UNCERTAIN = {
  Spot: 'Interruptions of managed spot training come on top.',
  Script: 'A training script ends when it likes: its epochs are a guess.',
} as const satisfies Record<TuningJobPlan['Uncertain'][number], string>;

/** What the band rests on, in a few sentences. */
export function planBasis({ Exact, MayEndEarlier, Uncertain }: TuningJobPlan): string {
  return [
    Exact
      ? 'The strategy’s choices are known beforehand and nobody is stopped early: only a training job that fails can change these figures.'
      : 'The range runs from what early stopping, the algorithm’s own included, and lucky choices may save to what is taken without them.',
    ...Uncertain.map((what) => UNCERTAIN[what]),
    ...(MayEndEarlier ? ['Completion criteria may end the tuning job sooner.'] : []),
  ].join(' ');
}
