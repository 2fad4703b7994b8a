import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import Spinner from '@cloudscape-design/components/spinner';
import TopNavigation from '@cloudscape-design/components/top-navigation';
import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { lazy, memo, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation, useMatches, useNavigation } from 'react-router';
import { paths } from '../paths.ts';
import { useFlash, useFlashItems } from './flash.tsx';
import { useHelp } from './help.tsx';
import { useFollow } from './links.tsx';
import { focusHeading } from './page.tsx';
import { useServiceAlerts } from './service-alerts.tsx';
import { useSame } from '../use-same.ts';
import {
  DENSITIES,
  setDensity,
  setTheme,
  THEMES,
  useDensity,
  useTheme,
  type Density,
  type Theme,
} from './theme.ts';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

/** A route's `handle`: the trail that leads to it, itself last. */
export interface RouteHandle {
  readonly crumbs: (params: Readonly<Record<string, string | undefined>>) => readonly Crumb[];
}

const isRouteHandle = (handle: unknown): handle is RouteHandle =>
  typeof handle === 'object' && handle !== null && 'crumbs' in handle;

const THEME_NAMES = { system: 'Same as the system', light: 'Light', dark: 'Dark' } satisfies Record<
  Theme,
  string
>;

const DENSITY_NAMES = { comfortable: 'Comfortable', compact: 'Compact' } satisfies Record<Density, string>;

type Follow = ReturnType<typeof useFollow>;

function TopBar({ follow }: { readonly follow: Follow }) {
  const theme = useTheme();
  const density = useDensity();
  return (
    <TopNavigation
      identity={{ href: paths.tuningJobs(), title: 'Etude', onFollow: follow }}
      utilities={[
        {
          type: 'menu-dropdown',
          text: 'Theme',
          iconName: 'settings',
          ariaLabel: `Theme: ${THEME_NAMES[theme]}, ${DENSITY_NAMES[density].toLowerCase()}`,
          items: [
            {
              id: 'theme',
              text: 'Theme',
              items: THEMES.map((id) => ({
                id,
                text: THEME_NAMES[id],
                itemType: 'checkbox',
                checked: id === theme,
              })),
            },
            {
              id: 'density',
              text: 'Density',
              items: DENSITIES.map((id) => ({
                id,
                text: DENSITY_NAMES[id],
                itemType: 'checkbox',
                checked: id === density,
              })),
            },
          ],
          onItemClick: ({ detail }) => {
            const chosen = THEMES.find((each) => each === detail.id);
            if (chosen) setTheme(chosen);
            const spacing = DENSITIES.find((each) => each === detail.id);
            if (spacing) setDensity(spacing);
          },
        },
      ]}
    />
  );
}

function useCrumbs(): readonly Crumb[] {
  const match = useMatches().findLast(({ handle }) => isRouteHandle(handle));
  return match && isRouteHandle(match.handle) ? match.handle.crumbs(match.params) : [];
}

/** Which entry of the side navigation a page belongs to. */
const sectionOf = (crumbs: readonly Crumb[]) =>
  [paths.compare(), paths.data(), paths.instanceTypes()].find((path) =>
    crumbs.some(({ href }) => href === path),
  ) ?? paths.tuningJobs();

// Read when there is something to say.
const HelpPanel = lazy(() => import('@cloudscape-design/components/help-panel'));
const Flashbar = lazy(() => import('@cloudscape-design/components/flashbar'));

interface FrameProps {
  readonly crumbs: readonly Crumb[];
  readonly alerts: readonly FlashbarProps.MessageDefinition[];
  readonly flashes: readonly FlashbarProps.MessageDefinition[];
  readonly loading: boolean;
  readonly follow: Follow;
}

/** The frame around every page: top bar, navigation, breadcrumbs, messages, help. */
const Frame = memo(function Frame({ crumbs, alerts, flashes, loading, follow }: FrameProps) {
  const help = useHelp();
  const [navigationOpen, setNavigationOpen] = useState(() => matchMedia('(min-width: 1000px)').matches);
  const messages = [...alerts, ...flashes];

  return (
    <>
      <a
        className="skip-link"
        href="#main-content"
        onClick={(event) => {
          event.preventDefault();
          focusHeading();
        }}
      >
        Skip to main content
      </a>
      <div id="top-bar">
        <TopBar follow={follow} />
      </div>
      <AppLayoutToolbar
        headerSelector="#top-bar"
        ariaLabels={{
          navigation: 'Side navigation',
          navigationToggle: 'Open navigation',
          navigationClose: 'Close navigation',
          notifications: 'Messages',
          tools: 'Help panel',
          toolsToggle: 'Open help panel',
          toolsClose: 'Close help panel',
        }}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigationWidth={240}
        navigation={
          <SideNavigation
            header={{ text: 'Etude', href: paths.tuningJobs() }}
            activeHref={sectionOf(crumbs)}
            onFollow={(event) => {
              if (!matchMedia('(min-width: 690px)').matches) setNavigationOpen(false);
              follow(event);
            }}
            items={[
              {
                type: 'section',
                text: 'Training',
                items: [
                  { type: 'link', text: 'Hyperparameter tuning jobs', href: paths.tuningJobs() },
                  { type: 'link', text: 'Compare', href: paths.compare() },
                ],
              },
              { type: 'link', text: 'Data', href: paths.data() },
              { type: 'link', text: 'Instance types', href: paths.instanceTypes() },
            ]}
          />
        }
        breadcrumbs={
          crumbs.length > 0 ? (
            <BreadcrumbGroup items={[...crumbs]} ariaLabel="Breadcrumbs" onFollow={follow} />
          ) : undefined
        }
        notifications={
          messages.length > 0 ? (
            <Suspense>
              <Flashbar items={messages} stackItems={messages.length > 3} />
            </Suspense>
          ) : undefined
        }
        // Good news may scroll away; trouble stays in sight.
        stickyNotifications={messages.some(({ type }) => type === 'error' || type === 'warning')}
        toolsHide={help.topic === undefined}
        toolsOpen={help.open}
        onToolsChange={({ detail }) => help.setOpen(detail.open)}
        tools={
          help.topic && (
            <Suspense>
              <HelpPanel header={<h2>{help.topic.title}</h2>}>{help.topic.body}</HelpPanel>
            </Suspense>
          )
        }
        content={
          <div id="main-content" aria-busy={loading}>
            <Outlet />
          </div>
        }
      />
    </>
  );
});

/** The page in its frame, which is made anew with another page, not with every change of the address. */
export function AppShell() {
  const crumbs = useSame(useCrumbs());
  const { pageChanged } = useFlash();
  const { pathname } = useLocation();
  useEffect(pageChanged, [pathname, pageChanged]);
  return (
    <Frame
      crumbs={crumbs}
      alerts={useServiceAlerts()}
      flashes={useFlashItems()}
      loading={useNavigation().state === 'loading'}
      follow={useFollow()}
    />
  );
}

/** While the first page's code arrives. */
export function LoadingPage() {
  return (
    <output className="loading-page">
      <Spinner size="large" /> Loading the console
    </output>
  );
}
