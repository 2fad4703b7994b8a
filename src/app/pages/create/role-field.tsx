import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { EXAMPLE_ROLE } from './defaults.ts';
import { Suggest, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';

const TRUST = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
  null,
  2,
);

/** The role's ARN, with one to start from and a way to see what a new role would be. */
export function RoleField({ at }: { readonly at: DefinitionPath }) {
  const { control, setValue } = useFormContext<CreateForm>();
  const definitions = useWatch({ control, name: 'definitions' });
  const [creating, setCreating] = useState(false);
  const name = `${at}.algorithm.roleArn` as const;
  const used = [EXAMPLE_ROLE, ...definitions.map(({ algorithm }) => algorithm.roleArn)];
  const known = [...new Set(used.filter((role) => role.startsWith('arn:')))];
  return (
    <SpaceBetween size="xs">
      <Suggest
        name={name}
        label="IAM role"
        description="Part of the request. Nothing here calls AWS, so any well-formed ARN works."
        constraintText="Choose a role or enter its ARN, such as arn:aws:iam::123456789012:role/MyRole."
        options={known.map((value) => ({ value }))}
      />
      <Button iconName="add-plus" onClick={() => setCreating(true)}>
        Create a new role
      </Button>
      {creating && (
        <NewRole
          onClose={() => setCreating(false)}
          onUse={(arn) => {
            setValue(name, arn, { shouldDirty: true });
            setCreating(false);
          }}
        />
      )}
    </SpaceBetween>
  );
}

function NewRole({
  onClose,
  onUse,
}: {
  readonly onClose: () => void;
  readonly onUse: (arn: string) => void;
}) {
  const [name, setName] = useState('AmazonSageMaker-ExecutionRole');
  const wrong = !/^[\w+=,.@-]{1,64}$/.test(name);
  return (
    <Modal
      visible
      header="Create a new role"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={wrong}
              onClick={() => onUse(`arn:aws:iam::123456789012:role/service-role/${name}`)}
            >
              Use this role
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box>
          There is no AWS account here, so no role is made: the request gets the ARN it would have. On AWS the
          role would be
        </Box>
        <FormField
          label="Role name"
          errorText={wrong ? 'Enter 1–64 letters, digits or + = , . @ - _.' : undefined}
        >
          <Input value={name} onChange={({ detail }) => setName(detail.value)} spellcheck={false} />
        </FormField>
        <div>
          <Box variant="awsui-key-label">Managed policy</Box>
          AmazonSageMakerFullAccess, and read and write access to the buckets of your channels and output.
        </div>
        <div>
          <Box variant="awsui-key-label">Trust policy: who may take the role</Box>
          <pre style={{ margin: 0, whiteSpace: 'pre-wrap' }}>
            <Box variant="code">{TRUST}</Box>
          </pre>
        </div>
      </SpaceBetween>
    </Modal>
  );
}
