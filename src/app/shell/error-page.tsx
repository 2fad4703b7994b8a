import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router';
import { paths } from '../paths.ts';
import { explain, type Explanation } from './errors.ts';
import { useFollow } from './links.tsx';
import { usePage } from './page.tsx';

function explainRoute(thrown: unknown): Explanation {
  if (isRouteErrorResponse(thrown) && thrown.status === 404) {
    return {
      header: 'Page not found',
      cause: 'No page has this address.',
      nextStep: 'Go to the list of tuning jobs and find your way from there.',
    };
  }
  return explain(thrown);
}

function ErrorContent({ explanation }: { readonly explanation: Explanation }) {
  const follow = useFollow();
  const { pathname } = useLocation();
  usePage(explanation.header, `error:${pathname}`);
  return (
    <ContentLayout header={<Header variant="h1">{explanation.header}</Header>}>
      <Alert
        type="error"
        header={explanation.cause}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button href={paths.tuningJobs()} onFollow={follow}>
              Go to tuning jobs
            </Button>
            <Button onClick={() => location.reload()}>Reload the page</Button>
          </SpaceBetween>
        }
      >
        {explanation.nextStep}
      </Alert>
    </ContentLayout>
  );
}

/** Shown in place of a page that threw: names the cause and the next step. */
export function ErrorPage() {
  const thrown = useRouteError();
  return <ErrorContent explanation={explainRoute(thrown)} />;
}

export function NotFoundPage() {
  return (
    <ErrorContent
      explanation={{
        header: 'Page not found',
        cause: 'No page has this address.',
        nextStep: 'Go to the list of tuning jobs and find your way from there.',
      }}
    />
  );
}
