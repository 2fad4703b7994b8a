import { expect, it } from 'vitest';
import { RpcError } from '../../lib/rpc.ts';
import { explain } from './errors.ts';

it('says of a full store what its message says, and asks for no report of a defect', () => {
  const full = new RpcError({ code: 'ResourceLimitExceeded', message: 'No room left. Delete objects.' });
  expect(explain(full)).toEqual({
    header: 'A limit is reached',
    cause: 'No room left. Delete objects.',
    nextStep: '',
  });
  expect(explain(new Error('x is not a function')).nextStep).toContain('please report');
});
