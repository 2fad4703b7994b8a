import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useFormContext, useWatch } from 'react-hook-form';
import { quotas } from '../../../api/quotas.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import type { Source } from './algorithm-sources.ts';
import { MetricPairs, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { MetricTester } from './metric-tester.tsx';

interface Props {
  readonly at: DefinitionPath;
  readonly source: Source;
}

/** The metrics: given for the service's own algorithms, defined by regular expressions for one's own. */
export function MetricsField({ at, source }: Props) {
  const { control } = useFormContext<CreateForm>();
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  const given = useWatch({ control, name: `${at}.algorithm.metrics` });
  const known = algorithmOf(image);
  const defines = source === 'own' || source === 'resource';
  // An imported request may define metrics where it must not: then they show, so that they can be removed.
  if (defines || given.length > 0) {
    return (
      <SpaceBetween size="s">
        <FormField
          label="Metrics"
          description={
            defines
              ? "How metrics are found in the container's log: the first group of the expression is the number."
              : 'This algorithm brings its own metrics. Remove these.'
          }
          stretch
        >
          <MetricPairs
            name={`${at}.algorithm.metrics`}
            noun="metric"
            max={quotas.consoleMetrics}
            full={`This form adds up to ${quotas.consoleMetrics} metrics, as SageMaker’s console does; an imported request may have ${quotas.metrics}.`}
            empty="No metrics defined."
            columns={[
              { key: 'name', label: 'Metric name', placeholder: 'val_loss' },
              { key: 'regex', label: 'Regex', placeholder: 'val_loss: ([0-9.]+)' },
            ]}
          />
        </FormField>
        {defines && <MetricTester metrics={given} />}
      </SpaceBetween>
    );
  }
  if (source === 'marketplace') {
    return (
      <FormField label="Metrics">
        <Box color="text-body-secondary">Given by the algorithm; they cannot be overridden.</Box>
      </FormField>
    );
  }
  return (
    <ExpandableSection headerText={`Metrics that ${known?.name ?? 'the algorithm'} publishes`}>
      <Table
        variant="embedded"
        ariaLabels={{ tableLabel: 'Metrics' }}
        items={known?.metrics ?? []}
        trackBy="name"
        columnDefinitions={[
          { id: 'name', header: 'Metric name', cell: ({ name }) => name, isRowHeader: true },
          {
            id: 'regex',
            header: 'Regex',
            cell: ({ regex }) => (regex ? <Box variant="code">{regex}</Box> : '–'),
          },
          {
            id: 'when',
            header: 'Reported',
            cell: ({ perEpoch }) => (perEpoch ? 'every epoch' : 'at the end'),
          },
        ]}
      />
    </ExpandableSection>
  );
}
