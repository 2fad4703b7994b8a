/**
 * JSON that brings back what JSON cannot say: dates, numbers that are not finite, and minus zero. Each is written as a
 * text that starts with U+0000 and a letter; a text that starts so by itself gets a letter of its own.
 */
const MARK = '\u0000';

export function toExactJson(value: unknown): string {
  return JSON.stringify(value, function replace(this: unknown, key: string, given: unknown) {
    // A date has become a text by now; the holder still has it.
    const held = own(this, key);
    if (held instanceof Date) return `${MARK}D${held.getTime()}`;
    if (typeof given === 'number' && (!Number.isFinite(given) || Object.is(given, -0)))
      return `${MARK}N${Object.is(given, -0) ? '-0' : String(given)}`;
    return typeof given === 'string' && given.startsWith(MARK) ? `${MARK}S${given}` : given;
  });
}

/** Throws a SyntaxError for what is no JSON, and an Error for a mark that says nothing. */
export function fromExactJson(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(MARK)) return value;
    const rest = value.slice(2);
    switch (value[1]) {
      case 'D':
        return new Date(Number(rest));
      case 'N':
        return Number(rest);
      case 'S':
        return rest;
      default:
        throw new Error('A text begins with a mark that is not known.');
    }
  });
}

const own = (holder: unknown, key: string): unknown =>
  typeof holder === 'object' && holder !== null
    ? Object.getOwnPropertyDescriptor(holder, key)?.value
    : undefined;
