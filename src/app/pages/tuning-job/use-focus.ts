import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Curve, Mark } from '../../charts/series.ts';
import { q } from '../../client.ts';
import { marginWords, stopMark, thresholdCurve } from '../../decisions.ts';
import { shortName, type TrainingJobDecisions } from '../../jobs.ts';
import { placed, placeOf, type Shaping } from './curve-shapes.ts';
import type { EpochsThen } from './curves.ts';

interface FocusOptions {
  /** The training job that was selected last. */
  readonly name: string | undefined;
  readonly curves: readonly Curve[];
  readonly shaping: Shaping;
  readonly direction: 'Maximize' | 'Minimize';
  /** The threshold belongs to the objective and to no other metric. */
  readonly onObjective: boolean;
  readonly epochsThen: EpochsThen;
}

export interface Focus {
  readonly name: string | undefined;
  readonly decisions: TrainingJobDecisions | undefined;
  readonly threshold: Curve | undefined;
  /** Where a rule stopped it. */
  readonly stop: Mark | undefined;
  /** How it stands to the line, in a sentence. */
  readonly words: string | undefined;
  /** Epochs it has reported. */
  readonly epochs: number;
}

/** What the chart says of the training job that was selected last: line, stop, margin. */
export function useFocus({ name, curves, shaping, direction, onObjective, epochsThen }: FocusOptions): Focus {
  const { data: decisions } = useQuery({
    ...q('DescribeTrainingJobDecisions', { TrainingJobName: name ?? '' }),
    enabled: name !== undefined,
  });
  const curve = curves.find(({ id }) => id === name);
  return useMemo(() => {
    const own = decisions?.TrainingJobName === name ? decisions : undefined;
    const last = curve?.points.at(-1)?.x ?? 0;
    const epochs = epochsThen?.get(name ?? '') ?? last;
    const all = onObjective && own ? thresholdCurve(own) : undefined;
    const line = all && { ...all, points: all.points.upTo(epochs) };
    const threshold =
      line && line.points.length > 0 && name !== undefined ? placed(line, shaping, name) : undefined;
    const stopped = onObjective ? stopMark(own) : undefined;
    const place = stopped && name !== undefined ? placeOf(shaping, name, stopped.x) : undefined;
    const stop = stopped && place !== undefined && stopped.x <= epochs ? { ...stopped, x: place } : undefined;
    return {
      name,
      decisions: own,
      threshold,
      stop,
      epochs,
      words:
        own && name !== undefined ? words({ name, own, curve, line, direction, onObjective }) : undefined,
    };
  }, [decisions, name, curve, shaping, direction, onObjective, epochsThen]);
}

interface WordsOptions {
  readonly name: string;
  readonly own: TrainingJobDecisions;
  readonly curve: Curve | undefined;
  readonly line: Curve | undefined;
  readonly direction: 'Maximize' | 'Minimize';
  readonly onObjective: boolean;
}

function words({ name, own, curve, line, direction, onObjective }: WordsOptions): string | undefined {
  const job = `Training job ${shortName(name)}`;
  if (!onObjective) return `${job} is judged by its objective metric; on this one there is no threshold.`;
  const latest = line?.points.at(-1);
  const value = latest && curve?.points.valueAt(latest.x);
  // The curve is being read in full.
  if (latest !== undefined && value === undefined) return undefined;
  if (latest === undefined || value === undefined)
    return own.Hyperband
      ? `${job} has not come to a rung yet.`
      : `${job} has not been compared with a median.`;
  const what = own.Hyperband
    ? 'the worst value that went on at each rung'
    : 'the median that it was compared with after each epoch';
  return `The dotted line is ${what}. At epoch ${latest.x} ${job.toLowerCase()} was ${marginWords(value, latest.y, direction)}.`;
}
