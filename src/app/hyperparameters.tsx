import Badge from '@cloudscape-design/components/badge';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { formatHyperparameter } from './format.ts';

interface HyperparameterTableProps {
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
  /** Names of the tuned ones; the others are static. */
  readonly tuned: readonly string[];
}

/** Hyperparameters of one training job, the tuned ones first and marked. Names starting with `_` are the service's. */
export function HyperparameterTable({ title, values, tuned }: HyperparameterTableProps) {
  const rows = Object.entries(values)
    .map(([name, value]) => ({ name, value, isTuned: tuned.includes(name) }))
    .sort((a, b) => Number(b.isTuned) - Number(a.isTuned) || a.name.localeCompare(b.name));
  return (
    <Table
      variant="container"
      header={
        <Header variant="h2" counter={`(${rows.length})`}>
          {title}
        </Header>
      }
      ariaLabels={{ tableLabel: title }}
      items={rows}
      trackBy="name"
      empty="None"
      columnDefinitions={[
        { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => name },
        {
          id: 'type',
          header: 'Type',
          cell: ({ name, isTuned }) =>
            isTuned ? (
              <Badge color="blue">Tuned</Badge>
            ) : name.startsWith('_') ? (
              'Added by the service'
            ) : (
              'Static'
            ),
        },
        {
          id: 'value',
          header: 'Value',
          cell: ({ value }) => (
            <span className="tabular" title={value}>
              {formatHyperparameter(value)}
            </span>
          ),
        },
      ]}
    />
  );
}
