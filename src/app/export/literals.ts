/** Values of a request as literals of the languages it is exported to. Pure. */

type Entries = readonly (readonly [string, unknown])[];

/** Members that are there; `undefined` is absence, as in JSON. */
export const membersOf = (value: object): Entries =>
  Object.entries(value).filter(([, member]) => member !== undefined);

/**
 * A Python string. JSON's escapes are Python's too; characters beyond ASCII stand as they are, because a surrogate pair
 * of escapes would be two characters there.
 */
export const pythonText = (text: string): string => JSON.stringify(text);

/** A Python literal, its further lines indented by `depth` steps of four. */
export function python(value: unknown, depth = 0): string {
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object' || value === null) return 'None';
  const [open, close, lines] = Array.isArray(value)
    ? ['[', ']', value.map((item) => python(item, depth + 1))]
    : ['{', '}', membersOf(value).map(([key, member]) => `${pythonText(key)}: ${python(member, depth + 1)}`)];
  return pythonBlock(open, lines, close, depth);
}

/** A bracket with one line an item and a comma after each; nothing between the brackets when there is none. */
export function pythonBlock(open: string, lines: readonly string[], close: string, depth = 0): string {
  if (lines.length === 0) return open + close;
  const indent = '    '.repeat(depth + 1);
  return `${open}\n${lines.map((line) => `${indent}${line},\n`).join('')}${'    '.repeat(depth)}${close}`;
}

/** An HCL string: no template may start in it, and of JSON's escapes HCL lacks \b and \f. */
export const hclText = (text: string): string =>
  JSON.stringify(text)
    .replace(/\\(.)/g, (escape, letter: string) =>
      letter === 'b' ? '\\u0008' : letter === 'f' ? '\\u000c' : escape,
    )
    .replace(/([$%])\{/g, '$1$1{');

/** A POSIX shell word. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** A text as part of a file's name. */
export const fileStem = (name: string): string =>
  name.replace(/[^a-zA-Z0-9._-]+/g, '-').slice(0, 64) || 'tuning-job';

/** A text as an identifier of Python or Terraform. */
export function identifier(text: string, taken: ReadonlySet<string> = new Set()): string {
  const plain = text.replace(/[^a-zA-Z0-9]+/g, '_').toLowerCase();
  const base = /^[a-z]/.test(plain) ? plain : `job_${plain}`;
  let found = base;
  for (let number = 2; taken.has(found); number++) found = `${base}_${number}`;
  return found;
}
