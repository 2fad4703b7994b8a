import ExpandableSection, {
  type ExpandableSectionProps,
} from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import { useFormContext, useFormState, type FieldPath } from 'react-hook-form';
import type { CreateForm } from './form.ts';

interface Props extends Omit<ExpandableSectionProps, 'expanded' | 'onChange' | 'defaultExpanded'> {
  /** The fields inside: one that is wrong keeps the section open. */
  readonly fields: readonly FieldPath<CreateForm>[];
  readonly startOpen?: boolean;
}

/** A section that can be folded away, but never with an error in it. */
export function Disclosure({ fields, startOpen = false, ...props }: Props) {
  const { control, getFieldState } = useFormContext<CreateForm>();
  const formState = useFormState({ control });
  const [open, setOpen] = useState(startOpen);
  const wrong = fields.some((field) => getFieldState(field, formState).invalid);
  return (
    <ExpandableSection
      {...props}
      expanded={open || wrong}
      onChange={({ detail }) => setOpen(detail.expanded)}
    />
  );
}
