import fc from 'fast-check';
import Papa from 'papaparse/papaparse.min.js';
import { describe, expect, test } from 'vitest';
import { countRows, firstRows, parseTable, toNumber } from './csv.ts';

const refusal = (text: string) => {
  try {
    parseTable(text);
  } catch (thrown) {
    return thrown;
  }
  return undefined;
};

describe('parseTable', () => {
  test('understands a byte order mark, CRLF, quotes and spaces', () => {
    const table = parseTable('\ufeffname, note\r\nAda,"a, ""b"""\r\nBob, two\r\n');
    expect(table).toMatchObject({ names: ['name', 'note'], rows: 2, lines: [2, 3], warnings: [] });
    expect(table.columns).toEqual([
      ['Ada', 'Bob'],
      ['a, "b"', 'two'],
    ]);
  });

  test.each([';', '\t', '|'])('guesses the delimiter %j', (delimiter) => {
    const text = [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ]
      .map((row) => row.join(delimiter))
      .join('\n');
    expect(parseTable(text).columns).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  test('leaves rows of another length out and tells their lines, counting lines inside quotes', () => {
    const table = parseTable('a,b\n1,"x\ny"\n2\n\n3,4,5\n6,7\n');
    expect(table.columns[0]).toEqual(['1', '6']);
    expect(table.lines).toEqual([2, 7]);
    expect(table.warnings).toEqual([
      'The header has 2 cells. 2 rows are left out: line 4 has 1, line 6 has 3.',
    ]);
  });

  test('names columns without a name and suspects a header of numbers', () => {
    expect(parseTable(',b\n1,2\n')).toMatchObject({
      names: ['column_1', 'b'],
      warnings: ['Columns without a name are called column_1.'],
    });
    expect(parseTable('1,2\n3,4\n').warnings[0]).toMatch(/first line holds only numbers/);
  });

  test('keeps blank lines of a single column as missing cells', () => {
    expect(parseTable('a\n1\n\n3\n').columns).toEqual([['1', '', '3']]);
  });

  test.each([
    ['', 'The file is empty.'],
    [' \n\n', 'The file is empty.'],
    ['PK\u0003\u0004\0\0,1\n2,3\n', 'The file is not text. Is it a spreadsheet, a picture or an archive?'],
    ['a,b\n', 'The file has a header and no rows.'],
    ['a,b,a\n1,2,3\n', 'Two columns are called "a". Column names must differ.'],
    ['1,1\n1,2\n', 'Two columns are called "1". Column names must differ. Is the header missing?'],
    ['a,b\n1,2\n3,"4\n5,6\n', 'Line 3 opens a quote (") that is never closed.'],
    [
      'a,b\n1\n',
      'No row has as many cells as the header (2): line 2 has 1. Cells are separated by "," here.',
    ],
  ])('refuses %j', (text, message) => {
    expect(refusal(text)).toMatchObject({ code: 'ValidationException', message, path: ['Body'] });
  });

  test('refuses more than 64 MiB', () => {
    expect(refusal('a'.repeat(64 * 1024 * 1024 + 1))).toMatchObject({
      message: 'The file is larger than 64 MiB.',
    });
  });

  test('reads back every table that is written, with the line of every row', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', ' ', '7'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 4 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
          ),
        (rows) => {
          const header = (rows[0] ?? []).map((_, i) => `h${i}`);
          const quoted = rows.map((cells) =>
            cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','),
          );
          const text = [header.join(','), ...quoted].join('\n');
          const table = parseTable(text);
          expect(table.rows).toBe(rows.length);
          rows.forEach((cells, row) => {
            expect(table.columns.map((column) => column[row])).toEqual(cells.map((each) => each.trim()));
            const before = [header.join(','), ...quoted.slice(0, row)].join('\n');
            expect(table.lines[row]).toBe(before.split('\n').length + 1);
          });
        },
      ),
    );
  });
});

test('toNumber takes decimal numbers and nothing else', () => {
  expect(['1', '-2.5', '+.5', '3.', '1e-3', '007'].map(toNumber)).toEqual([1, -2.5, 0.5, 3, 0.001, 7]);
  for (const cell of ['', ' ', '1 ', '0x10', '1,5', 'Infinity', '1e999', '.', '1e', 'NaN', '1_000']) {
    expect(toNumber(cell)).toBeUndefined();
  }
});

test('countRows agrees with the parser on plain files, with and without a last line break', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('1,2', '', '3,4'), { maxLength: 9 }),
      fc.boolean(),
      (lines, ends) => {
        const text = lines.join('\n') + (ends ? '\n' : '');
        const parsed = Papa.parse(text).data.filter((cells) => cells.length > 1);
        expect(countRows(text)).toBe(parsed.length);
      },
    ),
  );
});

test('firstRows stops early and skips blank lines', () => {
  expect(firstRows('1,2\n3,4\n5,6\n', 2)).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(firstRows('1,2\n', 9)).toEqual([['1', '2']]);
});

describe('limits', () => {
  const refusal = (text: string) => {
    try {
      parseTable(text);
    } catch (thrown) {
      return String(thrown);
    }
    return undefined;
  };

  test('refuse too many rows, columns and cells, and cells that are too long, within two seconds', () => {
    expect(refusal(`a\n${'1\n'.repeat(30_000_000)}`)).toContain('more than 1000000 rows');
    expect(refusal(`${'a,'.repeat(6000)}b\n`)).toContain('6001 columns; 5000 are the most');
    expect(refusal(`${'a,'.repeat(99)}b\n${`${'1,'.repeat(99)}2\n`.repeat(200_000)}`)).toContain(
      '16 million cells',
    );
    expect(refusal(`a,b\n1,${'x'.repeat(40_000)}\n`)).toContain('A cell on line 2');
    expect(refusal(`a,b\n1,"${'x\n'.repeat(20_000)}`)).toContain('Is a quote (") never closed?');
  });

  test('do not mistake quotes inside cells, or delimiters inside quotes', () => {
    const rows = '1,5" disk\n2,"a,b\nc"\n'.repeat(10_000);
    expect(parseTable(`x,y\n${rows}`).rows).toBe(20_000);
    expect(parseTable(`x,y\n1,"${'x,'.repeat(10_000)}"\n`).rows).toBe(1);
  });
});
