import { expect, it } from 'vitest';
import { curvesCsv, toCsv } from './save.ts';

it('quotes what would break a line or a cell apart', () => {
  expect(
    toCsv(
      [
        { id: 'a', label: 'one, two' },
        { id: 'b', label: 'say "so"' },
      ],
      [{ a: 1, b: 'x\ny' }, { b: -0.5 }],
    ),
  ).toBe('"one, two","say ""so"""\r\n1,"x\ny"\r\n,-0.5\r\n');
});

it('has a row for each x and all digits of a value', () => {
  const text = curvesCsv('Epoch', [{ id: 'job-1', label: '001' }], [{ x: 1, 'job-1': 0.1 + 0.2 }]);
  expect(text).toBe('Epoch,001\r\n1,0.30000000000000004\r\n');
});
