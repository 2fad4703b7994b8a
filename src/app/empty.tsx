import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';

/** What stands where there is nothing to show: why, and what to do or wait for. */
export interface EmptyWords {
  readonly why: string;
  readonly next: string;
}

export function Empty({ why, next, children }: EmptyWords & { readonly children?: ReactNode }) {
  return (
    <Box textAlign="center" padding="l">
      <Box variant="strong">{why}</Box>
      <Box variant="p" color="text-body-secondary">
        {next}
      </Box>
      {children}
    </Box>
  );
}
