import { findInLog, groupsIn, patternProblem } from '../../training/log-metrics.ts';
import { patternWarnings } from '../../training/pattern-warnings.ts';
import type { Handler } from '../handler.ts';

const MOST = 200;

export const testMetricDefinitions: Handler<'TestMetricDefinitions'> = async (
  _context,
  { MetricDefinitions, Log },
) => ({
  Results: MetricDefinitions.map(({ Name, Regex }) => {
    const problem = patternProblem(Regex);
    if (problem !== undefined) return { Name, Problem: problem, Found: [], Total: 0, Warnings: [] };
    const found = findInLog(Regex, Log);
    const odd = found.filter(({ value }) => value === undefined);
    const groups = groupsIn(Regex);
    return {
      Name,
      Found: found.slice(0, MOST).map(({ line, text, value }) => ({
        Line: line,
        Text: text,
        Value: value !== undefined && Number.isFinite(value) ? value : null,
      })),
      Total: found.length,
      Warnings: [
        ...(found.length === 0 && Log.trim() !== '' ? ['It matches no line.'] : []),
        ...(odd.length > 0
          ? [
              `${odd.length} of ${found.length} captures are no numbers, such as “${odd[0]?.text}” in line ${odd[0]?.line}.`,
            ]
          : []),
        ...patternWarnings(Regex),
        ...(groups > 1 ? [`It has ${groups} capture groups; only the first is read.`] : []),
      ],
    };
  }),
});
