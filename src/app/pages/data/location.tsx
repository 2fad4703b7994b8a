import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { useFollow } from '../../shell/links.tsx';
import { trailTo } from './places.ts';

/** The way from the buckets down to a location. */
export function Location({ uri }: { readonly uri: string }) {
  const follow = useFollow();
  return <BreadcrumbGroup items={trailTo(uri)} ariaLabel="Location" onFollow={follow} />;
}
