/** Checking an input against the contract: for the backend (one error, the service's wording) and for forms. */
import type { z } from 'zod';
import { RpcError } from '../lib/rpc.ts';
import type { MapComplaint } from './constraint.ts';
import type { Path, RuleId } from './rules.ts';

export interface Issue {
  readonly path: Path;
  /** A sentence to put under the field. */
  readonly message: string;
  /** The cross-field rule; absent for a field's own limits. */
  readonly rule?: RuleId;
}

/** The parsed input. Throws an RpcError ValidationException worded as SageMaker's, with the path of the first problem. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues;
  const limits = problems.filter((issue) => ruleOf(issue) === undefined);
  // The service looks at each field's own limits first and lists all of those; its cross-field checks speak alone.
  const reported = limits.length > 0 ? limits : problems.slice(0, 1);
  throw new RpcError({
    code: 'ValidationException',
    message: limits.length > 0 ? listed(limits, input) : ruleText(problems[0]),
    path: plainPath(reported[0]?.path ?? []),
  });
}

/** What is wrong with the input, field by field; empty when nothing is. Each sentence comes once a field. */
export function issues(schema: z.ZodType, input: unknown): Issue[] {
  const result = schema.safeParse(input);
  return result.success ? [] : toIssues(result.error.issues);
}

/** The same from zod's own issues, as a form resolver holds them. */
export function toIssues(problems: readonly z.core.$ZodIssue[]): Issue[] {
  const seen = new Set<string>();
  return problems.flatMap((problem) => {
    const path = plainPath(problem.path);
    const key = JSON.stringify([path, problem.message]);
    if (seen.has(key)) return [];
    seen.add(key);
    const rule = ruleOf(problem);
    return [{ path, message: problem.message, ...(rule ? { rule } : {}) }];
  });
}

/** Paths of members of `input` that its parsed form lost because the contract does not know them. */
export function unknownMembers(input: unknown, parsed: unknown, at: Path = []): Path[] {
  if (typeof input !== 'object' || input === null || typeof parsed !== 'object' || parsed === null) return [];
  return Object.entries(input).flatMap(([key, value]) => {
    const path = [...at, Array.isArray(input) ? Number(key) : key];
    if (!Object.hasOwn(parsed, key)) return value === undefined ? [] : [path];
    return unknownMembers(value, own(parsed, key), path);
  });
}

/** Longest message of a modelled exception. */
const MESSAGE_LENGTH = 1024;
const SHOWN_VALUE_LENGTH = 128;

function listed(limits: readonly z.core.$ZodIssue[], input: unknown): string {
  const texts = [...new Set(limits.map((issue) => limitText(issue, input)))];
  const head = `${texts.length} validation error${texts.length === 1 ? '' : 's'} detected: `;
  return cut(head + texts.join('; '), MESSAGE_LENGTH);
}

function ruleText(issue: z.core.$ZodIssue | undefined): string {
  const service: unknown = issue?.code === 'custom' ? issue.params?.service : undefined;
  return typeof service === 'string' ? service : (issue?.message ?? '');
}

function ruleOf(issue: z.core.$ZodIssue): RuleId | undefined {
  return issue.code === 'custom' ? (issue.params?.rule as RuleId | undefined) : undefined;
}

/** "Value 'x' at 'tags.1.member.key' failed to satisfy constraint: Member must …" */
function limitText(issue: z.core.$ZodIssue, input: unknown): string {
  const path = plainPath(issue.path);
  const complaint = issue.code === 'custom' ? (issue.params as MapComplaint | undefined) : undefined;
  if (complaint) {
    const [part, value] =
      complaint.part === 'key' ? ['Map keys', path.at(-1)] : ['Map value', valueAt(input, path)];
    const text = memberMust(complaint.cause, value);
    return failed(path.slice(0, -1), input, `${part} must satisfy constraint: [${text}]`);
  }
  // The service names the list, not the place in it, when a list of plain values holds a bad one.
  if (typeof path.at(-1) === 'number' && typeof valueAt(input, path) !== 'object') {
    return failed(
      path.slice(0, -1),
      input,
      `Member must satisfy constraint: [${memberMust(issue, valueAt(input, path))}]`,
    );
  }
  return failed(path, input, memberMust(issue, valueAt(input, path)));
}

function failed(path: Path, input: unknown, constraint: string): string {
  const value = valueAt(input, path);
  const shown = value === undefined || value === null ? 'null' : `'${cut(show(value), SHOWN_VALUE_LENGTH)}'`;
  return `Value ${shown} at '${wirePath(path)}' failed to satisfy constraint: ${constraint}`;
}

function memberMust(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'too_small':
      return `Member must have ${measured(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measured(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    case 'invalid_value':
      return value === undefined || value === null
        ? 'Member must not be null'
        : `Member must satisfy enum value set: [${issue.values.join(', ')}]`;
    case 'invalid_type':
      return value === undefined || value === null
        ? 'Member must not be null'
        : `Member must be of type ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    default:
      return issue.message;
  }
}

const measured = (origin: string) => (origin === 'number' || origin === 'int' ? 'value' : 'length');

const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: 'integer',
  array: 'list',
  object: 'structure',
  record: 'map',
  date: 'timestamp',
};

/** Members start in lower case on the wire errors, places in a list count from 1. */
function wirePath(path: Path): string {
  return path
    .map((key) =>
      typeof key === 'number' ? `${key + 1}.member` : key.charAt(0).toLowerCase() + key.slice(1),
    )
    .join('.');
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => own(value, key), input);
}

function own(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

/** One level deep: an input may be huge or refer to itself. */
function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.slice(0, 20).map(showScalar).join(', ')}]` : showScalar(value);
}

function showScalar(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : 'invalid date';
  return typeof value === 'object' && value !== null ? '{…}' : typeof value;
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** zod admits symbols in paths; JSON has none. */
const plainPath = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((key) => (typeof key === 'symbol' ? String(key) : key));
