import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { AutotunePreview } from './autotune-section.tsx';
import type { CreateForm } from './form.ts';

/** Warm start and Autotune in the review, each only while it is on. */
export function ReviewLearning({ onEdit }: { readonly onEdit: () => void }) {
  const { control } = useFormContext<CreateForm>();
  const { warmStart, autotune } = useWatch({ control, name: 'settings' });
  const several = useWatch({ control, name: 'definitions' }).length > 1;
  const header = (title: string, description?: string) => (
    <Header
      variant="h2"
      description={description}
      actions={
        <Button ariaLabel={`Edit ${title.toLowerCase()}`} onClick={onEdit}>
          Edit
        </Button>
      }
    >
      {title}
    </Header>
  );
  if (!autotune.enabled && (!warmStart.enabled || several)) return null;
  return (
    <SpaceBetween size="l">
      {warmStart.enabled && !several && (
        <Container header={header('Warm start')}>
          <KeyValuePairs
            columns={2}
            items={[
              {
                label: 'Warm start type',
                value:
                  warmStart.type === 'TransferLearning'
                    ? 'Transfer learning'
                    : 'Identical data and algorithm',
              },
              {
                label: 'Parent hyperparameter tuning job(s)',
                value: warmStart.parents.join(', ') || '–',
              },
            ]}
          />
        </Container>
      )}
      {autotune.enabled && (
        <Container
          header={header('Autotune', 'Chosen when the tuning job is created, whatever stands elsewhere.')}
        >
          <AutotunePreview />
        </Container>
      )}
    </SpaceBetween>
  );
}
