/** Reading JSON that somebody else wrote. Pure. */

/** Longest request and deepest nesting that are read: far beyond any request, far below what would freeze the page. */
export const LIMITS = { characters: 1_000_000, levels: 40 } as const;

export type Parsed = { readonly value: object } | { readonly error: string };

/** Maps whose keys are data; any text is a name there. */
const MAPS = new Set(['StaticHyperParameters', 'Environment', 'HyperParameters', 'TunedHyperParameters']);

/** The object a text holds, or why it is refused: too long, no JSON, no object, too deep, or a key that rewires objects. */
export function readHostile(text: string): Parsed {
  if (text.length > LIMITS.characters)
    return {
      error: `This is longer than any request: ${LIMITS.characters.toLocaleString('en-US')} characters.`,
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
  const objection = objectionTo(value);
  return objection === undefined ? { value } : { error: objection };
}

/** What is wrong with the form of a value from JSON. Without recursion: it may be nested deeper than the stack. */
function objectionTo(value: object): string | undefined {
  const open: { inner: object; level: number; map: boolean }[] = [{ inner: value, level: 1, map: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { inner, level, map } = next;
    if (level > LIMITS.levels) return `This is nested more than ${LIMITS.levels} levels deep.`;
    for (const [key, member] of Object.entries(inner)) {
      if (key === '__proto__' && !map)
        return 'A member is called __proto__, which no request has: it could change how the page works.';
      if (typeof member === 'object' && member !== null)
        open.push({ inner: member as object, level: level + 1, map: MAPS.has(key) });
    }
  }
  return undefined;
}
