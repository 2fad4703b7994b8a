import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readStored, writeStored } from '../../stored.ts';
import { COLUMNS, SHOWN_AT_FIRST } from './columns.tsx';
import {
  type Preferences,
  PREFERENCES_KEY,
  readPreferences,
  readView,
  writeView,
  type View,
} from './view.ts';

/** The view in the address, and a way to change parts of it. Another filter or order begins on the first page. */
export function useListView(): readonly [View, (change: Partial<View>) => void] {
  const [query, setQuery] = useSearchParams();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback(
    (part: Partial<View>) =>
      setQuery((before) => writeView(before, { ...readView(before), page: 1, ...part }), {
        replace: true,
        preventScrollReset: true,
      }),
    [setQuery],
  );
  return [view, change];
}

const AT_FIRST: Preferences = {
  pageSize: 20,
  wrapLines: true,
  columns: COLUMNS.map(({ id }) => ({ id, visible: SHOWN_AT_FIRST.has(id) })),
};

/** Columns and page size as last chosen in this browser; a column that came since then stays hidden. */
export function usePreferences(): readonly [Preferences, (next: Preferences) => void] {
  const [preferences, set] = useState<Preferences>(() => {
    const stored = readStored(PREFERENCES_KEY, readPreferences);
    if (!stored) return AT_FIRST;
    const known = new Set<string>(COLUMNS.map(({ id }) => id));
    const kept = stored.columns.filter(({ id }) => known.has(id));
    const there = new Set(kept.map(({ id }) => id));
    const added = AT_FIRST.columns.filter(({ id }) => !there.has(id));
    return { ...stored, columns: [...kept, ...added.map(({ id }) => ({ id, visible: false }))] };
  });
  return [
    preferences,
    (next) => {
      set(next);
      writeStored(PREFERENCES_KEY, next);
    },
  ];
}
