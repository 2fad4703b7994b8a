import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTable } from './csv.ts';
import { MAX_COLUMNS, numberText, type Plan, prepare } from './prepare.ts';

const plan: Plan = {
  target: 'y',
  task: 'binary',
  drop: [],
  encoding: 'one-hot',
  missing: 'median',
  validationFraction: 0.25,
  seed: 0,
};

const rowsOf = (csv: string) =>
  csv
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(','));

/** Prepared rows of both parts, sorted, so that the split does not matter. */
const both = (text: string, changes: Partial<Plan> = {}) => {
  const prepared = prepare(parseTable(text), { ...plan, ...changes });
  return {
    ...prepared,
    all: rowsOf(prepared.train + prepared.validation)
      .map(String)
      .sort(),
  };
};

const refusal = (text: string, changes: Partial<Plan> = {}) => {
  try {
    prepare(parseTable(text), { ...plan, ...changes });
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

describe('encoding', () => {
  const text = 'c,y,n\nred,no,1.50\nblue,yes,-0\nred,no,3e2\ngreen,yes,4\n';

  test('one column per category, the label first, numbers at their shortest', () => {
    const { columns, classes, all } = both(text);
    expect(columns).toEqual(['y', 'c=blue', 'c=green', 'c=red', 'n']);
    expect(classes).toEqual(['no', 'yes']);
    expect(all).toEqual(['0,0,0,1,1.5', '0,0,0,1,300', '1,0,1,0,4', '1,1,0,0,0']);
  });

  test('ordinal: place in order, numbers by size', () => {
    expect(both(text, { encoding: 'ordinal' })).toMatchObject({
      columns: ['y', 'c', 'n'],
      all: ['0,2,1.5', '0,2,300', '1,0,0', '1,1,4'],
    });
    expect(both('y,a\n10,1\n9,2\n2,3\n10,4\n', { task: 'multiclass' }).classes).toEqual(['2', '9', '10']);
  });

  test('dates become days since 1970, or year, month, weekday and hour; missing ones are filled as numbers are', () => {
    const dates = 'y,d,t\n0,2026-02-01,2026-02-01 18:00\n1,NA,1970-01-02 06:30\n0,2026-02-02,\n';
    expect(both(dates)).toMatchObject({
      columns: ['y', 'd (days)', 't (days)'],
    });
    expect(both(dates, { missing: 'keep' }).all).toEqual([
      '0,20485,20485.75',
      '0,20486,',
      '1,,1.2708333333333333',
    ]);
    expect(both(dates, { missing: 'keep', dates: 'parts' })).toMatchObject({
      columns: [
        'y',
        'd (year)',
        'd (month)',
        'd (weekday)',
        't (year)',
        't (month)',
        't (weekday)',
        't (hour)',
      ],
      all: ['0,2026,2,1,,,,', '0,2026,2,7,2026,2,7,18', '1,,,,1970,1,5,6'],
    });
    expect(both(dates, { missing: 'zero', drop: ['t'] }).all).toContain('1,0');
  });

  test('two categories need one column', () => {
    expect(both('c,y\nu,0\nv,1\nv,0\nu,1\n')).toMatchObject({
      columns: ['y', 'c=v'],
      all: ['0,0', '0,1', '1,0', '1,1'],
    });
  });

  test('a missing category is one of its own, the last', () => {
    const gaps = 'c,y\nu,0\n,1\nv,0\nNA,1\n';
    expect(both(gaps)).toMatchObject({
      columns: ['y', 'c=u', 'c=v', 'c=(missing)'],
      all: ['0,0,1,0', '0,1,0,0', '1,0,0,1', '1,0,0,1'],
    });
    expect(both(gaps, { encoding: 'ordinal' }).all).toEqual(['0,0', '0,1', '1,2', '1,2']);
  });

  test('the positive class becomes 1', () => {
    expect(both(text, { positiveClass: 'no' }).classes).toEqual(['yes', 'no']);
  });

  test('dropped columns are gone', () => {
    expect(both(text, { drop: ['c'] }).columns).toEqual(['y', 'n']);
  });

  test('rows without a target are left out and counted', () => {
    expect(both('a,y\n1,0\n2,\n3,1\n4,NA\n5,1\n')).toMatchObject({ leftOut: 2, all: ['0,1', '1,3', '1,5'] });
  });
});

/** Median of the second column's numbers. */
const medianOf = (csv: string) => {
  const known = rowsOf(csv)
    .flatMap(([, cell]) => (cell ? [Number(cell)] : []))
    .sort((x, y) => x - y);
  return (
    ((known[Math.floor((known.length - 1) / 2)] ?? 0) + (known[Math.ceil((known.length - 1) / 2)] ?? 0)) / 2
  );
};

describe('missing numbers', () => {
  const text = `a,y\n${Array.from({ length: 40 }, (_, i) => `${i % 4 === 0 ? '' : i},${i % 2}`).join('\n')}\n`;

  test('get the median of the training rows alone', () => {
    const { train, validation } = prepare(parseTable(text), { ...plan, missing: 'keep' });
    const median = medianOf(train);
    const filled = prepare(parseTable(text), plan);
    const fill = (csv: string) =>
      rowsOf(csv)
        .map(([y, cell]) => `${y},${cell || median}\n`)
        .join('');
    expect(validation).toMatch(/,$/m);
    expect(filled.train).toBe(fill(train));
    expect(filled.validation).toBe(fill(validation));
    // The median of all rows is another number, so it would have been noticed.
    expect(medianOf(train + validation)).not.toBe(median);
  });

  test('or 0, or stay empty', () => {
    expect(both('a,y\n7,0\n,1\n8,0\n9,1\n', { missing: 'zero' }).all).toContain('1,0');
    expect(both('a,y\n7,0\n,1\n8,0\n9,1\n', { missing: 'keep' }).all).toContain('1,');
  });
});

describe('refusals name the field', () => {
  const text = 'a,b,y\n1,x,0\n2,y,1\n3,z,1\n4,x,0\n';
  test.each<[string, Partial<Plan>, string, RegExp]>([
    [text, { target: 'z' }, 'Target', /no column "z"/],
    [text, { drop: ['q'] }, 'Drop', /no column "q"/],
    [text, { drop: ['y'] }, 'Drop', /is the target/],
    [text, { drop: ['a', 'b'] }, 'Drop', /Every column but the target/],
    [text, { target: 'b' }, 'Target', /3 classes \(x, y, z\) and binary classification two/],
    [text, { target: 'b', task: 'regression' }, 'Target', /"b" on line 2 holds "x"/],
    [text, { positiveClass: '2' }, 'PositiveClass', /"2" is not a class of "y" \(0, 1\)/],
    [text, { validationFraction: 1 }, 'ValidationFraction', /between 0 and 1/],
    ['a,y\n1,1\n2,1\n', {}, 'Target', /always "1"/],
    ['a,y\n1,1\n2,\n', {}, 'Target', /in 1 of 2 rows/],
    ['a,y\n1,u\n2,v\n', { task: 'multiclass' }, 'Target', /one row only/],
  ])('%j with %j', (csv, changes, field, message) => {
    const thrown = refusal(csv, changes);
    expect(thrown).toMatchObject({ code: 'ValidationException', path: ['Plan', field] });
    expect(String(thrown)).toMatch(message);
  });

  test('too many columns and classes', () => {
    const wide = `c,y\n${Array.from({ length: MAX_COLUMNS }, (_, i) => `v${i},${i % 2}`).join('\n')}\n`;
    expect(refusal(wide)).toMatchObject({
      path: ['Plan', 'Drop'],
      message: `The result would have 2001 columns; 2000 are the most. Drop "c" (2000 values) or choose ordinal encoding.`,
    });
    expect(both(wide, { encoding: 'ordinal' }).columns).toEqual(['y', 'c']);
    expect(both(wide, { drop: [], target: 'y', task: 'regression', encoding: 'ordinal' }).classes).toEqual(
      [],
    );
    expect(
      refusal(`a,y\n${Array.from({ length: 101 }, (_, i) => `1,${i}`).join('\n')}`, { task: 'multiclass' }),
    ).toMatchObject({
      path: ['Plan', 'Target'],
      message: '"y" has 101 classes; 100 are the most. Choose regression.',
    });
  });
});

describe('the split', () => {
  const labelled = fc.record({
    labels: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 80 }),
    fraction: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    seed: fc.nat(),
  });
  const csvOf = (labels: readonly number[]) =>
    `id,y\n${labels.map((label, i) => `${i},c${label}`).join('\n')}\n`;

  test('is the same for the same seed and uses every row once', () => {
    fc.assert(
      fc.property(labelled, ({ labels, fraction, seed }) => {
        const text = `id,y\n${labels.map((label, i) => `${i},${label}`).join('\n')}\n`;
        const given = { ...plan, task: 'regression', validationFraction: fraction, seed } as const;
        const once = prepare(parseTable(text), given);
        expect(prepare(parseTable(text), given)).toEqual(once);
        const ids = rowsOf(once.train + once.validation).map(([, id]) => Number(id));
        expect(ids.sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
        const wanted = Math.min(labels.length - 1, Math.max(1, Math.round(labels.length * fraction)));
        expect([once.trainRows, once.validationRows]).toEqual([labels.length - wanted, wanted]);
        expect(rowsOf(once.validation)).toHaveLength(wanted);
      }),
    );
  });

  test('gives another seed another split', () => {
    const text = csvOf(Array.from({ length: 60 }, (_, i) => i % 2));
    expect(both(text).validation).not.toBe(both(text, { seed: 1 }).validation);
  });

  test('keeps the share of every class within one row, and a training row of each', () => {
    fc.assert(
      fc.property(labelled, ({ labels, fraction, seed }) => {
        const counts = new Map<number, number>();
        for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
        fc.pre(counts.size > 1 && [...counts.values()].every((count) => count > 1));
        const { train, validation, classes } = prepare(parseTable(csvOf(labels)), {
          ...plan,
          task: 'multiclass',
          validationFraction: fraction,
          seed,
        });
        for (const [label, count] of counts) {
          const code = String(classes.indexOf(`c${label}`));
          const held = rowsOf(validation).filter(([y]) => y === code).length;
          const kept = rowsOf(train).filter(([y]) => y === code).length;
          expect(held + kept).toBe(count);
          expect(kept).toBeGreaterThanOrEqual(1);
          expect(held).toBeLessThan(Math.max(count * fraction + 1, 2));
          expect(held).toBeGreaterThan(Math.min(count * fraction, count - 1) - 1);
        }
      }),
    );
  });
});

test('numberText is the shortest text that reads back equal', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(numberText(value)) === value).toBe(true);
    }),
  );
  expect([0.1, -0, 1e21, 1500].map(numberText)).toEqual(['0.1', '0', '1e+21', '1500']);
});

test('every prepared cell is a number, whatever the file holds', () => {
  const cell = fc.constantFrom('1', '-2.5', 'x', 'y', '', 'NA', '1e3', 'long text, with comma');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, fc.constantFrom('0', '1', '')), { minLength: 4, maxLength: 30 }),
      fc.constantFrom('one-hot' as const, 'ordinal' as const),
      (rows, encoding) => {
        const count = (label: string) => rows.filter(([, , y]) => y === label).length;
        fc.pre(count('0') > 1 && count('1') > 1);
        const text = `a,b,y\n${rows.map((cells) => cells.map((each) => `"${each}"`).join(',')).join('\n')}\n`;
        const { all, columns, leftOut } = both(text, { encoding });
        expect(all).toHaveLength(rows.length - leftOut);
        for (const line of all) {
          const cells = line.split(',');
          expect(cells).toHaveLength(columns.length);
          for (const each of cells) expect(each).toMatch(/^-?[\d.e+-]+$/);
        }
      },
    ),
  );
});
