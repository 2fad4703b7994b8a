/**
 * What an hour of an instance costs for training on SageMaker, on demand, in US East (N. Virginia), in US dollars. Taken
 * together from public copies of the price list that agree; an instance type that they do not name, or on which they
 * disagree, has no price here, and then no cost is shown. Storage, transfer and savings plans are left out.
 */
export const PRICES_AS_OF = '2024';
export const PRICES_REGION = 'US East (N. Virginia)';

const perHour: Readonly<Record<string, number>> = {
  'ml.m5.large': 0.115,
  'ml.m5.xlarge': 0.23,
  'ml.m5.2xlarge': 0.461,
  'ml.m5.4xlarge': 0.922,
  'ml.m5.12xlarge': 2.765,
  'ml.m5.24xlarge': 5.53,
  'ml.c5.xlarge': 0.204,
  'ml.c5.2xlarge': 0.408,
  'ml.c5.4xlarge': 0.816,
  'ml.c5.9xlarge': 1.836,
  'ml.c5.18xlarge': 3.672,
  'ml.p3.2xlarge': 3.825,
  'ml.p3.8xlarge': 14.688,
  'ml.p3.16xlarge': 28.152,
  'ml.g4dn.xlarge': 0.736,
  'ml.g4dn.2xlarge': 0.94,
  'ml.g4dn.4xlarge': 1.505,
  'ml.g4dn.8xlarge': 2.72,
  'ml.g4dn.12xlarge': 4.89,
  'ml.g5.2xlarge': 1.515,
  'ml.g5.4xlarge': 2.03,
  'ml.g5.12xlarge': 7.09,
};

/** Instance types whose price is known. */
export const pricedTypes: readonly string[] = Object.keys(perHour);

/** US dollars an hour for one instance; undefined where no price is known. */
export const pricePerHour = (instanceType: string): number | undefined => perHour[instanceType];
