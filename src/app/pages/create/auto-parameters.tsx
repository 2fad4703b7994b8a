import { useFormContext, useWatch } from 'react-hook-form';
import { HintPairs, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { Section } from './section.tsx';

/** Values to search around, of a definition; there only while Autotune is on. */
export function AutoParameters({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const enabled = useWatch({ control, name: 'settings.autotune.enabled' });
  if (!enabled) return null;
  return (
    <Section
      title="Values for Autotune to search around"
      topic="autotune"
      optional
      description="A value that works well; Autotune makes a range around it, whatever the table says of the hyperparameter. 4 for max_depth becomes 2 to 8. Where all ranges are left to Autotune, only these are searched."
    >
      <HintPairs
        name={`${at}.algorithm.autoParameters`}
        noun="value"
        max={30}
        empty="No values."
        columns={[
          { key: 'name', label: 'Hyperparameter', placeholder: 'max_depth' },
          { key: 'hint', label: 'Value', placeholder: '4' },
        ]}
      />
    </Section>
  );
}
