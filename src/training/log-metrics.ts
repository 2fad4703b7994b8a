/**
 * Metrics of an own algorithm, found in its log by regular expressions as SageMaker does (spec rules.md §12): every
 * line is searched, the first capture group is the value, the last match of an epoch counts.
 *
 * Patterns run on RE2: time is linear in the line, so that none can block anything. SageMaker uses Python's
 * expressions; what RE2 lacks of them (look-around, back-references) is told when the pattern is given.
 */
import { RE2JS } from 're2js';

export interface MetricPattern {
  readonly Name: string;
  readonly Regex: string;
}

/** What a pattern finds in a log. */
export interface PatternFinding {
  /** From 1. */
  readonly line: number;
  /** The first capture group; the whole match if there is no group. */
  readonly text: string;
  /** Undefined when the text is no number. */
  readonly value: number | undefined;
  /** Place of `text` in the line. */
  readonly start: number;
  readonly end: number;
}

// A pattern is used for every line of every epoch of every training job.
const compiled = new Map<string, RE2JS>();

function compile(regex: string): RE2JS {
  let pattern = compiled.get(regex);
  if (!pattern) {
    pattern = RE2JS.compile(regex);
    if (compiled.size > 200) compiled.clear();
    compiled.set(regex, pattern);
  }
  return pattern;
}

/** What is wrong with a pattern, in a sentence; undefined when it can be used. */
export function patternProblem(regex: string): string | undefined {
  try {
    const groups = compile(regex).groupCount();
    return groups === 0
      ? 'The expression needs a capture group, such as (\\S+), around the number.'
      : undefined;
  } catch (thrown) {
    if (/\(\?(?:[=!]|<[=!])|\\[1-9]/.test(regex))
      return 'Look-around and back-references are not supported here, since their time has no bound. Capture the number with a plain group.';
    if (/\\Z/.test(regex)) return 'Write $ for the end of a line: \\Z, which Python has, is not known here.';
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return `The expression is not valid: ${message}.`;
  }
}

/** How many capture groups a usable pattern has. */
export const groupsIn = (regex: string): number => compile(regex).groupCount();

/** Everything the pattern finds, line by line. An unusable pattern finds nothing. */
export function findInLog(regex: string, log: string): PatternFinding[] {
  if (patternProblem(regex) !== undefined) return [];
  const pattern = compile(regex);
  return log.split('\n').flatMap((line, i) => {
    const matcher = pattern.matcher(line);
    if (!matcher.find()) return [];
    const text = matcher.group(1) ?? '';
    return [{ line: i + 1, text, value: toNumber(text), start: matcher.start(1), end: matcher.end(1) }];
  });
}

/** The metrics of one epoch's log, by name: the last number that each pattern finds. */
export function metricsIn(log: string, patterns: readonly MetricPattern[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { Name, Regex } of patterns) {
    const value = findInLog(Regex, log).findLast((finding) => finding.value !== undefined)?.value;
    if (value !== undefined) found[Name] = value;
  }
  return found;
}

/** Python's float() of a capture, as far as logs go; NaN and infinities are values too: training diverged. */
function toNumber(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === '') return undefined;
  if (/^[+-]?nan$/.test(trimmed)) return Number.NaN;
  const infinite = /^([+-]?)inf(inity)?$/.exec(trimmed);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
