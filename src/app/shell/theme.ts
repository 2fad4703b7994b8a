import { applyDensity, applyMode, Density as Spacing, Mode } from '@cloudscape-design/global-styles';
import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How close together things stand. */
export const DENSITIES = ['comfortable', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

const THEME_KEY = 'etude-theme';
const DENSITY_KEY = 'etude-density';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** A remembered choice. Storage may be refused (private windows); a choice then lasts as long as the tab. */
function read<T extends string>(key: string, choices: readonly T[], otherwise: T): T {
  try {
    return choices.find((choice) => choice === localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // Not remembered; still applied.
  }
}

let current = read(THEME_KEY, THEMES, 'system');
let density = read(DENSITY_KEY, DENSITIES, 'comfortable');

const isDark = () => current === 'dark' || (current === 'system' && darkSystem.matches);

/** Puts the remembered theme and density on the page. Call before the first render, so that nothing flashes. */
export function applyTheme(): void {
  applyMode(isDark() ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = isDark() ? 'dark' : 'light';
  applyDensity(density === 'compact' ? Spacing.Compact : Spacing.Comfortable);
  for (const listener of listeners) listener();
}
darkSystem.addEventListener('change', applyTheme);

export function setTheme(theme: Theme): void {
  current = theme;
  remember(THEME_KEY, theme);
  applyTheme();
}

export function setDensity(chosen: Density): void {
  density = chosen;
  remember(DENSITY_KEY, chosen);
  applyTheme();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTheme = (): Theme => useSyncExternalStore(subscribe, () => current);
export const useDensity = (): Density => useSyncExternalStore(subscribe, () => density);

/** Whether the page is dark right now; charts choose their colours by it. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark);
