import Link, { type LinkProps } from '@cloudscape-design/components/link';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** Turns a Cloudscape `onFollow` into a client-side navigation; clicks with a modifier keep their browser meaning. */
export function useFollow() {
  const navigate = useNavigate();
  return useCallback(
    (event: CustomEvent<{ href?: string | undefined; external?: boolean | undefined }>) => {
      const { href, external } = event.detail;
      if (href === undefined || external) return;
      event.preventDefault();
      void navigate(href);
    },
    [navigate],
  );
}

/** A link within the console. */
export function NavLink({ href, ...props }: Omit<LinkProps, 'onFollow'> & { readonly href: string }) {
  const follow = useFollow();
  return <Link {...props} href={href} onFollow={follow} />;
}
