import { useFormContext, useWatch } from 'react-hook-form';
import { Check, NumberText } from './fields.ts';
import type { CreateForm } from './form.ts';
import { Section } from './section.tsx';

/** Step 3: what ends the tuning job before its limits. */
export function CompletionSection() {
  const { control } = useFormContext<CreateForm>();
  const definitions = useWatch({ control, name: 'definitions' });
  const types = new Set(definitions.map(({ algorithm }) => algorithm.objectiveType));
  const reached = types.has('Maximize') ? 'at least' : 'at most';
  return (
    <Section
      title="Completion criteria"
      topic="completion"
      optional
      description="API only: AWS's console does not show these. The first one met ends the tuning job."
    >
      <NumberText
        name="limits.completion.target"
        label="Target objective metric value"
        optional
        constraintText={
          types.size > 1
            ? 'Not possible here: the definitions both maximize and minimize, and one target cannot suit both.'
            : `Ends as soon as a training job's objective is ${types.size === 1 ? reached : 'as good as'} this.`
        }
      />
      <NumberText
        name="limits.completion.notImproving"
        label="Maximum training jobs without improvement"
        optional
        constraintText="From 3. Ends after so many training jobs in a row that did not improve on the best."
      />
      <Check
        name="limits.completion.onConvergence"
        label="Complete on convergence"
        description="Ends when a better training job has become unlikely."
      />
    </Section>
  );
}
