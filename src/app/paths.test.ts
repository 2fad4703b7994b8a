import { expect, it } from 'vitest';
import { paths } from './paths.ts';

it('builds every address', () => {
  expect([
    paths.tuningJobs(),
    paths.create(),
    paths.create({ clone: 'a-1' }),
    paths.create({ sample: 'moons-network' }),
    paths.tuningJob('a-1'),
    paths.tuningJob('a-1', 'curves'),
    paths.trainingJob('a-1-001-0123abcd'),
    paths.data(),
    paths.data('etude-samples', 'churn/train/'),
    paths.upload(),
    paths.upload('mine', 'shop/'),
  ]).toEqual([
    '/tuning-jobs',
    '/tuning-jobs/create',
    '/tuning-jobs/create?clone=a-1',
    '/tuning-jobs/create?sample=moons-network',
    '/tuning-jobs/a-1',
    '/tuning-jobs/a-1/curves',
    '/training-jobs/a-1-001-0123abcd',
    '/data',
    '/data?bucket=etude-samples&prefix=churn%2Ftrain%2F',
    '/data/upload',
    '/data/upload?bucket=mine&prefix=shop%2F',
  ]);
});
