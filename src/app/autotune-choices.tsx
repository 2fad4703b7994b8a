import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';

export interface AutotuneChoiceText {
  /** Where it stands in the request, with dots. */
  readonly Path: string;
  readonly Value: string;
  readonly Why: string;
}

const LABELS: Readonly<Record<string, string>> = {
  MaxNumberOfTrainingJobs: 'Maximum number of training jobs',
  TrainingJobEarlyStoppingType: 'Training job early stopping',
  CompleteOnConvergence: 'Complete on convergence',
  MaximumRetryAttempts: 'Retries of a training job',
};

/** `TrainingJobDefinitions.1.…`: which definition it is in, where there are several. */
const definitionOf = (path: string) => /^TrainingJobDefinitions\.(\d+)\./.exec(path)?.[1];

function label(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? path;
  const place = definitionOf(path);
  const of = place === undefined ? '' : ` (definition ${Number(place) + 1})`;
  if (LABELS[last]) return LABELS[last] + of;
  return parts.at(-2) === 'StaticHyperParameters' ? `Value of ${last}${of}` : `Range of ${last}${of}`;
}

/** What Autotune chose, or will choose, and why. */
export function AutotuneChoices({ choices }: { readonly choices: readonly AutotuneChoiceText[] }) {
  return (
    <Table
      variant="borderless"
      wrapLines
      items={choices}
      trackBy="Path"
      ariaLabels={{ tableLabel: 'Chosen by Autotune' }}
      empty={<Box color="text-body-secondary">Nothing is left to choose: everything is set.</Box>}
      columnDefinitions={[
        { id: 'what', header: 'Setting', minWidth: 140, cell: ({ Path }) => label(Path), isRowHeader: true },
        { id: 'value', header: 'Chosen', minWidth: 110, cell: ({ Value }) => Value },
        { id: 'why', header: 'Why', minWidth: 160, cell: ({ Why }) => Why },
      ]}
    />
  );
}
