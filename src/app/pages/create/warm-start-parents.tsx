import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormContext, useWatch } from 'react-hook-form';
import type { WarmStartParent } from '../../../api/warm-start-parents.ts';
import { q } from '../../client.ts';
import { useField } from '../../fields/use-field.ts';
import { formatNumber, formatTime, plural } from '../../format.ts';
import { TuningJobStatusIndicator } from '../../status.tsx';
import type { CreateForm } from './form.ts';
import { MOST_PARENTS } from './slices/warm-start.ts';
import { toRequest } from './to-request.ts';

const nameOf = ({ HyperParameterTuningJobName: name }: WarmStartParent) => name;

/** Eligible, or every rule that is broken with what would mend it. */
function Verdict({ parent }: { readonly parent: WarmStartParent }) {
  if (parent.Eligible) return <StatusIndicator type="success">Eligible</StatusIndicator>;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="error">Not eligible</StatusIndicator>
      {parent.Broken.map(({ Rule, Message, Fix }) => (
        <div key={Rule}>
          {Message}
          <Box variant="small" display="block">
            {Fix}
          </Box>
        </div>
      ))}
    </SpaceBetween>
  );
}

/** “Changes used 2 of 10”, with each change by name. */
function Changes({ parent, most }: { readonly parent: WarmStartParent; readonly most: number }) {
  return (
    <SpaceBetween size="xxs">
      <span>
        Changes used {parent.ChangesUsed} of {most}
      </span>
      {parent.Changes.map(({ Name, From, To, Counts }) => (
        <Box key={Name} variant="small" display="block">
          {Name}: {From} → {To} ({Counts === 0 ? 'free' : `counts ${Counts}`})
        </Box>
      ))}
    </SpaceBetween>
  );
}

function Job({ parent }: { readonly parent: WarmStartParent }) {
  return (
    <>
      {nameOf(parent)}
      <Box variant="small" display="block">
        <TuningJobStatusIndicator status={parent.HyperParameterTuningJobStatus} />
      </Box>
      <Box variant="small" display="block">
        {formatTime(parent.CreationTime)}
      </Box>
      {parent.Parents.length > 0 && (
        <Box variant="small" display="block">
          Its own parents do not come along: {parent.Parents.join(', ')}
        </Box>
      )}
    </>
  );
}

const columns = (known: boolean, most: number): readonly TableProps.ColumnDefinition<WarmStartParent>[] => [
  {
    id: 'name',
    header: 'Job name',
    isRowHeader: true,
    minWidth: 160,
    cell: (parent) => <Job parent={parent} />,
  },
  { id: 'verdict', header: 'As a parent', minWidth: 180, cell: (parent) => <Verdict parent={parent} /> },
  ...(known
    ? [
        {
          id: 'changes',
          header: 'Changes',
          minWidth: 150,
          cell: (parent: WarmStartParent) => <Changes parent={parent} most={most} />,
        },
      ]
    : []),
  {
    id: 'best',
    header: 'Best objective',
    minWidth: 115,
    cell: ({ Objective, Best, TrainingJobs }) => (
      <>
        {Best === undefined ? 'None' : formatNumber(Best)}
        <Box variant="small" display="block">
          {Objective.MetricName}, {plural(TrainingJobs, 'training job')}
        </Box>
      </>
    ),
  },
];

/** Every earlier tuning job, to tick as parent or with the rule that it breaks. */
export function WarmStartParents() {
  const { control } = useFormContext<CreateForm>();
  const form = useWatch({ control }) as CreateForm;
  const { value: chosen, set, error } = useField<CreateForm, string[]>('settings.warmStart.parents');
  const { data, isPending } = useQuery({
    ...q('ListWarmStartParents', {
      Request: toRequest(form),
      WarmStartType: form.settings.warmStart.type,
    }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const rows = data?.Parents ?? [];
  const isChosen = (parent: WarmStartParent) =>
    chosen.some((name) => name.toLowerCase() === nameOf(parent).toLowerCase());
  const gone = chosen.filter((name) => !rows.some((row) => nameOf(row).toLowerCase() === name.toLowerCase()));
  return (
    <FormField
      data-field="settings.warmStart.parents"
      label="Parent hyperparameter tuning job(s)"
      description={`Every earlier tuning job. Choose up to ${MOST_PARENTS}.`}
      constraintText={`${chosen.length} of ${MOST_PARENTS} chosen.`}
      errorText={error}
      stretch
    >
      <SpaceBetween size="s">
        {data && !data.DefinitionKnown && rows.length > 0 && (
          <Alert type="info">
            There is no finished training job definition yet to hold against theirs, so only the parents
            themselves are checked. Start from a clone of a parent to have the rest in order from the
            beginning.
          </Alert>
        )}
        {!isPending && gone.length > 0 && (
          <Alert
            type="warning"
            dismissible
            dismissAriaLabel="Leave them out"
            onDismiss={() => set(chosen.filter((name) => !gone.includes(name)))}
          >
            {plural(gone.length, 'chosen parent')} no longer there: {gone.join(', ')}.
          </Alert>
        )}
        <Table
          variant="embedded"
          wrapLines
          loading={isPending}
          loadingText="Loading tuning jobs"
          items={rows}
          trackBy="HyperParameterTuningJobName"
          selectionType="multi"
          selectedItems={rows.filter(isChosen)}
          isItemDisabled={(row) => !isChosen(row) && (!row.Eligible || chosen.length >= MOST_PARENTS)}
          onSelectionChange={({ detail }) =>
            set([...gone, ...detail.selectedItems.map(nameOf)].slice(0, MOST_PARENTS))
          }
          columnDefinitions={columns(data?.DefinitionKnown ?? false, data?.MostChanges ?? 0)}
          ariaLabels={{
            tableLabel: 'Earlier tuning jobs',
            selectionGroupLabel: 'Choose parents',
            allItemsSelectionLabel: () => 'Choose all that are eligible',
            itemSelectionLabel: (_, parent) => `Choose ${nameOf(parent)}`,
          }}
          empty="There is no earlier tuning job."
        />
      </SpaceBetween>
    </FormField>
  );
}
