import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatHyperparameter,
  formatNumber,
  formatTime,
  plural,
  secondsBetween,
} from './format.ts';

describe('formatNumber', () => {
  it.each([
    [0.9123456789, '0.912346'],
    [0.5, '0.5'],
    [0, '0'],
    [-0.25, '−0.25'],
    [123456789, '123457000'],
    [0.0000123456789, '1.23457e-5'],
    [1.5e12, '1.5e12'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('shows %s as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('shows a missing value as a dash', () => {
    expect(formatNumber(undefined)).toBe('–');
    expect(formatNumber(null)).toBe('–');
  });
});

describe('formatHyperparameter', () => {
  it('shortens long decimals only', () => {
    expect(formatHyperparameter('0.1015727388941435')).toBe('0.101573');
    expect(formatHyperparameter('7')).toBe('7');
    expect(formatHyperparameter('0.1')).toBe('0.1');
    expect(formatHyperparameter('binary:logistic')).toBe('binary:logistic');
  });
});

describe('formatTime', () => {
  it('shows day and time where one is', () => {
    expect(formatTime(new Date(2026, 10, 5, 9, 4, 30))).toBe('05 Nov 2026, 09:04:30');
    expect(formatTime(new Date(2018, 8, 30, 23, 59, 1))).toBe('30 Sep 2018, 23:59:01');
    expect(formatTime(undefined)).toBe('–');
  });
});

describe('formatDuration', () => {
  it.each([
    [170, '2 min 50 s'],
    [59.6, '1 min'],
    [0, '0 s'],
    [0.2, '0 s'],
    [3600, '1 h'],
    [3840, '1 h 4 min'],
    [3605, '1 h'],
    [266_400, '3 d 2 h'],
    [undefined, '–'],
  ])('shows %s seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

it('measures the seconds between two times only when both are known', () => {
  expect(secondsBetween(new Date(1000), new Date(3500))).toBe(2.5);
  expect(secondsBetween(undefined, new Date(0))).toBeUndefined();
});

it('shows sizes in decimal units', () => {
  expect(formatBytes(999)).toBe('999 bytes');
  expect(formatBytes(1_234_567)).toBe('1.23 MB');
});

it('counts in words', () => {
  expect(plural(1, 'epoch')).toBe('1 epoch');
  expect(plural(2, 'epoch')).toBe('2 epochs');
});
