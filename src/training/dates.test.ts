import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf, readDates } from './dates.ts';

const lines = Array.from({ length: 1000 }, (_, i) => i + 2);
const read = (...cells: string[]) => readDates(cells, lines);
const days = (...cells: string[]) => {
  const found = read(...cells);
  if (!found || 'why' in found) throw new Error(found ? found.why : 'no dates');
  return [...found.days];
};
const why = (...cells: string[]) => {
  const found = read(...cells);
  return found && 'why' in found ? found.why : found;
};

test.each([
  ['2026-02-01', '2026-02-01T00:00:00Z'],
  ['2026/2/1', '2026-02-01T00:00:00Z'],
  ['2026-02-01 13:45', '2026-02-01T13:45:00Z'],
  ['2026-02-01T13:45:10.250Z', '2026-02-01T13:45:10.250Z'],
  ['2026-02-01T00:30:00+02:00', '2026-01-31T22:30:00Z'],
  ['2026-02-01 20:00:00-0530', '2026-02-02T01:30:00Z'],
  ['2026-02-01 20:00:00 UTC', '2026-02-01T20:00:00Z'],
  ['01.02.2026', '2026-02-01T00:00:00Z'],
  ['1 Feb 2026', '2026-02-01T00:00:00Z'],
  ['01-feb-2026', '2026-02-01T00:00:00Z'],
  ['Sun, 01 Feb 2026 08:00:00 GMT', '2026-02-01T08:00:00Z'],
  ['February 1, 2026', '2026-02-01T00:00:00Z'],
  ['Sep 30, 2026 12:05 AM', '2026-09-30T00:05:00Z'],
  ['31/01/2026 5:00 pm', '2026-01-31T17:00:00Z'],
  ['01/31/2026', '2026-01-31T00:00:00Z'],
  ['29.02.2024', '2024-02-29T00:00:00Z'],
])('%s is %s', (text, iso) => {
  expect(days(text)[0]).toBeCloseTo(Date.parse(iso) / 86_400_000, 9);
});

test.each(['20260201', '3.14', 'A-12', '2026', '12:30', '2026-W05-1', '01/02/26', 'May', ''])(
  '%j is not like a date',
  (text) => {
    expect(read(text)).toBeUndefined();
  },
);

test('of day and month before the year a value above 12 settles the whole column; with none it stays text', () => {
  expect(days('01/02/2026', '', '31/01/2026')).toEqual([20485, Number.NaN, 20484]);
  expect(days('01/02/2026', '01/31/2026')).toEqual([20455, 20484]);
  expect(read('01/02/2026', '31/01/2026')).toMatchObject({ note: 'Day first, as 31/01/2026 shows.' });
  expect(why('01/02/2026', '11/12/2026')).toBe(
    'Dates, perhaps: but is the day or the month first in 01/02/2026? No value tells.',
  );
  expect(why('31/01/2026', '01/31/2026')).toMatch(/has the day first, 01\/31\/2026 the month/);
});

test('a day that does not exist, another form or a word leaves the column a text and names the line', () => {
  for (const odd of ['2026-02-29', '2026-13-01', '2026-01-01 24:00', '01.02.2026', 'soon'])
    expect(why('2026-01-01', 'NA', odd)).toBe(`Line 4 holds "${odd}", which is no date like 2026-01-01.`);
  expect(why('2026-01-01 10:00', '2026-01-01 10:00Z')).toBe(
    'Some have a time zone and some have none: see line 3.',
  );
});

test('a time of day is told apart from a mere date', () => {
  expect(read('2026-01-01', '2026-01-01 10:00')).toMatchObject({ timed: true });
  expect(read('2026-01-01', '2026-01-02')).toMatchObject({ timed: false });
});

test('every second of four millennia reads as the calendar of the language has it', () => {
  const second = fc.integer({ min: Date.UTC(1000, 0) / 1000, max: Date.UTC(4999, 0) / 1000 });
  fc.assert(
    fc.property(second, (seconds) => {
      const date = new Date(seconds * 1000);
      const [value = Number.NaN] = days(date.toISOString());
      expect(value * 86_400).toBeCloseTo(seconds, 3);
      expect(partsOf(value)).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        weekday: date.getUTCDay() || 7,
        hour: date.getUTCHours(),
      });
    }),
  );
});
