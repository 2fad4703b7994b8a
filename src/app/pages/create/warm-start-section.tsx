import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { Check, Radios } from './fields.ts';
import type { CreateForm } from './form.ts';
import { WarmStartParents } from './warm-start-parents.tsx';
import { Section } from './section.tsx';

const TYPES = [
  {
    value: 'IdenticalDataAndAlgorithm',
    label: 'Identical data and algorithm',
    description: 'The same input data and training image. The best training job over all of them is shown.',
  },
  {
    value: 'TransferLearning',
    label: 'Transfer learning',
    description: 'New or more data, or another version of the algorithm, for the same objective.',
  },
];

/** Why warm start cannot be used (rules V3, V13). */
function obstacle({ several, strategy }: { several: boolean; strategy: string }): string | undefined {
  if (several) return 'Warm start works with a single training job definition; this tuning job has several.';
  return strategy === 'Grid' || strategy === 'Hyperband'
    ? `Warm start works with strategies Bayesian and Random, not with ${strategy}.`
    : undefined;
}

/** Step 1: learn from up to five earlier tuning jobs. */
export function WarmStartSection() {
  const { control } = useFormContext<CreateForm>();
  const enabled = useWatch({ control, name: 'settings.warmStart.enabled' });
  const strategy = useWatch({ control, name: 'settings.strategy' });
  const several = useWatch({ control, name: 'definitions' }).length > 1;
  const reason = obstacle({ several, strategy });
  return (
    <Section
      title="Warm start"
      topic="warmStart"
      optional
      description="Start from what up to five earlier tuning jobs have found."
    >
      <Check
        name="settings.warmStart.enabled"
        label="Enable warm start"
        description="Their training jobs tell the strategy where to search, and count towards the most that a tuning job may launch at all."
        disabled={reason !== undefined && !enabled}
      />
      {reason !== undefined && (
        <Box color="text-body-secondary" fontSize="body-s">
          {reason}
        </Box>
      )}
      {enabled && !several && (
        <SpaceBetween size="l">
          <Radios name="settings.warmStart.type" label="Warm start type" items={TYPES} />
          <WarmStartParents />
          {strategy === 'Random' && (
            <Alert type="info">
              Random draws every value by itself: it takes the parents into account only in the overall best
              training job, and with a parent’s random seed it draws the same again. Bayesian learns from
              them.
            </Alert>
          )}
        </SpaceBetween>
      )}
    </Section>
  );
}
