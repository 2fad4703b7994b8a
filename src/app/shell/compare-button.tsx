import Button from '@cloudscape-design/components/button';
import { paths } from '../paths.ts';
import { useFollow } from './links.tsx';

/** Leads to the comparison of these tuning jobs. */
export function CompareButton({ jobs }: { readonly jobs: readonly string[] }) {
  const follow = useFollow();
  return (
    <Button href={paths.compare(jobs)} onFollow={follow}>
      Compare
    </Button>
  );
}
