import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { AlgorithmSection } from './algorithm-section.tsx';
import { AutoParameters } from './auto-parameters.tsx';
import type { DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { HyperparametersSection } from './hyperparameters-section.tsx';
import { ObjectiveSection } from './objective-section.tsx';
import { PageErrors } from './page-errors.tsx';
import { RuntimeSection } from './runtime-section.tsx';
import { SecuritySection } from './security-section.tsx';

/** Page a of a definition: Configure algorithm and parameters. */
export function AlgorithmPage({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  return (
    <>
      <PageErrors name={`${at}.algorithm.root`} />
      <SpaceBetween size="l">
        <SecuritySection at={at} />
        <AlgorithmSection at={at} />
        <ObjectiveSection at={at} />
        <HyperparametersSection key={image} at={at} />
        <AutoParameters at={at} />
        <RuntimeSection at={at} />
      </SpaceBetween>
    </>
  );
}
