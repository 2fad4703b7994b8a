import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import Toggle from '@cloudscape-design/components/toggle';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceTypeFacts } from '../../../api/prices.ts';
import { call, q } from '../../client.ts';
import { formatNumber, plural } from '../../format.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';
import { usePage } from '../../shell/page.tsx';
import { parsePrice, priceText, sourceText } from './price-values.ts';
import { SpotShare } from './spot-share.tsx';

const number = (value: number | undefined) => (
  <div className="numbers">{value === undefined ? '–' : formatNumber(value)}</div>
);

const columns: TableProps.ColumnDefinition<InstanceTypeFacts>[] = [
  {
    id: 'type',
    header: 'Instance type',
    isRowHeader: true,
    minWidth: 170,
    cell: ({ InstanceType }) => InstanceType,
  },
  { id: 'cpus', header: 'vCPUs', minWidth: 80, cell: ({ VCpus }) => number(VCpus) },
  { id: 'memory', header: 'Memory (GiB)', minWidth: 120, cell: ({ MemoryGiB }) => number(MemoryGiB) },
  {
    id: 'price',
    header: 'Price an hour (USD)',
    minWidth: 190,
    cell: (facts) => <div className="numbers">{priceText(facts) || '–'}</div>,
    editConfig: {
      ariaLabel: 'Price an hour',
      editIconAriaLabel: 'editable',
      errorIconAriaLabel: 'Error',
      constraintText: 'Leave it empty for the list price.',
      validation: (facts, value: string | undefined) => {
        const parsed = parsePrice(value ?? priceText(facts));
        return typeof parsed === 'string' ? parsed : undefined;
      },
      editingCell: (facts, { currentValue, setValue }) => (
        <Input
          inputMode="decimal"
          value={typeof currentValue === 'string' ? currentValue : priceText(facts)}
          onChange={({ detail }) => setValue(detail.value)}
        />
      ),
    },
  },
  { id: 'source', header: 'From', minWidth: 200, cell: sourceText },
];

/** The instance catalogue: cores, memory and prices, which can be one's own. */
export function InstanceTypesPage() {
  usePage('Instance types', 'instance-types');
  const client = useQueryClient();
  const flash = useFlash();
  const { data, isPending } = useQuery(q('ListInstanceTypes', {}));
  const [filter, setFilter] = useState('');
  const [pricedOnly, setPricedOnly] = useState(false);
  const shown = (data?.InstanceTypes ?? []).filter(
    (facts) =>
      facts.InstanceType.includes(filter.trim().toLowerCase()) && (!pricedOnly || priceText(facts) !== ''),
  );
  const own = (data?.InstanceTypes ?? []).filter(({ OwnPricePerHour }) => OwnPricePerHour !== undefined);

  const set = async (changes: Parameters<typeof call<'SetPrices'>>[1]) => {
    try {
      await call('SetPrices', changes);
      await client.invalidateQueries();
    } catch (thrown) {
      flash.add({
        type: 'error',
        header: 'The price could not be saved',
        content: `${explain(thrown).cause} ${explain(thrown).nextStep}`,
      });
    }
  };

  return (
    <SpaceBetween size="l">
      <Table
        variant="full-page"
        contentDensity="compact"
        header={
          <Header
            variant="h1"
            counter={data ? `(${shown.length})` : ''}
            description={
              data &&
              `On-demand list prices in ${data.Region}, as far as known, each with its date. Costs everywhere in the console are reckoned with these. Your own prices stay in this browser.`
            }
            actions={
              <Button
                disabled={own.length === 0}
                onClick={() =>
                  void set({ PerHour: own.map(({ InstanceType }) => ({ InstanceType, Price: null })) })
                }
              >
                Use list prices
              </Button>
            }
          >
            Instance types
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="l" alignItems="center">
            <TextFilter
              filteringText={filter}
              filteringPlaceholder="Find instance types"
              filteringAriaLabel="Find instance types"
              countText={plural(shown.length, 'match', 'matches')}
              onChange={({ detail }) => setFilter(detail.filteringText)}
            />
            <Toggle checked={pricedOnly} onChange={({ detail }) => setPricedOnly(detail.checked)}>
              With a price only
            </Toggle>
          </SpaceBetween>
        }
        items={shown}
        columnDefinitions={columns}
        submitEdit={async (facts, _, value) => {
          const parsed = parsePrice(typeof value === 'string' ? value : priceText(facts));
          if (typeof parsed === 'string') return;
          await set({ PerHour: [{ InstanceType: facts.InstanceType, Price: parsed }] });
        }}
        trackBy="InstanceType"
        loading={isPending}
        loadingText="Loading instance types"
        ariaLabels={{
          tableLabel: 'Instance types',
          activateEditLabel: (_, facts) => `Change the price of ${facts.InstanceType}`,
          cancelEditLabel: () => 'Cancel',
          submitEditLabel: () => 'Save',
        }}
        empty={<Box textAlign="center">No instance type matches.</Box>}
      />
      {data && (
        <SpotShare
          key={data.SpotPriceShare}
          list={data}
          onSave={(SpotPriceShare) => set({ SpotPriceShare })}
        />
      )}
    </SpaceBetween>
  );
}
