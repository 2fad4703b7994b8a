import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext } from 'react-hook-form';
import { quotas } from '../../../api/quotas.ts';
import { Disclosure } from './disclosure.tsx';
import { NumberText, VariablePairs, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';

/** Environment variables and retries: members of the request that AWS's console does not show. */
export function RuntimeSection({ at }: { readonly at: DefinitionPath }) {
  const { getValues } = useFormContext<CreateForm>();
  const path = `${at}.algorithm.runtime` as const;
  const { environment, retries } = getValues(path);
  return (
    <Disclosure
      variant="container"
      headerText="Environment and retries (API only)"
      headerInfo={<InfoLink topic="runtime" />}
      fields={[`${path}.environment`, `${path}.retries`]}
      startOpen={environment.length > 0 || retries !== ''}
    >
      <SpaceBetween size="l">
        <NumberText
          name={`${path}.retries`}
          label="Maximum retry attempts"
          optional
          placeholder="No retries"
          constraintText="1–30. How often a training job is tried again after an internal server error."
        />
        <FormField label="Environment variables" stretch>
          <VariablePairs
            name={`${path}.environment`}
            noun="variable"
            max={quotas.environmentVariables}
            empty="No environment variables."
            columns={[
              { key: 'key', label: 'Name', placeholder: 'LOG_LEVEL' },
              { key: 'value', label: 'Value', placeholder: 'info' },
            ]}
          />
        </FormField>
      </SpaceBetween>
    </Disclosure>
  );
}
