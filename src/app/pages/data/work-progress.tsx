import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { q } from '../../client.ts';

/** How far work on a file is, asked twice a second while it is shown. */
export function WorkProgress({ work, label }: { readonly work: string; readonly label: string }) {
  const { data } = useQuery({
    ...q('DescribeDataWork', { WorkId: work }),
    refetchInterval: 500,
    staleTime: 0,
    gcTime: 0,
  });
  return <ProgressBar label={label} value={100 * (data?.Share ?? 0)} />;
}
