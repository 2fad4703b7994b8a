import { describe, expect, it, test } from 'vitest';
import { readCsv } from './datasets.ts';

const source = { channel: 'train', uri: 's3://b/i' };
const read = (...texts: string[]) =>
  readCsv(
    texts.map((text, i) => ({ uri: `s3://b/i/${i}.txt`, text })),
    source,
  );

describe('a channel of images', () => {
  it('is read with brightness from 0 to 1', () => {
    expect(read('images,1x2x2,16\n7,0f30\n3,000f\n')).toEqual({
      rows: 2,
      columns: 4,
      labels: Float32Array.of(7, 3),
      features: Float32Array.of(0, 1, 3 / 15, 0, 0, 0, 0, 1),
    });
  });

  it('may have 256 levels, several colours, several files and Windows line ends', () => {
    const one = read('images,3x1x1,256\r\n1,00FF33\r\n', 'images,3x1x1,256\n2,0000ff\n\n');
    expect([...one.labels]).toEqual([1, 2]);
    expect([...one.features]).toEqual([0, 1, Math.fround(0.2), 0, 0, 1]);
  });

  test.each([
    ['images,2x2,16\n1,0000\n', /0\.txt, line 1.*header/],
    ['images,1x2x2,16\n1,000\n', /line 2.*3 digits.*needs 4/],
    ['images,1x2x2,16\n1,00g0\n', /line 2.*hexadecimal/],
    ['images,1x2x2,16\n1,0000\nx,0000\n', /line 3.*<label>,<pixels>/],
    ['images,1x2x2,16\n', /no images/],
  ])('is refused: %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('has one shape', () => {
    expect(() => read('images,1x2x2,16\n1,0000\n', 'images,1x4x1,16\n1,0000\n')).toThrow(
      /1\.txt, line 1.*1x2x2/,
    );
  });
});
