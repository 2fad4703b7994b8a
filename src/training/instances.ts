/**
 * What the instance types of SageMaker training have: virtual cores and memory, by family and size, as the EC2 pages
 * list them. What is not known for certain is left out.
 */
export interface InstanceFacts {
  readonly vCpus: number;
  readonly memoryGiB?: number;
}

/** Families whose sizes are all alike: GiB for each virtual core, four of which make an `xlarge`. */
const memoryPerCore: Readonly<Record<string, number>> = {
  m4: 4,
  m5: 4,
  m6i: 4,
  m7i: 4,
  c5: 2,
  c6i: 2,
  c7i: 2,
  r5: 8,
  r5d: 8,
  r7i: 8,
  g4dn: 4,
  g5: 4,
  g6: 4,
  g6e: 8,
  trn1: 4,
  trn1n: 4,
};

/** Sizes that do not follow from their family: virtual cores and GiB. */
const exceptions: Readonly<Record<string, readonly [vCpus: number, memoryGiB?: number]>> = {
  't3.medium': [2, 4],
  't3.large': [2, 8],
  't3.xlarge': [4, 16],
  't3.2xlarge': [8, 32],
  'c4.xlarge': [4, 7.5],
  'c4.2xlarge': [8, 15],
  'c4.4xlarge': [16, 30],
  'c4.8xlarge': [36, 60],
  'c5n.xlarge': [4, 10.5],
  'c5n.2xlarge': [8, 21],
  'c5n.4xlarge': [16, 42],
  'c5n.9xlarge': [36, 96],
  'c5n.18xlarge': [72, 192],
  'p2.xlarge': [4, 61],
  'p2.8xlarge': [32, 488],
  'p2.16xlarge': [64, 732],
  'p3.2xlarge': [8, 61],
  'p3.8xlarge': [32, 244],
  'p3.16xlarge': [64, 488],
  'p3dn.24xlarge': [96, 768],
  'p4d.24xlarge': [96, 1152],
  'p4de.24xlarge': [96, 1152],
  'p5.4xlarge': [16, 256],
  'p5.48xlarge': [192, 2048],
  'p5e.48xlarge': [192, 2048],
  'p5en.48xlarge': [192, 2048],
  'p6-b200.48xlarge': [192, 2048],
  'p6e-gb200.36xlarge': [144, 960],
  'p6-b300.48xlarge': [192, 4096],
  'g6.16xlarge': [64, 256],
  'trn2.48xlarge': [192, 2048],
};

/** @param instanceType e.g. `ml.m5.xlarge`; undefined for a size that is not named as the others are */
export function instanceFacts(instanceType: string): InstanceFacts | undefined {
  const [, family = '', size = ''] = instanceType.split('.');
  const exception = exceptions[`${family}.${size}`];
  if (exception) {
    const [vCpus, memoryGiB] = exception;
    return memoryGiB === undefined ? { vCpus } : { vCpus, memoryGiB };
  }
  const times = /^(\d*)xlarge$/.exec(size);
  if (!times && size !== 'large') return undefined;
  const vCpus = times ? 4 * Number(times[1] || 1) : 2;
  const perCore = memoryPerCore[family];
  return perCore === undefined ? { vCpus } : { vCpus, memoryGiB: vCpus * perCore };
}
