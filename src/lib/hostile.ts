/**
 * What is wrong with the form of a value that came from JSON somebody else wrote: nested too deep, or with a member called
 * `__proto__` outside the `maps`, the members whose keys are data. Undefined when nothing is. Works without recursion: it
 * may be nested deeper than the stack.
 */
export function objectionTo(value: object, levels: number, maps: ReadonlySet<string>): string | undefined {
  const open: { inner: object; level: number; map: boolean }[] = [{ inner: value, level: 1, map: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { inner, level, map } = next;
    if (level > levels) return `This is nested more than ${levels} levels deep.`;
    for (const [key, member] of Object.entries(inner) as [string, unknown][]) {
      if (key === '__proto__' && !map)
        return 'A member is called __proto__, which nothing here has: it could change how the page works.';
      if (typeof member === 'object' && member !== null)
        open.push({ inner: member, level: level + 1, map: maps.has(key) });
    }
  }
  return undefined;
}
