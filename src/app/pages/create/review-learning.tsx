import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { AutotunePreview } from './autotune-section.tsx';
import type { CreateForm } from './form.ts';
import { ReviewSection } from './review-section.tsx';

/** Warm start and Autotune in the review, each only while it is on. */
export function ReviewLearning({ onEdit }: { readonly onEdit: () => void }) {
  const { control } = useFormContext<CreateForm>();
  const { warmStart, autotune } = useWatch({ control, name: 'settings' });
  const several = useWatch({ control, name: 'definitions' }).length > 1;
  if (!autotune.enabled && (!warmStart.enabled || several)) return null;
  return (
    <SpaceBetween size="l">
      {warmStart.enabled && !several && (
        <ReviewSection title="Warm start" onEdit={onEdit}>
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
        </ReviewSection>
      )}
      {autotune.enabled && (
        <ReviewSection
          title="Autotune"
          description="Chosen when the tuning job is created, whatever stands elsewhere."
          onEdit={onEdit}
        >
          <AutotunePreview />
        </ReviewSection>
      )}
    </SpaceBetween>
  );
}
