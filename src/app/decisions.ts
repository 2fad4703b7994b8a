/** The stopping rule's decisions as pictures and words. Pure. */
import { Points, type Point } from '../lib/points.ts';
import { factsOf, type Curve, type Mark } from './charts/series.ts';
import { formatNumber, formatDuration, plural } from './format.ts';
import { shortName, type TrainingJobDecisions } from './jobs.ts';

/** What a training job was compared with, by epoch; undefined when it never was. */
export function thresholdCurve({
  Thresholds,
  Hyperband,
}: Pick<TrainingJobDecisions, 'Thresholds' | 'Hyperband'>): Curve | undefined {
  const points = Thresholds.flatMap((y, i) => (y === null ? [] : [{ x: i + 1, y }]));
  const label = Hyperband ? 'Worst value that went on' : 'Median threshold';
  return points.length === 0 ? undefined : { id: 'threshold', label, index: 0, points: Points.of(points) };
}

/** Where a rule stopped it. */
export function stopMark(decisions: TrainingJobDecisions | undefined): Mark | undefined {
  const stop = decisions?.Stop;
  return stop?.Rule === 'Median' || stop?.Rule === 'Hyperband'
    ? { x: stop.Epoch, y: stop.Value, kind: 'stop', label: 'Stopped' }
    : undefined;
}

type Direction = 'Maximize' | 'Minimize';

/**
 * Best and last point of a curve, and where it was stopped. What falls on one place is one mark that says both. `name`: of
 * whom they are, where marks of several are drawn.
 */
export function marksOf(
  curve: Curve | undefined,
  direction: Direction,
  stop: Mark | undefined,
  name?: string,
): readonly Mark[] {
  const best = curve && factsOf(curve, direction).best;
  const last = curve && lastOf(curve.points);
  const called = (words: string) =>
    name === undefined ? words : `${name} ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const value = ({ y }: Point) => formatNumber(y, 4);
  const isLast = best !== undefined && last?.x === best.x;
  const isStop = (point: Point | undefined) => point !== undefined && point.x === stop?.x;
  const both = isLast ? 'best and last' : 'last';
  return [
    ...(best && !isStop(best)
      ? [
          {
            ...best,
            kind: 'best' as const,
            label: called(`${isLast ? 'Best and last' : 'Best'} ${value(best)}`),
          },
        ]
      : []),
    ...(last && !isLast && !isStop(last)
      ? [{ ...last, kind: 'last' as const, label: called(`Last ${value(last)}`) }]
      : []),
    ...(stop
      ? [
          {
            ...stop,
            label: called(last && isStop(last) ? `${stop.label}, ${both} ${value(last)}` : stop.label),
          },
        ]
      : []),
  ];
}

function lastOf(points: Points): Point | undefined {
  for (let i = points.length - 1; i >= 0; i--) if (Number.isFinite(points.y(i))) return points.at(i);
  return undefined;
}

/** How a value stands to its threshold: "0.012 above the line: better than the median". */
export function marginWords(value: number, threshold: number, direction: Direction): string {
  const margin = value - threshold;
  if (margin === 0) return 'on the line, which is not worse';
  const side = margin > 0 ? 'above' : 'below';
  const better = margin > 0 === (direction === 'Maximize');
  return `${formatNumber(Math.abs(margin), 3)} ${side} the line, ${better ? 'better' : 'worse'} than what it is compared with`;
}

/** Why a training job was stopped, in words. */
export function stopSentence(
  stop: NonNullable<TrainingJobDecisions['Stop']>,
  direction: 'Maximize' | 'Minimize',
): string {
  switch (stop.Rule) {
    case 'Median':
      return `After epoch ${stop.Epoch} its objective was ${formatNumber(stop.Value)}, ${direction === 'Maximize' ? 'below' : 'above'} ${formatNumber(stop.Median)}, the median of the running averages of ${plural(stop.Compared.length, 'completed training job')} up to that epoch. The median rule stops a training job that is worse than this median.`;
    case 'Hyperband':
      return `At the rung of epoch ${stop.Epoch} its objective was ${formatNumber(stop.Value)}, ${direction === 'Maximize' ? 'below' : 'above'} ${formatNumber(stop.Threshold)}, the worst of those that go on: the best ${stop.Kept} of the ${plural(stop.Results.length, 'result')} that this rung has had.`;
    case 'MaxResource':
      return `It reached the maximum resource of Hyperband, ${plural(stop.Limit, 'epoch')}: all that a training job of this tuning job may have. It counts like a completed one.`;
    case 'TuningJobEnded':
      return `The tuning job ended while this training job was running. ${stop.Reason}`;
    case 'StopRequested':
      return stop.Scope === 'TuningJob'
        ? 'Someone stopped the tuning job while this training job was running.'
        : 'Someone stopped this training job.';
    case 'MaxRuntimeExceeded':
      return `It reached the maximum duration per training job, ${formatDuration(stop.LimitInSeconds)}.`;
    case 'MaxWaitTimeExceeded':
      return `With all the waiting for spot capacity it reached the maximum wait, ${formatDuration(stop.LimitInSeconds)}.`;
  }
}

/** Why a training job that ran to its end was not stopped, in words. */
export function keepSentence(
  keep: NonNullable<TrainingJobDecisions['Keep']>,
  { MinCompletedTrainingJobs, FirstEpoch }: TrainingJobDecisions['MedianRule'],
): string {
  switch (keep.Rule) {
    case 'Off':
      return 'Early stopping is off for this tuning job, so nothing was compared.';
    case 'NeverCompared': {
      const why = [
        keep.TooFew > 0 &&
          `at ${plural(keep.TooFew, 'epoch')} fewer than ${MinCompletedTrainingJobs} completed training jobs had come that far`,
        keep.TooEarly > 0 &&
          `${plural(keep.TooEarly, 'epoch')} came before epoch ${FirstEpoch}, the first the rule looks at`,
        keep.NoValue > 0 &&
          `${plural(keep.NoValue, 'epoch')} had no objective value, or came after one that had none`,
      ].filter((reason) => reason !== false);
      return `The median rule never compared it: ${why.join('; ') || 'it reported no epoch before it ended'}.`;
    }
    case 'NeverWorse':
      return `The median rule compared it after ${plural(keep.EpochsCompared, 'epoch')} and it was never worse than the median. It came closest after epoch ${keep.Closest.Epoch}: its objective was ${formatNumber(keep.Closest.Value)}, the median ${formatNumber(keep.Closest.Median)}.`;
    case 'Hyperband':
      return keep.Rungs.length === 0
        ? 'It came to no rung of its bracket.'
        : `It was among the results that went on at every rung it came to: ${keep.Rungs.map(({ Epoch, Kept, Arrived }) => `best ${Kept} of ${Arrived} at epoch ${Epoch}`).join(', ')}.`;
  }
}

/** The row of a compared training job, best to read in order of its running average. */
export const comparedRows = (stop: NonNullable<TrainingJobDecisions['Stop']>) =>
  stop.Rule === 'Median'
    ? stop.Compared.map(({ TrainingJobName, RunningAverage }) => ({
        name: TrainingJobName,
        short: shortName(TrainingJobName),
        average: RunningAverage,
      })).sort((a, b) => a.average - b.average)
    : [];
