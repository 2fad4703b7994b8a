import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FormProvider, type FieldPath, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { RpcError } from '../../../lib/rpc.ts';
import { focusFirstError } from '../../fields/focus-first-error.ts';
import { FROM_SERVICE, useMending } from '../../fields/mending.ts';
import { explain } from '../../shell/errors.ts';

interface Props<V extends FieldValues, Sent> {
  readonly form: UseFormReturn<V>;
  /** Label of the button. */
  readonly action: string;
  readonly send: (values: V) => Promise<Sent>;
  readonly onDone: (sent: Sent, values: V) => void;
  /** Ends what the service does; it then fails with the code `Cancelled`. Absent: it cannot be ended. */
  readonly onCancel?: () => void;
  /** Shown above the buttons while the service works. */
  readonly progress?: ReactNode;
  /** Where an error of the service belongs; undefined when no field can mend it. */
  readonly fieldOf: (path: RpcError['path']) => FieldPath<V> | undefined;
  readonly children: ReactNode;
}

/** A form that is checked here and then by the service. Errors of both show at their field and take the focus. */
export function ServiceForm<V extends FieldValues, Sent>(props: Props<V, Sent>) {
  const { form, action, send, onDone, onCancel, progress, fieldOf, children } = props;
  useMending(form);
  const mutation = useMutation<Sent, RpcError, V>({ mutationFn: send, onSuccess: onDone });
  const failure = mutation.error?.code === 'Cancelled' ? undefined : mutation.error;
  const elsewhere = failure && fieldOf(failure.path) === undefined ? failure : undefined;

  const submit = (root: HTMLFormElement) => {
    // The errors are on screen after the next render.
    const focus = () =>
      void requestAnimationFrame(() =>
        focusFirstError(root, (path) => form.getFieldState(path as FieldPath<V>).invalid),
      );
    void form.handleSubmit(
      (values) =>
        mutation.mutate(values, {
          onError: ({ path, message }) => {
            const field = fieldOf(path);
            if (field === undefined) return;
            form.setError(field, { type: FROM_SERVICE, message });
            focus();
          },
        }),
      focus,
    )();
  };

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!mutation.isPending) submit(event.currentTarget);
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {onCancel && mutation.isPending && (
                <Button formAction="none" onClick={onCancel}>
                  Cancel
                </Button>
              )}
              <Button variant="primary" loading={mutation.isPending} loadingText="Working">
                {action}
              </Button>
            </SpaceBetween>
          }
          {...(elsewhere && { errorText: `${elsewhere.message} ${explain(elsewhere).nextStep}` })}
        >
          <SpaceBetween size="l">
            {children}
            {mutation.isPending && progress}
          </SpaceBetween>
        </Form>
      </form>
    </FormProvider>
  );
}
