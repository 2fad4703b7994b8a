/** Which charts of the analysis are shown, as it stands in the address. Pure. */
export const PLOTS = [
  'best',
  'seconds',
  'importance',
  'duration',
  'slices',
  'parallel',
  'contour',
  'model',
  'rank',
  'edf',
  'timeline',
] as const;
export type PlotId = (typeof PLOTS)[number];

export const PLOT_TEXT: Readonly<Record<PlotId, string>> = {
  best: 'Best so far',
  seconds: 'Best value against consumed seconds',
  importance: 'Hyperparameter importance',
  duration: 'Value against duration',
  slices: 'Objective against each hyperparameter',
  parallel: 'Parallel coordinates',
  contour: 'Contour of two hyperparameters',
  model: 'Bayesian model',
  rank: 'Rank',
  edf: 'Distribution of values (EDF)',
  timeline: 'Timeline',
};

const NONE = 'none';

/** What the address says: all where it says nothing that is known. */
export function readPlots(text: string | null): readonly PlotId[] {
  if (text === NONE) return [];
  const named = (text ?? '').split(',');
  const shown = PLOTS.filter((id) => named.includes(id));
  return shown.length === 0 ? PLOTS : shown;
}

/** As it stands in the address; empty where all are shown. */
export function writePlots(shown: readonly string[]): string {
  const kept = PLOTS.filter((id) => shown.includes(id));
  return kept.length === PLOTS.length ? '' : kept.length === 0 ? NONE : kept.join(',');
}
