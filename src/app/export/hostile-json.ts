/** Reading JSON that somebody else wrote. Pure. */
import { objectionTo } from '../../lib/hostile.ts';

/** Longest request and deepest nesting that are read: far beyond any request, far below what would freeze the page. */
export const LIMITS = { characters: 1_000_000, levels: 40 } as const;

export type Parsed = { readonly value: object } | { readonly error: string };

/** Maps whose keys are data; any text is a name there. */
const MAPS = new Set(['StaticHyperParameters', 'Environment', 'HyperParameters', 'TunedHyperParameters']);

/** The object a text holds, or why it is refused: too long, no JSON, no object, too deep, or a key that rewires objects. */
export function readHostile(text: string): Parsed {
  if (text.length > LIMITS.characters)
    return {
      error: `This is longer than any request: at most ${LIMITS.characters.toLocaleString('en-US')} characters are read.`,
    };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { error: 'A request is an object: { "HyperParameterTuningJobName": … }.' };
  }
  const objection = objectionTo(value, LIMITS.levels, MAPS);
  return objection === undefined ? { value } : { error: objection };
}
