import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvObject, readCsv } from './datasets.ts';
import { AlgorithmError } from './types.ts';

const source = { channel: 'train', uri: 's3://etude-samples/churn/train/' };
const file = (name: string, text: string): CsvObject => ({ uri: `${source.uri}${name}`, text });
const read = (...texts: string[]) =>
  readCsv(
    texts.map((text, i) => file(`part-${i}.csv`, text)),
    source,
  );
const message = (...texts: string[]): string => {
  try {
    read(...texts);
  } catch (error) {
    if (error instanceof AlgorithmError) return error.message;
  }
  throw new Error('was not refused');
};

describe('a channel', () => {
  it('is labels and row-major features', () => {
    expect(read('1,2,3.5\n0,-4,.5\n')).toEqual({
      rows: 2,
      columns: 2,
      labels: Float32Array.of(1, 0),
      features: Float32Array.of(2, 3.5, -4, 0.5),
    });
  });

  it('joins its objects in the order of their keys', () => {
    const objects = [
      file('b.csv', '3,3\n'),
      file('', ''),
      file('a/2.csv', '2,2'),
      file('a/1.csv', '1,1\n\n'),
    ];
    expect(readCsv(objects, source).labels).toEqual(Float32Array.of(1, 2, 3));
  });

  it('takes empty features and nan as missing', () => {
    expect(read('1,,3\n0,nan,\n').features).toEqual(Float32Array.of(NaN, 3, NaN, NaN));
  });

  it('reads Windows line ends, blanks, quotes, exponents, a byte order mark and blank lines at the end', () => {
    const data = read('\uFEFF1, 2 ,"3"\r\n0,1e3,-2.5E-1\r\n\r\n  \n');
    expect(data.labels).toEqual(Float32Array.of(1, 0));
    expect(data.features).toEqual(Float32Array.of(2, 3, 1000, -0.25));
  });

  it('reads any number as JavaScript does', () => {
    const number = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.integer().map(String),
      fc.tuple(fc.integer(), fc.nat()).map(([a, b]) => `${a}.${b}`),
    );
    fc.assert(
      fc.property(fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (cells) => {
        const data = read(cells.map((row) => row.join(',')).join('\n'));
        expect([...data.labels]).toEqual(cells.map((row) => Math.fround(Number(row[0]))));
        expect([...data.features]).toEqual(
          cells.flatMap((row) => row.slice(1).map((cell) => Math.fround(Number(cell)))),
        );
      }),
    );
  });
});

describe('refuses, telling where,', () => {
  it.each([
    [
      'a header',
      ['state,plan,churn\nKS,1,0\n'],
      "(part-0.csv, line 1): found a header line 'state,plan,churn'",
    ],
    ['a header in a later object', ['1,2\n', 'label,x\n1,2\n'], '(part-1.csv, line 1): found a header line'],
    ['a word', ['1,2,3\n0,no,3\n'], "(part-0.csv, line 2): found the non-numeric value 'no' in column 2"],
    [
      'a word in the first line',
      ['1,2,no,4\n'],
      "(part-0.csv, line 1): found the non-numeric value 'no' in column 3",
    ],
    ['half a number', ['1,2-3\n'], "line 1): found the non-numeric value '2-3' in column 2"],
    ['an infinite number', ['1,inf\n'], "found the non-numeric value 'inf' in column 2"],
    ['a number too large', ['1,2\n1,1e39\n'], 'line 2): the value in column 2 is too large'],
    ['a missing label', ['1,2\n,3\n'], '(part-0.csv, line 2): the label (column 1) is missing'],
    ['a blank line', ['1,2\n\n1,3\n'], '(part-0.csv, line 2): the line is blank'],
    [
      'a short row',
      ['1,2,3\n1,2\n'],
      '(part-0.csv, line 2): found 2 columns where the first line of the channel has 3',
    ],
    [
      'a long row',
      ['1,2\n1,2,3\n'],
      '(part-0.csv, line 2): found 3 columns where the first line of the channel has 2',
    ],
    ['another width in a later object', ['1,2\n', '1,2,3\n'], '(part-1.csv, line 1): found 3 columns'],
    ['labels alone', ['1\n0\n'], '(part-0.csv, line 1): found one column only'],
    ['nothing but blanks', ['\n', ''], 'hold no rows'],
  ])('%s', (_, texts, expected) => {
    expect(message(...texts)).toContain("ClientError: Unable to read data channel 'train'");
    expect(message(...texts)).toContain(expected);
  });

  it('an empty prefix', () => {
    expect(message()).toBe(
      `ClientError: Data download failed: no S3 objects found under S3 URL "${source.uri}" of channel 'train'. Check that the bucket exists and that objects exist under that prefix.`,
    );
  });

  it('by the name of the object when the channel is the object', () => {
    const uri = 's3://bucket/some/train.csv';
    expect(() => readCsv([{ uri, text: 'a,b\n' }], { channel: 'train', uri })).toThrow(
      /\(train\.csv, line 1\)/,
    );
  });
});

describe('bad rows', () => {
  const source = { channel: 'train', uri: 's3://b/t/' };
  const refusal = (...texts: string[]) => {
    try {
      readCsv(
        texts.map((text, i) => ({ uri: `s3://b/t/part-${i}.csv`, text })),
        source,
      );
    } catch (thrown) {
      return String(thrown);
    }
    return undefined;
  };

  it('are counted and named by line after the first', () => {
    expect(refusal('1,2\n0,x\n1,3\n,4\n\n1,2,3\n')).toContain(
      "(part-0.csv, line 2): found the non-numeric value 'x' in column 2. 4 rows are bad: lines 2, 4, 5, 6.",
    );
    expect(refusal('1,2\n0,x\n')).not.toContain('rows are bad');
    expect(refusal('1,2\n0,x\n', '1,2\ny,3\n')).toContain(
      '2 rows are bad: lines part-0.csv 2, part-1.csv 2.',
    );
  });

  it('are not all listed, nor all counted, and told at once however many', () => {
    const many = `1,2\n${'0,x\n'.repeat(200_000)}`;
    expect(refusal(many)).toContain('1000 or more rows are bad: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ….');
  });
});
