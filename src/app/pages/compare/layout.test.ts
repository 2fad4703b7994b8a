import { expect, it } from 'vitest';
import { layoutOf } from './layout.ts';

const PLAIN = { value: 'Last', by: 'jobs', curves: 'best' };

it('is as the address says, else as last time, else plain', () => {
  expect(layoutOf(new URLSearchParams(), undefined)).toEqual(PLAIN);
  const last = { value: 'Best', by: 'cost', curves: 'all' } as const;
  expect(layoutOf(new URLSearchParams('jobs=a,b'), last)).toEqual(last);
  expect(layoutOf(new URLSearchParams('by=seconds&jobs=a'), last)).toEqual({ ...last, by: 'seconds' });
  expect(layoutOf(new URLSearchParams('by=banana&value=&curves=top5'), undefined)).toEqual({
    ...PLAIN,
    curves: 'top5',
  });
});
