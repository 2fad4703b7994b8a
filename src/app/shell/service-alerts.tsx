import { useQuery } from '@tanstack/react-query';
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { useEffect, useMemo, useState } from 'react';
import { onBackendFailed, q } from '../client.ts';

/** Standing messages about the service itself: it cannot start, or it cannot save. They go when the trouble goes. */
export function useServiceAlerts(): readonly FlashbarProps.MessageDefinition[] {
  const [failure, setFailure] = useState<string>();
  useEffect(() => onBackendFailed(setFailure), []);
  const { data } = useQuery(q('DescribeService', {}));

  const unsaved = data?.StorageError;
  return useMemo(() => alertsOf(failure, unsaved), [failure, unsaved]);
}

function alertsOf(
  failure: string | undefined,
  unsaved: string | undefined,
): readonly FlashbarProps.MessageDefinition[] {
  const alerts: FlashbarProps.MessageDefinition[] = [];
  if (failure !== undefined) {
    alerts.push({
      id: 'backend-failed',
      type: 'error',
      header: 'The tuning service could not start',
      content: `${failure} Reload the page. If that does not help, close other tabs of this console and allow this site to store data.`,
    });
  }
  if (unsaved !== undefined) {
    alerts.push({
      id: 'storage-error',
      type: 'error',
      header: 'Your work is not being saved',
      content: `${unsaved} Jobs keep running, but a reload would lose what is not saved. Free some disk space or delete old tuning jobs; saving is tried again by itself.`,
    });
  }
  return alerts;
}
