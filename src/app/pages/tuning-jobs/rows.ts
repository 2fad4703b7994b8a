import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { q } from '../../client.ts';
import { toRow } from './row.ts';

/** All tuning jobs as rows, newest first, in one answer. */
export function useTuningJobRows() {
  const list = useQuery(q('ListTuningJobOverviews', {}));
  const rows = useMemo(() => (list.data?.TuningJobs ?? []).map(toRow), [list.data]);
  return { ...list, rows };
}
