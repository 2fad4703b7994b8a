import FormField from '@cloudscape-design/components/form-field';
import type { ReactNode } from 'react';

/** What every field shows around its control. */
export interface FrameProps {
  readonly label: string;
  /** Adds “optional” to the label. */
  readonly optional?: boolean;
  readonly description?: ReactNode;
  readonly constraintText?: ReactNode;
  readonly warningText?: ReactNode;
  readonly info?: ReactNode;
  /** Stands beside the control. */
  readonly beside?: ReactNode;
}

interface Props extends FrameProps {
  readonly name: string;
  readonly error: string;
  readonly children: ReactNode;
}

/** Label, help and error around a control. `data-field` is how `focusFirstError` finds it. */
export function Frame({
  name,
  error,
  label,
  optional,
  description,
  constraintText,
  warningText,
  info,
  beside,
  children,
}: Props) {
  return (
    <FormField
      data-field={name}
      label={
        optional ? (
          <span>
            {label} <i>- optional</i>
          </span>
        ) : (
          label
        )
      }
      description={description}
      constraintText={constraintText}
      warningText={error === '' ? warningText : undefined}
      info={info}
      secondaryControl={beside}
      errorText={error}
    >
      {children}
    </FormField>
  );
}
