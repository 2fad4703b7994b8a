import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import { useFocusOn } from '../../fields/use-focus-on.ts';
import { cloneDefinition } from './clone.ts';
import { MAX_DEFINITIONS, type CreateForm, type DefinitionForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { PageErrors } from './page-errors.tsx';
import { algorithmTitle, resourcesText } from './review-text.ts';
import { NO_EARLY_STOPPING } from './strategy-section.tsx';

interface Props {
  readonly onAdd: () => void;
  /** Adds one that runs as it is, without a look at its pages. */
  readonly onAddProposed: () => void;
  readonly onEdit: (index: number) => void;
}

/** Step 2: the panel of definitions. */
export function DefinitionsStep({ onAdd, onAddProposed, onEdit }: Props) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const definitions = useWatch({ control, name: 'definitions' });
  const { errors } = useFormState({ control });
  const [removed, setRemoved] = useState<{ index: number; definition: DefinitionForm }>();
  const full = definitions.length >= MAX_DEFINITIONS;
  const [panel, focusOn] = useFocusOn<HTMLDivElement>();
  const focusRow = (index: number) => focusOn(`[data-definition="${index}"] a`);

  const put = (next: DefinitionForm[]) => setValue('definitions', next, { shouldDirty: true });
  const act = (action: string, index: number) => {
    const all = getValues('definitions');
    const definition = all[index];
    if (!definition) return;
    if (action === 'edit') return onEdit(index);
    if (action === 'clone') {
      setRemoved(undefined);
      const copy = cloneDefinition(
        definition,
        all.map(({ algorithm }) => algorithm.name),
      );
      put(all.toSpliced(index + 1, 0, copy));
      return focusRow(index + 1);
    }
    put(all.toSpliced(index, 1));
    setRemoved({ index, definition });
    focusOn('[data-undo] button');
  };
  const undo = ({ index, definition }: { index: number; definition: DefinitionForm }) => {
    put(getValues('definitions').toSpliced(index, 0, definition));
    setRemoved(undefined);
    focusRow(index);
  };

  return (
    <div ref={panel}>
      <PageErrors name="definitions.root" />
      <SpaceBetween size="l">
        {removed && (
          <Alert
            type="info"
            dismissible
            onDismiss={() => setRemoved(undefined)}
            action={
              <span data-undo="">
                <Button disabled={full} onClick={() => undo(removed)}>
                  Undo
                </Button>
              </span>
            }
          >
            {removed.definition.algorithm.name} was removed.
          </Alert>
        )}
        {definitions.length > 1 && <Alert type="info">{NO_EARLY_STOPPING.several}</Alert>}
        <Table
          header={
            <Header
              variant="h2"
              counter={`(${definitions.length})`}
              info={<InfoLink topic="definitions" />}
              description="Choose one or more algorithms for tuning."
              actions={
                <Button
                  onClick={onAdd}
                  disabled={full}
                  disabledReason={`A tuning job has at most ${MAX_DEFINITIONS} definitions.`}
                >
                  Add training job definition
                </Button>
              }
            >
              Training Job Definition(s)
            </Header>
          }
          ariaLabels={{ tableLabel: 'Training job definitions' }}
          variant="container"
          stickyColumns={{ first: 0, last: 1 }}
          items={definitions.map((definition, index) => ({ definition, index }))}
          trackBy={({ index }) => String(index)}
          empty={
            <Box textAlign="center" color="text-body-secondary" padding={{ vertical: 's' }}>
              <SpaceBetween size="s">
                <span>No training job definitions. The proposed one trains XGBoost on customer churn.</span>
                <Button
                  onClick={() => {
                    onAddProposed();
                    focusRow(0);
                  }}
                >
                  Add the proposed definition
                </Button>
              </SpaceBetween>
            </Box>
          }
          columnDefinitions={[
            {
              id: 'name',
              header: 'Name',
              isRowHeader: true,
              cell: ({ definition, index }) => (
                <div data-definition={index} data-field={`definitions.${index}`}>
                  <Link
                    href="#"
                    onFollow={(event) => {
                      event.preventDefault();
                      onEdit(index);
                    }}
                  >
                    {definition.algorithm.name || 'Unnamed'}
                  </Link>
                  {errors.definitions?.[index] && (
                    <StatusIndicator type="error">Needs attention</StatusIndicator>
                  )}
                </div>
              ),
            },
            {
              id: 'algorithm',
              header: 'Algorithm',
              cell: ({ definition }) => algorithmTitle(definition),
            },
            {
              id: 'type',
              header: 'Instance type',
              cell: ({ definition: { resources } }) =>
                resources.kind === 'one' ? resources.instanceType : resourcesText(resources),
            },
            {
              id: 'count',
              header: 'Instance count',
              cell: ({ definition: { resources } }) =>
                resources.kind === 'one' ? resources.instanceCount : '–',
            },
            {
              id: 'action',
              header: 'Action',
              cell: ({ definition, index }) => (
                <ButtonDropdown
                  variant="icon"
                  expandToViewport
                  ariaLabel={`Action for ${definition.algorithm.name}`}
                  items={[
                    { id: 'clone', text: 'Clone', disabled: full, disabledReason: 'At most 10 definitions.' },
                    { id: 'edit', text: 'Edit' },
                    { id: 'remove', text: 'Remove' },
                  ]}
                  onItemClick={({ detail }) => act(detail.id, index)}
                />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </div>
  );
}
