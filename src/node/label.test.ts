import { describe, expect, it } from 'vitest';
import { readCsv } from '../training/datasets.ts';
import { type LabelPlan, prepareFiles } from './label.ts';

const plan = (more: Partial<LabelPlan>): LabelPlan => ({
  label: 'y',
  task: undefined,
  positive: undefined,
  drop: [],
  missing: 'median',
  encoding: 'one-hot',
  seed: 0,
  ...more,
});
const read = (text = '') => readCsv([{ uri: 's3://b/a', text }], { channel: 'c', uri: 's3://b/a' });

const train = 'colour,size,y\nred,1,no\nblue,,yes\ngreen,3,no\n';
const held = 'y,size,colour\nyes,,violet\nno,8,red\n';

describe('files with a header', () => {
  it('become channels with the label first and columns in common', () => {
    const { train: a, validation: b } = prepareFiles({ train, validation: held }, plan({}));
    // blue, green, red, violet, then the size; the median is that of the training rows.
    expect(a).toBe('0,0,0,1,0,1\n1,1,0,0,0,2\n0,0,1,0,0,3\n');
    expect(b).toBe('1,0,0,0,1,2\n0,0,0,1,0,8\n');
  });

  it('keep the name of the second channel, gaps and the order of the rows where asked to', () => {
    const { test } = prepareFiles(
      { train, test: held },
      plan({ missing: 'keep', encoding: 'ordinal', positive: 'no' }),
    );
    expect(test).toBe('0,3,\n1,2,8\n');
  });

  it('are split where there is one', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i * 2}\n`).join('');
    const parts = prepareFiles({ train: `a,y\n${rows}` }, plan({}));
    expect([read(parts.train).rows, read(parts.validation).rows]).toEqual([30, 10]);
    // 40 different numbers are a number to predict, not classes.
    expect(Math.max(...read(parts.train).labels, ...read(parts.validation).labels)).toBe(78);
  });

  it('are refused with the reason', () => {
    expect(() => prepareFiles({ train, validation: 'y,size\nno,1\n' }, plan({}))).toThrow(
      /no column "colour"/,
    );
    expect(() => prepareFiles({ train }, plan({ label: 'z' }))).toThrow(/no column "z"/);
    expect(() => prepareFiles({ train }, plan({ missing: 'mean' }))).toThrow(/--missing is one of/);
    expect(() => prepareFiles({ train, validation: held, test: held }, plan({}))).toThrow(/one other file/);
  });
});
