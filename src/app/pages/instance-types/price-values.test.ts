import { expect, test } from 'vitest';
import { parsePercent, parsePrice, priceText, sourceText } from './price-values.ts';

const type = { InstanceType: 'ml.m5.xlarge' as const };

test('the own price counts before the list, and the table says whose it is', () => {
  expect(priceText(type)).toBe('');
  expect(priceText({ ...type, ListPricePerHour: 0.23 })).toBe('0.23');
  expect(priceText({ ...type, ListPricePerHour: 0.23, OwnPricePerHour: 0 })).toBe('0');
  const listed = {
    ...type,
    ListPricePerHour: 0.23,
    ListAsOf: '2024',
    ListSource: 'public copies of the list',
  };
  expect(sourceText(type)).toBe('Not known: enter your own');
  expect(sourceText({ ...type, OwnPricePerHour: 1 })).toBe('You');
  expect(sourceText(listed)).toBe('List of 2024, from public copies of the list');
  expect(sourceText({ ...listed, OwnPricePerHour: 1 })).toBe(
    'You; list price 0.23 of 2024, from public copies of the list',
  );
});

test('a price is a plain decimal; none stands for the list', () => {
  expect(parsePrice(' 0.5 ')).toBe(0.5);
  expect(parsePrice('')).toBeNull();
  for (const text of ['-1', '1e3', 'x', '1,5', '.5', '100001'])
    expect(typeof parsePrice(text)).toBe('string');
});

test('a share is above 0 and at most 100 percent', () => {
  expect(parsePercent('30')).toBe(0.3);
  expect(parsePercent('100')).toBe(1);
  for (const text of ['0', '101', '', 'x', '-3']) expect(typeof parsePercent(text)).toBe('string');
});
