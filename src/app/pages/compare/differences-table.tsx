import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import { differences, type Difference } from '../../compare.ts';
import type { Compared } from './compared.ts';

/** Every field of the requests in which they are not all alike. */
export function DifferencesTable({ jobs }: { readonly jobs: readonly Compared[] }) {
  const rows = useMemo(() => differences(jobs.map(({ ran }) => ran)), [jobs]);
  return (
    <Table<Difference>
      variant="container"
      header={
        <Header
          variant="h2"
          counter={`(${rows.length})`}
          description="Only what differs, of every field of the requests; their names always do."
        >
          Configuration differences
        </Header>
      }
      ariaLabels={{ tableLabel: 'Configuration differences' }}
      items={rows}
      trackBy="where"
      wrapLines
      empty={
        <Box textAlign="center">
          The requests are alike but for their names: what differs in the results is due to names and seeds.
        </Box>
      }
      columnDefinitions={[
        { id: 'where', header: 'Field', isRowHeader: true, cell: ({ where }) => where },
        ...jobs.map(({ name }, i) => ({
          id: name,
          header: name,
          cell: ({ values }: Difference) => plain(values[i]),
        })),
      ]}
    />
  );
}

/** JSON without the quotes of a text; a dash where there is nothing. */
const plain = (json: string | undefined): string => {
  if (json === undefined) return '–';
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
};
