import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import PropertyFilter, { type PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { plural } from '../../format.ts';
import { readStored, writeStored } from '../../stored.ts';
import { FILTER_KEYS, FILTERS, OPERATORS } from './filter.ts';
import type { TuningJobRow } from './row.ts';
import { FILTERS_KEY, NO_FILTER, type Query, readQuery, readSavedFilters, type SavedFilter } from './view.ts';

/** A day is picked, not typed. */
const dayForm = ({ value, onChange }: PropertyFilterProps.ExtendedOperatorFormProps<string>) => (
  <FormField label="Day">
    <DatePicker
      value={value ?? ''}
      onChange={({ detail }) => onChange(detail.value)}
      placeholder="YYYY/MM/DD"
      openCalendarAriaLabel={() => 'Choose a day'}
    />
  </FormField>
);

const PROPERTIES: PropertyFilterProps.FilteringProperty[] = FILTER_KEYS.map((key) => {
  const { label, group, kind } = FILTERS[key];
  return {
    key,
    propertyLabel: label,
    groupValuesLabel: group,
    operators: OPERATORS[kind].map((operator) => (kind === 'day' ? { operator, form: dayForm } : operator)),
    ...(kind === 'choice' || kind === 'text' ? {} : { defaultOperator: '>=' as const }),
  };
});

interface Props {
  readonly rows: readonly TuningJobRow[];
  readonly filter: Query;
  readonly matches: number;
  readonly onChange: (filter: Query) => void;
}

/** The list's property filter, with filters kept under names. */
export function ListFilter({ rows, filter, matches, onChange }: Props) {
  const [saved, setSaved] = useState<readonly SavedFilter[]>(
    () => readStored(FILTERS_KEY, readSavedFilters) ?? [],
  );
  const [naming, setNaming] = useState(false);
  const current = saved.find((each) => JSON.stringify(each.filter) === JSON.stringify(filter));
  const keep = (next: readonly SavedFilter[]) => {
    setSaved(next);
    writeStored(FILTERS_KEY, next);
  };
  const options = useMemo(
    () =>
      FILTER_KEYS.filter((key) => FILTERS[key].kind === 'text' || FILTERS[key].kind === 'choice').flatMap(
        (key) =>
          [...new Set(rows.flatMap((row) => FILTERS[key].of(row)))]
            .filter((value) => value !== '')
            .map((value) => ({ propertyKey: key, value })),
      ),
    [rows],
  );
  return (
    <>
      <PropertyFilter
        query={{
          operation: filter.operation,
          tokens: filter.tokens.map(({ propertyKey, ...token }) => ({
            ...token,
            ...(propertyKey !== undefined && { propertyKey }),
          })),
        }}
        onChange={({ detail }) => {
          const read = readQuery({ operation: detail.operation, tokens: detail.tokens });
          if (read) onChange(read);
        }}
        filteringProperties={PROPERTIES}
        filteringOptions={options}
        filteringPlaceholder="Find tuning jobs"
        filteringAriaLabel="Find tuning jobs"
        filteringEmpty="Nothing to suggest"
        countText={plural(matches, 'match', 'matches')}
        expandToViewport
        i18nStrings={{ clearAriaLabel: 'Clear', editTokenHeader: 'Edit filter' }}
        customControl={
          saved.length > 0 && (
            <Select
              inlineLabelText="Saved filters"
              ariaLabel="Saved filters"
              placeholder="Choose"
              selectedOption={current ? { label: current.name, value: current.name } : null}
              options={saved.map(({ name }) => ({ label: name, value: name }))}
              onChange={({ detail }) =>
                onChange(saved.find(({ name }) => name === detail.selectedOption.value)?.filter ?? NO_FILTER)
              }
            />
          )
        }
        customFilterActions={
          <ButtonDropdown
            ariaLabel="Filter actions"
            mainAction={{ text: 'Clear filters', onClick: () => onChange(NO_FILTER) }}
            items={[
              { id: 'save', text: 'Save filter', disabled: current !== undefined },
              { id: 'delete', text: 'Delete saved filter', disabled: current === undefined },
            ]}
            onItemClick={({ detail }) => {
              if (detail.id === 'save') setNaming(true);
              else keep(saved.filter((each) => each !== current));
            }}
          />
        }
      />
      {naming && (
        <NameFilter
          onClose={() => setNaming(false)}
          onName={(name) => {
            keep([...saved.filter((each) => each.name !== name), { name, filter }]);
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

function NameFilter({ onName, onClose }: { onName: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  return (
    <Modal
      visible
      header="Save filter"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={trimmed === ''}
              disabledReason="Give it a name first."
              onClick={() => onName(trimmed)}
            >
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <FormField label="Filter name" description="A filter of the same name is replaced.">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
    </Modal>
  );
}
