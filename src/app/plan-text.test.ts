import { expect, it } from 'vitest';
import type { TuningJobPlan } from '../api/foresight.ts';
import { bandText, moneyText, planBasis, planItems, pricesText, savedMoneyText } from './plan-text.ts';

const exactly = (figure: number) => ({ Low: figure, Expected: figure, High: figure });
const plan: TuningJobPlan = {
  TrainingJobs: 20,
  Epochs: 2000,
  ElapsedSeconds: { Low: 600, Expected: 900, High: 1200 },
  TrainingSeconds: exactly(3600),
  Cost: exactly(0.23),
  Prices: {
    Currency: 'USD',
    Region: 'US East (N. Virginia)',
    PerHour: [{ InstanceType: 'ml.m5.xlarge', Price: 0.23, AsOf: '2024' }],
  },
  MaxComputeSeconds: 14_400,
  Exact: false,
  Uncertain: [],
  MayEndEarlier: true,
  Looked: 20,
  Refused: 0,
};
const valueOf = (of: TuningJobPlan, label: string) => planItems(of).find((item) => item.label === label);

it('writes a band as a range and a known figure as one', () => {
  expect(bandText(plan.ElapsedSeconds, String)).toBe('About 900 (600 to 1200)');
  expect(bandText(exactly(5), String)).toBe('5');
  expect([0, 0.004, 0.234, 12, 1234.5].map(moneyText)).toEqual([
    '$0.00',
    '$0.004',
    '$0.234',
    '$12.00',
    '$1,235',
  ]);
});

it('shows of what was saved a share that follows from the amounts as they are shown', () => {
  // 0.00136 of 0.00912 + 0.00136.
  expect(savedMoneyText(0.0091188, 0.0013612)).toBe('$0.00136 (13 %)');
  expect(moneyText(0.0091188)).toBe('$0.00912');
  for (let i = 1; i < 400; i++) {
    const [spent, saved] = [i * 0.00317, i ** 2 * 0.000113];
    const [a, b] = [spent, saved].map((each) => Number(moneyText(each).slice(1)));
    const share = Math.round((100 * (b ?? 0)) / ((a ?? 0) + (b ?? 0)));
    expect(savedMoneyText(spent, saved)).toBe(`${moneyText(saved)} (${share} %)`);
  }
});

it('names what Hyperband counts epochs against', () => {
  expect(valueOf(plan, 'Epochs, at most')?.info).toBeUndefined();
  expect(valueOf({ ...plan, MaxResource: 27 }, 'Epochs, at most')?.info).toContain('maximum resource, 27');
});

it('says what is known, and what is not', () => {
  expect(valueOf(plan, 'Combinations')?.value).toContain('Countless');
  expect(valueOf(plan, 'Epochs, at most')?.value).toBe('2000');
  expect(valueOf(plan, 'Duration of the tuning job')?.value).toBe('About 15 min (10 min to 20 min)');
  expect(valueOf(plan, 'Estimated cost')).toMatchObject({
    value: '$0.23',
    info: expect.stringContaining('2024'),
  });
  expect(valueOf(plan, 'Estimated max compute time')?.value).toBe('4 h');
  const { Cost: _c, MaxComputeSeconds: _m, ElapsedSeconds: _e, ...less } = plan;
  const unknown = {
    ...less,
    Prices: { ...plan.Prices, PerHour: [{ InstanceType: 'ml.p6-b200.48xlarge' }] },
  };
  expect(valueOf(unknown, 'Estimated cost')).toMatchObject({
    value: 'Not known',
    info: expect.stringContaining('ml.p6-b200.48xlarge'),
  });
  expect(valueOf(unknown, 'Estimated max compute time')?.value).toBe('No bound');
  expect(valueOf(unknown, 'Duration of the tuning job')?.value).toContain('Nothing ends it');
});

it('names the date of every price, and whose it is', () => {
  const own = { InstanceType: 'ml.c5.xlarge', Price: 1 };
  expect(pricesText(plan.Prices)).toBe(
    'On demand, US East (N. Virginia): ml.m5.xlarge $0.23 an hour, list of 2024.',
  );
  expect(pricesText({ ...plan.Prices, PerHour: [own] })).toBe('ml.c5.xlarge $1 an hour, your own price.');
  expect(pricesText({ ...plan.Prices, PerHour: [...plan.Prices.PerHour, own] })).toMatch(
    /list of 2024; ml\.c5\.xlarge \$1 an hour, your own price\.$/,
  );
  expect(pricesText({ ...plan.Prices, PerHour: [own, { InstanceType: 'ml.t3.large' }] })).toBe(
    'No price is known here for ml.t3.large: enter your own on the page Instance types.',
  );
});

it('says what the figures rest on', () => {
  expect(planBasis(plan)).toContain('early stopping');
  expect(planBasis(plan)).toContain('Completion criteria');
  expect(planBasis({ ...plan, Uncertain: ['Spot'] })).toContain('Interruptions of managed spot training');
  expect(planBasis({ ...plan, Exact: true, MayEndEarlier: false })).toContain(
    'only a training job that fails',
  );
});
