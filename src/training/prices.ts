/**
 * What an hour of an instance costs for training on SageMaker, on demand, in US East (N. Virginia), in US dollars. There is
 * no copy of the price list itself to take them from, so each price says where it was read and of when:
 *
 * - `sample`: pricing.yml of the AWS repository aws-samples/foundation-model-benchmarking-tool, last changed on
 *   26 January 2025. It lists SageMaker's price of an instance for endpoints; where training prices are known too, the two
 *   are equal.
 * - `copies`: public copies of the price list of 2024 that agree.
 *
 * Where neither names an instance type, or where they disagree, there is no price here, and then no cost is shown. The same
 * goes for P4 and P5, which AWS has made cheaper since. Storage, transfer and savings plans are left out.
 */
const SOURCES = {
  sample: { asOf: 'January 2025', source: 'an AWS sample' },
  copies: { asOf: '2024', source: 'public copies of the list' },
} as const;
export const PRICES_REGION = 'US East (N. Virginia)';

export interface ListPrice {
  /** US dollars an hour for one instance. */
  readonly perHour: number;
  /** Month or year that the list is of. */
  readonly asOf: string;
  /** Where it was read, as a noun: “an AWS sample”. */
  readonly source: string;
}

const prices: Readonly<Record<keyof typeof SOURCES, Readonly<Record<string, number>>>> = {
  sample: {
    'ml.m5.xlarge': 0.23,
    'ml.c5.xlarge': 0.204,
    'ml.c5.2xlarge': 0.408,
    'ml.c5.4xlarge': 0.816,
    'ml.c7i.xlarge': 0.214,
    'ml.p3.2xlarge': 3.825,
    'ml.g4dn.xlarge': 0.7364,
    'ml.g4dn.2xlarge': 0.94,
    'ml.g4dn.4xlarge': 1.505,
    'ml.g4dn.8xlarge': 2.72,
    'ml.g4dn.12xlarge': 4.89,
    'ml.g4dn.16xlarge': 5.44,
    'ml.g5.xlarge': 1.4084,
    'ml.g5.2xlarge': 1.515,
    'ml.g5.4xlarge': 2.03,
    'ml.g5.8xlarge': 3.06,
    'ml.g5.12xlarge': 7.09,
    'ml.g5.24xlarge': 10.18,
    'ml.g5.48xlarge': 20.36,
    'ml.g6.2xlarge': 1.222,
    'ml.g6.12xlarge': 5.752,
    'ml.g6.16xlarge': 4.246,
    'ml.g6.24xlarge': 8.344,
    'ml.g6.48xlarge': 16.688,
    'ml.trn1.32xlarge': 28.497,
  },
  copies: {
    'ml.m5.large': 0.115,
    'ml.m5.2xlarge': 0.461,
    'ml.m5.4xlarge': 0.922,
    'ml.m5.12xlarge': 2.765,
    'ml.m5.24xlarge': 5.53,
    'ml.c5.9xlarge': 1.836,
    'ml.c5.18xlarge': 3.672,
    'ml.p3.8xlarge': 14.688,
    'ml.p3.16xlarge': 28.152,
  },
};

/** Instance types whose price is known. */
export const pricedTypes: readonly string[] = Object.values(prices).flatMap((list) => Object.keys(list));

/** The list price of an instance type; undefined where none is known. */
export function listPrice(instanceType: string): ListPrice | undefined {
  for (const key of ['sample', 'copies'] as const) {
    const perHour = prices[key][instanceType];
    if (perHour !== undefined) return { perHour, ...SOURCES[key] };
  }
  return undefined;
}
