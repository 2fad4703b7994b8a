import { PREFIX_LENGTH, SCRIPT_NAME } from './worker-source.ts';

/** What a script that went wrong tells; lines and columns as the browser counts them. */
export interface Fault {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly stack?: string;
}

const IMPORTS = 'The script imports something. It has to stand alone';

/**
 * The fault in a sentence, with line and column of the user's own script, both from 1, where the browser tells them:
 * those of the event, else those of the innermost call in the script (what it called of ours stands after its last line).
 */
export function tellFault({ message, line, column, stack }: Fault, script: string): string {
  const lines = script.split('\n').length;
  const called = [...(stack ?? '').matchAll(new RegExp(`${SCRIPT_NAME}:(\\d+):(\\d+)`, 'g'))]
    .map(([, at, of]) => [Number(at), Number(of)] as const)
    .find(([at]) => at >= 1 && at <= lines);
  const [at, of] = line ? [line, column ?? 0] : (called ?? [0, 0]);
  // A brace that is never closed is found missing after the last line.
  const told = Math.min(at, lines);
  const own = told === 1 ? of - PREFIX_LENGTH : of;
  const text = /import statement/.test(message) ? IMPORTS : message.replace(/^Uncaught /, '');
  if (told < 1) return text;
  return `${text} (line ${told}${at <= lines && own >= 1 ? `, column ${own}` : ''} of the script)`;
}
