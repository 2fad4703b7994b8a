import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useFormContext, useWatch } from 'react-hook-form';
import { maxTrainingJobs } from '../../../api/quotas.ts';
import { RESOURCE_HYPERPARAMETERS } from '../../../api/space-rules.ts';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl, type Options } from '../../fields/select-field.tsx';
import { Choice, NumberText } from './fields.ts';
import { whyNoEarlyStopping, type CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { forGrid, hasNumericRanges, resourceOf, sizeOfAll } from './search-space.ts';
import { Section } from './section.tsx';

const STRATEGIES: Options = [
  {
    value: 'Bayesian',
    label: 'Bayesian',
    description: 'Learns from finished training jobs where to look next',
  },
  { value: 'Random', label: 'Random', description: 'Draws every value independently' },
  { value: 'Hyperband', label: 'Hyperband', description: 'Moves epochs from weak candidates to strong ones' },
  { value: 'Grid', label: 'Grid', description: 'Every combination of categorical values, once' },
];

const EARLY_STOPPING: Options = [
  { value: 'Off', label: 'Off', description: 'Every training job runs to its end' },
  {
    value: 'Auto',
    label: 'Auto',
    description: 'Stops training jobs that fall behind the median of those completed',
  },
];

/** Why early stopping cannot be chosen (rules V3, V4). */
export const NO_EARLY_STOPPING = {
  several:
    'Early stopping and warm start work with a single training job definition. This tuning job has several, so both are off.',
  Hyperband: 'Off: Hyperband stops training jobs itself.',
} as const;

/** How values are chosen, and when training jobs are stopped. */
export function StrategySection() {
  const { control } = useFormContext<CreateForm>();
  const strategy = useWatch({ control, name: 'settings.strategy' });
  return (
    <Section
      title="Tuning strategy"
      topic="strategy"
      description="How hyperparameter values are chosen, and which training jobs may end early."
    >
      <Choice name="settings.strategy" label="Tuning strategy" options={STRATEGIES} />
      {strategy === 'Hyperband' && <HyperbandFields />}
      {strategy === 'Grid' && <GridNote />}
      <EarlyStopping />
    </Section>
  );
}

function EarlyStopping() {
  const { control } = useFormContext<CreateForm>();
  const form = useWatch({ control }) as CreateForm;
  const why = whyNoEarlyStopping(form);
  const frame = {
    name: 'settings.earlyStopping',
    label: 'Training job early stop',
    info: <InfoLink topic="earlyStopping" />,
  } as const;
  if (why === undefined) {
    return (
      <Choice
        {...frame}
        description="Saves training time on jobs that are unlikely to become the best. For a single training job definition."
        options={EARLY_STOPPING}
      />
    );
  }
  return (
    <Frame {...frame} error="" constraintText={NO_EARLY_STOPPING[why]}>
      <SelectControl value="Off" options={EARLY_STOPPING} onChange={() => undefined} disabled />
    </Frame>
  );
}

function HyperbandFields() {
  const { control } = useFormContext<CreateForm>();
  const definitions = useWatch({ control, name: 'definitions' });
  return (
    <ColumnLayout columns={2}>
      <NumberText
        name="settings.hyperband.minResource"
        label="Minimum resource"
        optional
        info={<InfoLink topic="hyperband" />}
        placeholder="1"
        constraintText="Epochs before which no training job is stopped, from 1."
      />
      <NumberText
        name="settings.hyperband.maxResource"
        label="Maximum resource"
        optional
        placeholder={placeholder(definitions.map(resourceOf))}
        constraintText={inference(
          definitions.map((each) => ({ ...resourceOf(each), name: each.algorithm.name })),
        )}
      />
    </ColumnLayout>
  );
}

type Resource = ReturnType<typeof resourceOf>;

const placeholder = (resources: readonly Resource[]) => {
  const [first] = resources;
  return first?.inferred === undefined ? '' : `${first.inferred}, as inferred`;
};

const NAMES = RESOURCE_HYPERPARAMETERS.join(', ');

/** What a blank maximum means for the definitions there are. */
function inference(resources: readonly (Resource & { readonly name: string })[]): string {
  const blind = resources.find(({ inferred }) => inferred === undefined);
  if (resources.length === 0) return `At most 20,000 epochs. Blank: taken from a static ${NAMES}.`;
  if (!blind) return `At most 20,000 epochs. Blank: each definition’s own epochs (${NAMES}).`;
  const count =
    blind.parameter === undefined
      ? ''
      : RESOURCE_HYPERPARAMETERS.some((name) => name === blind.parameter)
        ? ` Give ${blind.parameter} a static value there, or a maximum here.`
        : ` It counts epochs in ${blind.parameter}${blind.epochs ? ` (${blind.epochs})` : ''}, which the service does not read.`;
  return `Needed: ${blind.name} has no static ${NAMES} to take it from.${count}`;
}

function GridNote() {
  const { control, setValue, getValues } = useFormContext<CreateForm>();
  const definitions = useWatch({ control, name: 'definitions' });
  if (hasNumericRanges({ definitions })) {
    return (
      <Alert
        type="warning"
        action={
          <Button
            onClick={() =>
              setValue('definitions', getValues('definitions').map(forGrid), { shouldDirty: true })
            }
          >
            Make them categorical
          </Button>
        }
      >
        Grid takes categorical ranges only, and some definitions have numeric ones. Each can become a list:
        both ends and the middle.
      </Alert>
    );
  }
  const size = sizeOfAll(definitions);
  return (
    <Alert type="info">
      {definitions.length === 0
        ? 'Grid takes categorical ranges only and tries every combination once, so it counts the training jobs itself.'
        : `${size.toLocaleString('en-US')} ${size === 1 ? 'combination' : 'combinations'}: as many training jobs, of at most ${maxTrainingJobs('Grid')}.`}
    </Alert>
  );
}
