import Modal from '@cloudscape-design/components/modal';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useState, type ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { AlgorithmPage } from './algorithm-page.tsx';
import { DataPage } from './data-page.tsx';
import type { DefinitionPath } from './fields.ts';
import { DEFINITION_STEPS, type CreateForm, type DefinitionForm, type DefinitionStep } from './form.ts';
import { ResourcesPage } from './resources-page.tsx';

export const DEFINITION_PAGES: Readonly<
  Record<DefinitionStep, { title: string; content: (at: DefinitionPath) => ReactNode }>
> = {
  algorithm: { title: 'Configure algorithm and parameters', content: (at) => <AlgorithmPage at={at} /> },
  data: { title: 'Define data input and output', content: (at) => <DataPage at={at} /> },
  resources: { title: 'Configure resources', content: (at) => <ResourcesPage at={at} /> },
};

interface Props {
  readonly index: number;
  readonly step: DefinitionStep;
  /** What the service said, above the buttons. */
  readonly errorText: string | undefined;
  /** Null for a new one. */
  readonly before: DefinitionForm | null;
  /** Goes to a page if those before it are in order. */
  readonly onStep: (step: DefinitionStep) => void;
  /** Puts back what was there. */
  readonly onCancel: () => void;
  readonly onSave: () => void;
}

/** The sub-wizard for one definition. It edits the form in place; Cancel puts back what was there. */
export function DefinitionWizard({ index, step, before, errorText, onStep, onCancel, onSave }: Props) {
  const { control } = useFormContext<CreateForm>();
  const at: DefinitionPath = `definitions.${index}`;
  const current = useWatch({ control, name: at });
  const [asking, setAsking] = useState(false);
  const what = before ? 'Edit training job definition' : 'Add training job definition';
  const changed = before === null || JSON.stringify(before) !== JSON.stringify(current);
  return (
    <>
      <Wizard
        activeStepIndex={DEFINITION_STEPS.indexOf(step)}
        onNavigate={({ detail }) => {
          const next = DEFINITION_STEPS[detail.requestedStepIndex];
          if (next) onStep(next);
        }}
        onCancel={() => (changed ? setAsking(true) : onCancel())}
        onSubmit={onSave}
        submitButtonText="Save"
        i18nStrings={{
          navigationAriaLabel: `${what}: pages`,
          cancelButton: 'Cancel',
          previousButton: 'Previous',
          nextButton: 'Next',
        }}
        steps={DEFINITION_STEPS.map((id) => ({
          title: DEFINITION_PAGES[id].title,
          description: `${what}: ${current?.algorithm.name ?? ''}`,
          content: id === step && current ? DEFINITION_PAGES[id].content(at) : null,
          errorText,
        }))}
      />
      {asking && (
        <Modal
          visible
          header={before ? 'Discard your changes?' : 'Discard this definition?'}
          closeAriaLabel="Close"
          onDismiss={() => setAsking(false)}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button variant="link" onClick={() => setAsking(false)}>
                  Keep editing
                </Button>
                <Button variant="primary" onClick={onCancel}>
                  Discard
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          {before ? 'The definition stays as it was before.' : 'What you entered for it is lost.'}
        </Modal>
      )}
    </>
  );
}
