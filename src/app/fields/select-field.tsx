import Select, { type SelectProps } from '@cloudscape-design/components/select';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { useField, type PathTo } from './use-field.ts';

/** Options, in groups or not. */
export type Options = readonly (SelectProps.Option | SelectProps.OptionGroup)[];

const flatten = (options: Options): readonly SelectProps.Option[] =>
  options.flatMap((each) => ('options' in each ? each.options : [each]));

interface ControlProps {
  readonly value: string;
  readonly options: Options;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly filter?: boolean;
  readonly ariaLabel?: string;
  readonly invalid?: boolean;
  /** Where another control has the identity that the field's label speaks of. */
  readonly controlId?: string;
}

/** A Select over plain string values. A value that is not among the options is shown as it is. */
export function SelectControl(props: ControlProps) {
  const { value, options, onChange, onBlur, disabled, placeholder, filter, ariaLabel, invalid, controlId } =
    props;
  const selected =
    flatten(options).find((option) => option.value === value) ??
    (value === '' ? null : { value, label: value });
  return (
    <Select
      selectedOption={selected}
      options={options}
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      onBlur={() => onBlur?.()}
      disabled={disabled ?? false}
      placeholder={placeholder ?? ''}
      filteringType={filter ? 'auto' : 'none'}
      filteringAriaLabel="Filter options"
      triggerVariant="label"
      expandToViewport
      {...(ariaLabel !== undefined && { ariaLabel })}
      {...(invalid !== undefined && { invalid })}
      {...(controlId !== undefined && { controlId })}
    />
  );
}

interface Props<V extends FieldValues> extends FrameProps {
  readonly name: PathTo<V, string>;
  readonly options: Options;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  /** A box to type into above a long list. */
  readonly filter?: boolean;
  /** What else the choice brings along, after the value is set. */
  readonly onChosen?: (value: string) => void;
}

/** One of a list of values. */
export function SelectField<V extends FieldValues>(props: Props<V>) {
  const { name, options, placeholder, disabled, filter, onChosen, ...frame } = props;
  const { value, set, leave, error } = useField<V, string>(name);
  return (
    <Frame {...frame} name={name} error={error}>
      <SelectControl
        value={value}
        options={options}
        onChange={(chosen) => {
          set(chosen);
          onChosen?.(chosen);
        }}
        onBlur={leave}
        disabled={disabled ?? false}
        placeholder={placeholder ?? ''}
        filter={filter ?? false}
      />
    </Frame>
  );
}
