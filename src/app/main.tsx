import '@cloudscape-design/global-styles/index.css';
import '@fontsource/open-sans/latin-400.css';
import '@fontsource/open-sans/latin-400-italic.css';
import '@fontsource/open-sans/latin-600.css';
import '@fontsource/open-sans/latin-700.css';
import './app.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { q } from './client.ts';
import { keepFresh } from './live.ts';
import { paths } from './paths.ts';
import { showTogether } from './reading.ts';
import { router } from './routes.tsx';
import { FlashProvider } from './shell/flash.tsx';
import { HelpProvider } from './shell/help.tsx';
import { applyTheme } from './shell/theme.ts';

applyTheme();

const queryClient = new QueryClient({
  // The backend is in this browser: being offline or looking at another window changes nothing.
  defaultOptions: {
    queries: { networkMode: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { networkMode: 'always' },
  },
});
showTogether();
keepFresh(queryClient);
if (['/', paths.tuningJobs()].includes(location.pathname)) {
  // What most come for is asked for before anything is drawn, and drawn once rather than twice.
  void queryClient.prefetchQuery(q('ListTuningJobOverviews', {}));
  void queryClient.prefetchQuery(q('ListSimulations', {}));
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en" messages={[messages]}>
        <FlashProvider>
          <HelpProvider>
            <RouterProvider router={router} />
          </HelpProvider>
        </FlashProvider>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
);
