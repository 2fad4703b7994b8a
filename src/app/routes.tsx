import { createBrowserRouter, Navigate } from 'react-router';
import { paths } from './paths.ts';
import { tuningJobOf } from './jobs.ts';
import { TuningJobsPage } from './pages/tuning-jobs/tuning-jobs-page.tsx';
import { AppShell, LoadingPage, type Crumb, type RouteHandle } from './shell/app-shell.tsx';
import { ErrorPage, NotFoundPage } from './shell/error-page.tsx';

const tuningJobs: Crumb = { text: 'Hyperparameter tuning jobs', href: paths.tuningJobs() };

const handle = (crumbs: RouteHandle['crumbs']): RouteHandle => ({ crumbs });

/** The pages: the list comes with the console, each other in a chunk of its own. A page that throws shows ErrorPage inside the frame. */
export const router = createBrowserRouter([
  {
    element: <AppShell />,
    hydrateFallbackElement: <LoadingPage />,
    errorElement: <ErrorPage />,
    children: [
      {
        errorElement: <ErrorPage />,
        children: [
          { path: '/', element: <Navigate to={paths.tuningJobs()} replace /> },
          {
            path: '/tuning-jobs',
            handle: handle(() => [tuningJobs]),
            Component: TuningJobsPage,
          },
          {
            path: '/tuning-jobs/create',
            handle: handle(() => [tuningJobs, { text: 'Create', href: paths.create() }]),
            lazy: async () => ({ Component: (await import('./pages/create/create-page.tsx')).CreatePage }),
          },
          {
            path: '/tuning-jobs/import',
            handle: handle(() => [tuningJobs, { text: 'Import', href: paths.importRequest() }]),
            lazy: async () => ({ Component: (await import('./pages/create/import-page.tsx')).ImportPage }),
          },
          {
            path: '/tuning-jobs/:name/:tab?',
            handle: handle(({ name = '' }) => [tuningJobs, { text: name, href: paths.tuningJob(name) }]),
            lazy: async () => ({
              Component: (await import('./pages/tuning-job/tuning-job-page.tsx')).TuningJobPage,
            }),
          },
          {
            path: '/training-jobs/:name',
            handle: handle(({ name = '' }) => [
              tuningJobs,
              { text: tuningJobOf(name), href: paths.tuningJob(tuningJobOf(name), 'training-jobs') },
              { text: name, href: paths.trainingJob(name) },
            ]),
            lazy: async () => ({
              Component: (await import('./pages/training-job/training-job-page.tsx')).TrainingJobPage,
            }),
          },
          {
            path: '/compare',
            handle: handle(() => [{ text: 'Compare', href: paths.compare() }]),
            lazy: async () => ({ Component: (await import('./pages/compare/compare-page.tsx')).ComparePage }),
          },
          {
            path: '/data',
            handle: handle(() => [{ text: 'Data', href: paths.data() }]),
            lazy: async () => ({ Component: (await import('./pages/data/data-page.tsx')).DataPage }),
          },
          {
            path: '/data/upload',
            handle: handle(() => [
              { text: 'Data', href: paths.data() },
              { text: 'Upload data', href: paths.upload() },
            ]),
            lazy: async () => ({ Component: (await import('./pages/data/upload-page.tsx')).UploadPage }),
          },
          {
            path: '/data/moons',
            handle: handle(() => [
              { text: 'Data', href: paths.data() },
              { text: 'Generate moons', href: paths.moons() },
            ]),
            lazy: async () => ({ Component: (await import('./pages/data/moons-page.tsx')).MoonsPage }),
          },
          {
            path: '/instance-types',
            handle: handle(() => [{ text: 'Instance types', href: paths.instanceTypes() }]),
            lazy: async () => ({
              Component: (await import('./pages/instance-types/instance-types-page.tsx')).InstanceTypesPage,
            }),
          },
          { path: '*', handle: handle(() => [tuningJobs]), element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
