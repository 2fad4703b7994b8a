import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { q } from '../../client.ts';
import { allEvents } from '../../queries.ts';
import { epochsBy, rewound, type Watched } from '../../replay.ts';
import type { EpochsThen } from './curves.ts';

interface Replay {
  readonly shown: Watched;
  readonly epochsThen: EpochsThen;
}

/** What a tuning job's page shows: the tuning job as it is, or as it was at simulated second `at`. */
export function useReplay(name: string, watched: Watched | undefined, at: number | undefined) {
  const enabled = at !== undefined;
  const { data: timeline } = useQuery({
    ...q('DescribeTuningJobTimeline', { HyperParameterTuningJobName: name }),
    enabled,
  });
  const { data: ends } = useQuery({
    ...allEvents(name, ['TrainingJobCompleted', 'TrainingJobStopped', 'TrainingJobFailed']),
    enabled,
  });
  return useMemo((): Replay | undefined => {
    if (!watched) return undefined;
    if (at === undefined || !timeline || !ends) return { shown: watched, epochsThen: undefined };
    const times = timeline.TrainingJobs;
    return {
      shown: rewound(watched, { times, ends }, at),
      epochsThen: new Map(times.map((each) => [each.TrainingJobName, epochsBy(each, at)])),
    };
  }, [watched, at, timeline, ends]);
}
