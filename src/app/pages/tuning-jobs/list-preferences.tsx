import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import { COLUMNS } from './columns.tsx';
import type { Preferences } from './view.ts';

const PAGE_SIZES = [10, 20, 50, 100, 200];

interface ListPreferencesProps {
  readonly preferences: Preferences;
  readonly onConfirm: (next: Preferences) => void;
}

/** Page size, wrapping and columns of the list. */
export function ListPreferences({ preferences, onConfirm }: ListPreferencesProps) {
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{
        pageSize: preferences.pageSize,
        wrapLines: preferences.wrapLines,
        contentDisplay: preferences.columns,
      }}
      onConfirm={({ detail }) =>
        onConfirm({
          pageSize: detail.pageSize ?? preferences.pageSize,
          wrapLines: detail.wrapLines ?? preferences.wrapLines,
          columns: (detail.contentDisplay ?? preferences.columns).map(({ id, visible }) => ({
            id,
            visible,
          })),
        })
      }
      pageSizePreference={{
        title: 'Tuning jobs a page',
        options: PAGE_SIZES.map((value) => ({ value, label: String(value) })),
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Shows all of a long text.' }}
      contentDisplayPreference={{
        title: 'Columns',
        description: 'Which are shown, and in which order.',
        options: COLUMNS.map(({ id, header }) => ({ id, label: header, alwaysVisible: id === 'name' })),
      }}
    />
  );
}
