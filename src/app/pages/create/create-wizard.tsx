import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Wizard from '@cloudscape-design/components/wizard';
import { useRef, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { FormProvider } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { RpcError } from '../../../lib/rpc.ts';
import { call } from '../../client.ts';
import { FROM_SERVICE } from '../../fields/mending.ts';
import { paths } from '../../paths.ts';
import { allTuningJobs } from '../../queries.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';
import { DEFINITION_PAGES, DefinitionWizard } from './definition-wizard.tsx';
import { DefinitionsStep } from './definitions-step.tsx';
import { dropDraft, type Draft, type Place } from './draft.ts';
import { DEFINITION_STEPS, STEPS, type CreateForm, type Step } from './form.ts';
import { JsonPanel } from './json-panel.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { LimitsStep } from './limits-step.tsx';
import { locate } from './locate.ts';
import { ReviewStep } from './review-step.tsx';
import { SettingsStep } from './settings-step.tsx';
import { Spoken } from './spoken.tsx';
import { toRequest } from './to-request.ts';
import styles from './wizard.module.css';
import { useWizard, type WizardControl } from './use-wizard.ts';

const PAGES: Readonly<
  Record<Step, { title: string; description?: string; content: (wizard: WizardControl) => ReactNode }>
> = {
  settings: {
    title: 'Define job settings',
    description: 'Name the tuning job and choose how it searches.',
    content: () => <SettingsStep />,
  },
  definitions: {
    title: 'Create training job definition(s)',
    description: 'What is trained, on which data, with which hyperparameters and resources.',
    content: ({ add, addProposed, edit }) => (
      <DefinitionsStep onAdd={add} onAddProposed={addProposed} onEdit={(index) => edit(index)} />
    ),
  },
  limits: {
    title: 'Configure tuning job resources',
    description: 'How many training jobs, and how many at a time.',
    content: () => <LimitsStep />,
  },
  review: {
    title: 'Review and create',
    content: ({ fromReview, edit, origin }) => (
      <ReviewStep origin={origin} onEdit={fromReview} onEditDefinition={(index) => edit(index, true)} />
    ),
  },
};

const namesOf = (jobs: readonly { readonly HyperParameterTuningJobName: string }[]) =>
  jobs.map(({ HyperParameterTuningJobName: name }) => name);

/** Where one is, for whoever does not see the list of steps. */
const placeText = ({ step, editing }: Place): string =>
  editing
    ? `Definition page ${DEFINITION_STEPS.indexOf(editing.step) + 1} of ${DEFINITION_STEPS.length}: ${DEFINITION_PAGES[editing.step].title}`
    : `Step ${STEPS.indexOf(step) + 1} of ${STEPS.length}: ${PAGES[step].title}`;

/** The field that a refusal of the service is about; undefined for none, or for what is no refusal. */
function fieldOf(thrown: unknown, form: CreateForm): string | undefined {
  if (!(thrown instanceof RpcError)) return undefined;
  if (thrown.code === 'ResourceInUse') return 'settings.name';
  return thrown.path && thrown.path.length > 0 ? locate(thrown.path, form) : undefined;
}

interface Props {
  readonly draft: Draft;
  /** The draft was left by an earlier visit. */
  readonly restored: boolean;
  /** Throws the draft away and starts afresh. */
  readonly onDiscard: () => void;
}

/** The wizard over one form. Mount it anew for other starting values. */
export function CreateWizard({ draft, restored, onDiscard }: Props) {
  const { data: taken = [] } = useQuery({ ...allTuningJobs(), select: namesOf });
  const wizard = useWizard(draft, restored, () => taken);
  const { form, place } = wizard;
  const { isDirty } = form.formState;
  const navigate = useNavigate();
  const flash = useFlash();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ text: string; field?: string }>();
  const [notice, setNotice] = useState(restored);
  const [asJson, setAsJson] = useState(false);
  const created = useRef(false);

  const create = async () => {
    setFailure(undefined);
    if (busy || !(await wizard.ready())) return;
    setBusy(true);
    try {
      const request = CreateHyperParameterTuningJobRequest.parse(toRequest(form.getValues()));
      await call('CreateHyperParameterTuningJob', request);
      created.current = true;
      wizard.stopSaving();
      dropDraft(draft.id);
      const name = request.HyperParameterTuningJobName;
      flash.add({ type: 'success', content: `Tuning job ${name} created.` });
      await navigate(paths.tuningJob(name, 'curves'));
    } catch (thrown) {
      showFailure(thrown);
    } finally {
      setBusy(false);
    }
  };

  /** Above the buttons, and on the field it is about, if any; mending the field takes both away. */
  const showFailure = (thrown: unknown) => {
    const { cause, nextStep } = explain(thrown);
    const field = fieldOf(thrown, form.getValues());
    if (field === undefined) return setFailure({ text: `${cause} ${nextStep}` });
    setFailure({ text: cause, field });
    form.setError(field as 'settings.name', { type: FROM_SERVICE, message: cause });
    wizard.showField(field);
  };
  const stands =
    failure &&
    (failure.field === undefined ||
      form.getFieldState(failure.field as 'settings.name', form.formState).invalid);
  const errorText = stands ? failure.text : undefined;

  const move = (task: () => Promise<void>) => {
    setFailure(undefined);
    void task();
  };

  return (
    <FormProvider {...form}>
      <Spoken step={placeText(place)} refusal={wizard.refusal} />
      <LeaveGuard
        mayLeave={() => created.current || !(isDirty || restored)}
        onDiscard={() => {
          wizard.stopSaving();
          dropDraft(draft.id);
        }}
      />
      <SpaceBetween size="m">
        {notice && (
          <Alert type="info" dismissible dismissAriaLabel="Hide" onDismiss={() => setNotice(false)}>
            What you entered before is back.
          </Alert>
        )}
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {(restored || isDirty) && (
              <Button
                onClick={() => {
                  wizard.stopSaving();
                  onDiscard();
                }}
              >
                Discard draft
              </Button>
            )}
            <Button ariaExpanded={asJson} onClick={() => setAsJson(!asJson)}>
              {asJson ? 'Hide JSON' : 'Show JSON'}
            </Button>
          </SpaceBetween>
        </Box>
        <div className={styles['frame']}>
          <div className={asJson ? styles['beside'] : undefined}>
            {place.editing ? (
              <DefinitionWizard
                {...place.editing}
                errorText={errorText}
                onStep={(step) => move(() => wizard.stepOfDefinition(step))}
                onCancel={wizard.cancelDefinition}
                onSave={() => move(wizard.saveDefinition)}
              />
            ) : (
              <Wizard
                activeStepIndex={STEPS.indexOf(place.step)}
                onNavigate={({ detail }) => {
                  const step = STEPS[detail.requestedStepIndex];
                  if (detail.reason === 'next') move(wizard.next);
                  else if (step) move(() => wizard.goTo(step));
                }}
                onCancel={() => void navigate(paths.tuningJobs())}
                onSubmit={() => void create()}
                isLoadingNextStep={busy}
                submitButtonText="Create hyperparameter tuning job"
                i18nStrings={{
                  navigationAriaLabel: 'Steps',
                  cancelButton: 'Cancel',
                  previousButton: 'Previous',
                  nextButton: place.fromReview ? 'Return to review' : 'Next',
                  submitButtonLoadingAnnouncement: 'Creating the tuning job',
                }}
                steps={STEPS.map((step) => ({
                  title: PAGES[step].title,
                  description: PAGES[step].description,
                  content: step === place.step ? PAGES[step].content(wizard) : null,
                  errorText,
                }))}
              />
            )}
            {asJson && (
              <JsonPanel
                onApply={(values) => {
                  setFailure(undefined);
                  void wizard.replaceAll(values);
                }}
              />
            )}
          </div>
        </div>
      </SpaceBetween>
    </FormProvider>
  );
}
