import { useFormContext, useWatch } from 'react-hook-form';
import { standIns, SURROGATE_VARIABLE } from '../../../training/catalog/stand-ins.ts';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl } from '../../fields/select-field.tsx';
import { standInOf, withStandIn } from './algorithm-sources.ts';
import type { DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';

const NONE = 'none';

const OPTIONS = [
  { value: NONE, label: 'Nothing: to be exported only' },
  {
    label: 'Simulated: learning curves are made up',
    options: standIns.map(({ id, title, knows }) => ({
      value: id,
      label: title,
      description: `Knows ${knows.slice(0, 3).join(', ')}`,
    })),
  },
];

/** What runs in place of an algorithm that no browser has. The choice travels as an environment variable. */
export function StandIn({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const name = `${at}.algorithm.runtime.environment` as const;
  useWatch({ control, name });
  return (
    <Frame
      name={`${name}.standIn`}
      error=""
      label="Runs in its place here"
      description="A simulated learning problem, to rehearse the tuning job with."
      constraintText={`Kept as the environment variable ${SURROGATE_VARIABLE}, which AWS hands to the container like any other. The request stays what it is.`}
    >
      <SelectControl
        value={standInOf(getValues(`${at}.algorithm`))?.id ?? NONE}
        options={OPTIONS}
        onChange={(id) =>
          setValue(name, withStandIn(getValues(name), id === NONE ? '' : id), { shouldDirty: true })
        }
        filter
      />
    </Frame>
  );
}
