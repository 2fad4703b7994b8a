import { z } from 'zod';
import { quotas } from '../api/quotas.ts';
import { issues } from '../api/validate.ts';
import { RpcError } from '../lib/rpc.ts';

/** The last epoch that can be reported, which is the most that Hyperband counts. Bounds what one line can ask for. */
export const LAST_EPOCH = quotas.hyperbandMaxResource;

const needed = (what: string) => ({ error: what });
const id = (member: string) => z.int(needed(`${member} is the id of a training job, a whole number.`));
const value = z.number(needed('value is a number; null where there was none.')).nullable();
const epoch = z
  .int(needed('epoch is a whole number from 1.'))
  .min(1, needed('epoch is a whole number from 1.'))
  .max(
    LAST_EPOCH,
    needed(
      `epoch is at most ${LAST_EPOCH.toLocaleString('en-US')}: where there are more, report every k-th step as an epoch.`,
    ),
  );

const REQUESTS = {
  suggest: z.strictObject({ suggest: z.literal(true, needed('suggest is true.')) }),
  observe: z.strictObject({ observe: id('observe'), value }),
  report: z.strictObject({ report: id('report'), epoch, value }),
};
type Kind = keyof typeof REQUESTS;
export type Request = z.infer<(typeof REQUESTS)[Kind]>;

const KINDS = Object.keys(REQUESTS) as Kind[];

/**
 * What a line after the first asks for.
 * @throws with the member that is wrong and what it should be
 */
export function toRequest(line: unknown): Request {
  const members = typeof line === 'object' && line !== null ? Object.keys(line) : [];
  const named = KINDS.filter((kind) => members.includes(kind));
  const [kind] = named;
  if (kind === undefined || named.length > 1) {
    const found = kind === undefined ? 'none of them' : named.join(' and ');
    throw refusal(`A line is an object with one of suggest, observe and report; this one has ${found}.`);
  }
  const result = REQUESTS[kind].safeParse(line);
  if (result.success) return result.data;
  const allowed = Object.keys(REQUESTS[kind].shape);
  const strange = members.find((member) => !allowed.includes(member));
  if (strange !== undefined)
    throw refusal(`${strange} is no member of a line with ${kind}: it has ${allowed.join(', ')}.`, [strange]);
  const [problem] = issues(REQUESTS[kind], line);
  throw refusal(problem?.message ?? 'The line is wrong.', problem?.path);
}

const refusal = (message: string, path?: readonly (string | number)[]) =>
  new RpcError({ code: 'ValidationException', message, ...(path ? { path } : {}) });

/** A text in quotes, which stays as it is, or a number that JSON does not have. */
const TEXT_OR_NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g;

/** One line as JSON, in which NaN, Infinity and -Infinity, as Python writes them, are null. */
export function readLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (thrown) {
    const plain = line.replace(TEXT_OR_NO_NUMBER, (token) => (token.startsWith('"') ? token : 'null'));
    if (plain !== line) return JSON.parse(plain);
    throw thrown;
  }
}
