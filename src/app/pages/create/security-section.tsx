import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { Disclosure } from './disclosure.tsx';
import { Check, Text, Words, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { RoleField } from './role-field.tsx';
import { Section } from './section.tsx';

/** Name, role and what the container may reach. */
export function SecuritySection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues } = useFormContext<CreateForm>();
  const source = useWatch({ control, name: `${at}.algorithm.source` });
  const { subnets, securityGroups, encryptTraffic } = getValues(`${at}.algorithm.security`);
  const used = subnets.length > 0 || securityGroups.length > 0 || encryptTraffic;
  const path = `${at}.algorithm.security` as const;
  return (
    <Section title="Name and permissions" topic="permissions">
      <Text
        name={`${at}.algorithm.name`}
        label="Training job definition name"
        constraintText="1–64 letters, digits and hyphens; unique within the tuning job."
      />
      <RoleField at={at} />
      <Check
        name={`${path}.networkIsolation`}
        label="Enable network isolation"
        description={
          source === 'marketplace'
            ? 'Algorithms from AWS Marketplace run in isolation only, so this stays on.'
            : 'The container can make no outbound calls.'
        }
        disabled={source === 'marketplace'}
      />
      <Disclosure
        headerText="VPC and encryption - optional"
        fields={[`${path}.subnets`, `${path}.securityGroups`, `${path}.encryptTraffic`]}
        startOpen={used}
      >
        <SpaceBetween size="l">
          <ColumnLayout columns={2}>
            <Words
              name={`${path}.subnets`}
              label="Subnets"
              optional
              placeholder="No VPC"
              constraintText="1–16 IDs, separated by commas."
            />
            <Words
              name={`${path}.securityGroups`}
              label="Security groups"
              optional
              placeholder="No VPC"
              constraintText="1–5 IDs, separated by commas."
            />
          </ColumnLayout>
          <Check
            name={`${path}.encryptTraffic`}
            label="Encrypt traffic between containers (API only)"
            description="For training jobs of several instances. AWS's console does not show it."
          />
        </SpaceBetween>
      </Disclosure>
    </Section>
  );
}
