import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import { memo, type ReactNode } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { SelectControl } from '../../fields/select-field.tsx';
import { useField } from '../../fields/use-field.ts';
import { catalogHyperparameter, presetRow, scalingsOf, typesOf } from './algorithms.ts';
import { Bare, type DefinitionPath } from './fields.ts';
import type { CreateForm, HyperparameterRow as Row } from './form.ts';
import styles from './hyperparameters.module.css';
import { SamplingPreview } from './sampling-preview.tsx';
import { asCategories } from './search-space.ts';
import { joinValues } from './text.ts';
import { ValuesInput } from './values-input.tsx';

type RowPath = `${DefinitionPath}.algorithm.hyperparameters.${number}`;

interface Props {
  readonly at: RowPath;
  readonly row: Row;
  readonly image: string;
  /** For rows that the algorithm does not bring. */
  readonly onRemove?: (() => void) | undefined;
}

/**
 * One hyperparameter: Name · Type · Scaling type · Value(s). Drawn anew only when something about it changes: the form
 * hands out copies of all rows with every key typed in any of them. `onRemove` does the same for a row whenever made.
 */
export const HyperparameterRow = memo(
  DrawnRow,
  (a, b) =>
    a.at === b.at &&
    a.image === b.image &&
    (a.onRemove === undefined) === (b.onRemove === undefined) &&
    JSON.stringify(a.row) === JSON.stringify(b.row),
);

function DrawnRow({ at, row, image, onRemove }: Props) {
  const { control, setValue } = useFormContext<CreateForm>();
  const known = catalogHyperparameter(image, row.name);
  const types = typesOf(known);
  const scalings = scalingsOf(row.type);
  const called = row.name || 'new hyperparameter';
  const change = (part: Partial<Row>) => setValue(at, { ...row, ...part }, { shouldDirty: true });
  const changeType = (type: Row['type']) =>
    change({
      type,
      ...(type === 'Static' && row.value === '' && { value: known?.default ?? '' }),
      ...(type === 'Categorical' && row.values.length === 0 && { values: asCategories(row).values }),
    });
  const { strategy } = useWatch({ control, name: 'settings' });

  return (
    <tr className={styles['row']}>
      <th scope="row" className={styles['name']}>
        {onRemove ? (
          <Cell at={`${at}.name`}>
            <Bare name={`${at}.name`} ariaLabel="Hyperparameter name" placeholder="Name" />
          </Cell>
        ) : (
          <span>
            {row.name}
            {known?.required === true && <Box variant="small">&nbsp;required</Box>}
          </span>
        )}
        {known && (
          <Box variant="small" color="text-body-secondary" display="block">
            {known.description}
          </Box>
        )}
        {onRemove && (
          <Button variant="inline-link" onClick={onRemove} ariaLabel={`Remove ${called}`}>
            Remove
          </Button>
        )}
      </th>
      <td>
        {types.length === 1 && types[0] === row.type ? (
          <div className={styles['dash']}>{row.type}</div>
        ) : (
          <SelectControl
            value={row.type}
            options={[...new Set([...types, row.type])].map((type) => ({
              value: type,
              label: type,
              ...(strategy === 'Grid' && (type === 'Integer' || type === 'Continuous') && NOT_IN_GRID),
            }))}
            ariaLabel={`Type of ${called}`}
            onChange={(chosen) => {
              const type = types.find((each) => each === chosen);
              if (type) changeType(type);
            }}
          />
        )}
      </td>
      <td>
        {scalings.length > 0 ? (
          <Cell at={`${at}.scaling`}>
            <SelectControl
              value={row.scaling}
              options={scalings.map((scaling) => ({ value: scaling, label: scaling }))}
              ariaLabel={`Scaling type of ${called}`}
              onChange={(chosen) => {
                const scaling = scalings.find((each) => each === chosen);
                if (scaling) change({ scaling });
              }}
            />
          </Cell>
        ) : (
          <div className={styles['dash']}>–</div>
        )}
      </td>
      <td className={styles['value']}>
        <Value at={at} row={row} image={image} called={called} />
        <SamplingPreview row={row} />
        <Recommended row={row} image={image} called={called} onUse={change} />
      </td>
    </tr>
  );
}

function Value({
  at,
  row,
  image,
  called,
}: Pick<Props, 'at' | 'row' | 'image'> & { readonly called: string }) {
  const known = catalogHyperparameter(image, row.name);
  switch (row.type) {
    case 'Static':
      return <StaticValue at={at} called={called} fallback={known?.default} from={known?.values} />;
    case 'Categorical':
      return <CategoricalValues at={at} called={called} from={known?.values} />;
    case 'Integer':
    case 'Continuous':
      return <Ends at={at} called={called} />;
  }
}

const NOT_IN_GRID = {
  disabled: true,
  disabledReason: 'Grid search takes categorical hyperparameters only.',
};

interface RecommendedProps {
  readonly row: Row;
  readonly image: string;
  readonly called: string;
  readonly onUse: (part: Partial<Row>) => void;
}

/** The catalogue's range for a tuned hyperparameter, where the row has another one. */
function Recommended({ row, image, called, onUse }: RecommendedProps) {
  const known = catalogHyperparameter(image, row.name);
  if (!known?.tunable || known.tunable.type !== row.type) return null;
  const { min, max, scaling, values } = presetRow(known);
  const ends = row.type === 'Categorical' ? { values } : { min, max, scaling };
  const differs =
    row.type === 'Categorical'
      ? joinValues(values) !== joinValues(row.values)
      : min !== row.min || max !== row.max || scaling !== row.scaling;
  if (!differs) return null;
  return (
    <Box variant="small" color="text-body-secondary">
      Recommended: {row.type === 'Categorical' ? joinValues(values) : `${min}–${max}, ${scaling}`}{' '}
      <Button
        variant="inline-link"
        onClick={() => onUse(ends)}
        ariaLabel={`Use the recommended range of ${called}`}
      >
        Use
      </Button>
    </Box>
  );
}

/** Both ends of a range, with one place for their errors: a single end is too narrow for a sentence. */
function Ends({ at, called }: { readonly at: RowPath; readonly called: string }) {
  const min = useField<CreateForm, string>(`${at}.min`);
  const max = useField<CreateForm, string>(`${at}.max`);
  return (
    <FormField errorText={[min.error, max.error].filter((error) => error !== '').join(' ')} stretch>
      <div className={styles['ends']}>
        <div data-field={`${at}.min`}>
          <Bare
            name={`${at}.min`}
            ariaLabel={`Minimum of ${called}`}
            placeholder="Minimum"
            inputMode="decimal"
          />
        </div>
        <span className={styles['to']}>–</span>
        <div data-field={`${at}.max`}>
          <Bare
            name={`${at}.max`}
            ariaLabel={`Maximum of ${called}`}
            placeholder="Maximum"
            inputMode="decimal"
          />
        </div>
      </div>
    </FormField>
  );
}

interface ValueProps {
  readonly at: RowPath;
  readonly called: string;
  readonly from: readonly string[] | undefined;
}

function StaticValue({ at, called, fallback, from }: ValueProps & { readonly fallback: string | undefined }) {
  const { value, set, leave } = useField<CreateForm, string>(`${at}.value`);
  const blank = fallback === undefined ? 'Not set' : `Default: ${fallback}`;
  return (
    <Cell at={`${at}.value`}>
      {from ? (
        <SelectControl
          value={value}
          options={[{ value: '', label: blank }, ...from.map((each) => ({ value: each, label: each }))]}
          ariaLabel={`Value of ${called}`}
          onChange={set}
          onBlur={leave}
        />
      ) : (
        <Bare name={`${at}.value`} ariaLabel={`Value of ${called}`} placeholder={blank} />
      )}
    </Cell>
  );
}

function CategoricalValues({ at, called, from }: ValueProps) {
  const { value, set, leave } = useField<CreateForm, string[]>(`${at}.values`);
  return (
    <Cell at={`${at}.values`}>
      <ValuesInput
        values={value}
        from={from}
        ariaLabel={`Values of ${called}`}
        onChange={set}
        onBlur={leave}
      />
    </Cell>
  );
}

/** A control with its error, without a label of its own: the columns are the labels. */
function Cell({ at, children }: { readonly at: `${RowPath}.${keyof Row}`; readonly children: ReactNode }) {
  const { error } = useField<CreateForm, Row[keyof Row]>(at as `${RowPath}.name`);
  return (
    <FormField data-field={at} errorText={error} stretch>
      {children}
    </FormField>
  );
}
