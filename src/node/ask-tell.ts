import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import { converse } from './conversation.ts';

/**
 * The engine for a harness in any language: one JSON object a line on stdin, one a line on stdout. The README's
 * "Doors for measuring" has the protocol.
 */
process.exitCode = await converse(createInterface({ input: stdin }), (answer) =>
  stdout.write(`${JSON.stringify(answer)}\n`),
);
