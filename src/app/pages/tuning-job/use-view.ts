import { useCallback, useMemo, type SetStateAction } from 'react';
import { useSearchParams } from 'react-router';
import { indexOfTrainingJob, type TrainingJobSummary } from '../../jobs.ts';
import { readView, writeView, type View } from './view.ts';

export type SetView = (change: Partial<View>) => void;

/** The view in the address, and a way to change parts of it. Undefined takes a part out. */
export function useView(): readonly [View, SetView] {
  const [query, setQuery] = useSearchParams();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback<SetView>(
    (part) =>
      setQuery(
        (before) => {
          const next = { ...readView(before), ...part };
          return writeView(before, next);
        },
        { replace: true, preventScrollReset: true },
      ),
    [setQuery],
  );
  return [view, change];
}

export interface Selection {
  /** Names in the order in which they were selected; what concerns one training job concerns the last one. */
  readonly selected: readonly string[];
  readonly onSelect: (change: SetStateAction<readonly string[]>) => void;
}

/** The selected training jobs by name: one selection for every tab, kept in the address. */
export function useSelection(trainingJobs: readonly TrainingJobSummary[]): Selection {
  const [{ selected: indexes }, setView] = useView();
  const names = trainingJobs.map(({ TrainingJobName }) => TrainingJobName).join(' ');
  const key = indexes.join(' ');
  const selected = useMemo(() => {
    const byIndex = new Map(names.split(' ').map((name) => [indexOfTrainingJob(name), name]));
    return key === '' ? [] : key.split(' ').flatMap((index) => byIndex.get(Number(index)) ?? []);
  }, [names, key]);
  const onSelect = useCallback(
    (change: SetStateAction<readonly string[]>) => {
      const next = typeof change === 'function' ? change(selected) : change;
      setView({ selected: next.map(indexOfTrainingJob) });
    },
    [selected, setView],
  );
  return { selected, onSelect };
}
