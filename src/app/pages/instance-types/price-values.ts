import type { InstanceTypeFacts } from '../../../api/prices.ts';

/** The price that counts, as text; empty where none is known. */
export const priceText = ({ OwnPricePerHour, ListPricePerHour }: InstanceTypeFacts): string => {
  const price = OwnPricePerHour ?? ListPricePerHour;
  return price === undefined ? '' : String(price);
};

export function sourceText({
  OwnPricePerHour,
  ListPricePerHour,
  ListAsOf,
  ListSource,
}: InstanceTypeFacts): string {
  const list = `${ListAsOf}, from ${ListSource}`;
  if (OwnPricePerHour !== undefined)
    return ListPricePerHour === undefined ? 'You' : `You; list price ${ListPricePerHour} of ${list}`;
  return ListPricePerHour === undefined ? 'Not known: enter your own' : `List of ${list}`;
}

const DECIMAL = /^\d+(\.\d+)?$/;

/** Dollars; null for an empty text, which stands for the list price; a sentence for what is no price. */
export function parsePrice(text: string): number | null | string {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const price = Number(trimmed);
  if (!DECIMAL.test(trimmed)) return 'Enter a price in US dollars, such as 0.23.';
  return price <= 100_000 ? price : 'Enter a price of at most 100,000 dollars an hour.';
}

/** A share above 0 and at most 1, from percent; a sentence for what is none. */
export function parsePercent(text: string): number | string {
  const trimmed = text.trim();
  const percent = Number(trimmed);
  return DECIMAL.test(trimmed) && percent > 0 && percent <= 100
    ? percent / 100
    : 'Enter a number above 0 and at most 100.';
}
