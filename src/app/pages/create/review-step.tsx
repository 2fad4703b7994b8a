import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { warnings } from '../../../api/record-rules.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { catalogMetric } from './algorithms.ts';
import { ChangesPanel } from './changes-panel.tsx';
import type { Draft } from './draft.ts';
import { ExportButton } from './export-button.tsx';
import { effectiveEarlyStopping, type CreateForm, type Step } from './form.ts';
import { PlanPanel } from './plan-panel.tsx';
import { RehearsalPanel } from './rehearsal-panel.tsx';
import { ReviewDefinition } from './review-definition.tsx';
import { ReviewLearning } from './review-learning.tsx';
import { ReviewSection } from './review-section.tsx';
import { completionLines, durationText, jobsText, strategyExtras } from './review-text.ts';
import { toRequest } from './to-request.ts';

interface Props {
  readonly origin: Draft['origin'];
  readonly onEdit: (step: Step) => void;
  readonly onEditDefinition: (index: number) => void;
}

/** Step 4: everything that will be sent, with ways back. */
export function ReviewStep({ origin, onEdit, onEditDefinition }: Props) {
  const { control } = useFormContext<CreateForm>();
  const form = useWatch({ control }) as CreateForm;
  const { settings, definitions, limits } = form;
  return (
    <SpaceBetween size="l">
      <ExportButton form={form} />
      <ChangesPanel origin={origin} form={form} />
      <ReviewSection title="Job settings" onEdit={() => onEdit('settings')}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Job name', value: settings.name },
            { label: 'Tuning strategy', value: settings.strategy },
            ...strategyExtras(form),
            { label: 'Training job early stop', value: effectiveEarlyStopping(form) },
            {
              label: 'Tags',
              value:
                settings.tags.length === 0
                  ? '–'
                  : settings.tags
                      .map(({ key, value }) => (value === '' ? key : `${key}: ${value}`))
                      .join(', '),
            },
          ]}
        />
      </ReviewSection>
      <ReviewLearning onEdit={() => onEdit('settings')} />
      <ReviewSection
        title="Training Job Definition(s)"
        counter={`(${definitions.length})`}
        what="training job definitions"
        onEdit={() => onEdit('definitions')}
      >
        <SpaceBetween size="l">
          {definitions.map((definition, index) => (
            <ReviewDefinition
              key={definition.algorithm.name}
              definition={definition}
              onEdit={() => onEditDefinition(index)}
            />
          ))}
        </SpaceBetween>
      </ReviewSection>
      <ReviewSection title="Resource limits" onEdit={() => onEdit('limits')}>
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'Maximum number of parallel training jobs', value: limits.maxParallel },
            { label: 'Maximum number of training jobs', value: jobsText(form) },
            {
              label: 'Maximum runtime of the tuning job',
              value: limits.maxRuntime.value === '' ? 'No limit' : durationText(limits.maxRuntime),
            },
            { label: 'Random seed', value: limits.seed || 'Chosen by the service' },
            ...completionLines(form),
          ]}
        />
      </ReviewSection>
      <Warnings request={toRequest(form)} />
      <PlanPanel request={toRequest(form)} />
      <RehearsalPanel request={toRequest(form)} />
    </SpaceBetween>
  );
}

/** What is allowed and yet will not do what was asked for (rules V16). */
function Warnings({ request }: { readonly request: unknown }) {
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(request);
  if (!parsed.success) return null;
  const said = warnings(
    parsed.data,
    ({ definition, objective }) =>
      catalogMetric(definition.AlgorithmSpecification.TrainingImage ?? '', objective.MetricName)?.perEpoch,
  );
  if (said.length === 0) return null;
  return (
    <Alert type="warning" header="An objective is not reported after every epoch">
      {said.map(({ path, message }) => (
        <Box key={path.join('.')}>{message}</Box>
      ))}
    </Alert>
  );
}
