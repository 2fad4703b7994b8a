import { z } from 'zod';
import type { HyperParameterTrainingJobDefinition } from '../../../../api/definition.ts';
import { given, numeral, typedNumber } from './optional.ts';

/** What surrounds the container: environment variables, and how often a training job is tried again. API only. */
export const Runtime = z.object({
  environment: z.array(z.object({ key: z.string(), value: z.string() })),
  /** Blank: no retries. */
  retries: z.string(),
});
export type Runtime = z.infer<typeof Runtime>;

export const blankRuntime = (): Runtime => ({ environment: [], retries: '' });

export function writeRuntime({ environment, retries }: Runtime) {
  const attempts = typedNumber(retries);
  return {
    ...given('RetryStrategy', attempts === undefined ? undefined : { MaximumRetryAttempts: attempts }),
    ...given(
      'Environment',
      environment.length === 0
        ? undefined
        : Object.fromEntries(environment.map(({ key, value }) => [key.trim(), value])),
    ),
  };
}

export function readRuntime({
  Environment = {},
  RetryStrategy,
}: Pick<HyperParameterTrainingJobDefinition, 'Environment' | 'RetryStrategy'>): Runtime {
  return {
    environment: Object.entries(Environment).map(([key, value]) => ({ key, value })),
    retries: numeral(RetryStrategy?.MaximumRetryAttempts),
  };
}

/** Paths of the definition to fields of `Runtime`; a variable itself is found by its name. */
export const RUNTIME_FIELDS = { Environment: 'environment.root', RetryStrategy: 'retries' } as const;
