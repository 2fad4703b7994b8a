/** How tuning jobs are compared: in the address, and remembered by the browser for the next comparison. */
import { z } from 'zod';
import { ValueChoice } from '../../../api/analysis.ts';
import { PROGRESS } from '../../analysis.ts';
import { readStored, writeStored } from '../../stored.ts';

export const CURVES = ['best', 'top5', 'all'] as const;
export type Curves = (typeof CURVES)[number];

/** A member that an address says wrongly is as at first. */
export const Layout = z.object({
  value: ValueChoice.catch('Last'),
  by: z.enum(PROGRESS).catch('jobs'),
  curves: z.enum(CURVES).catch('best'),
});
export type Layout = z.infer<typeof Layout>;

const KEY = 'etude.compare';

/** What the address says; what it does not say is as it was in the last comparison. */
export function layoutOf(query: URLSearchParams, last: Partial<Layout> | undefined): Layout {
  const said = Object.fromEntries(query);
  return Layout.parse({ ...last, ...said });
}

export const lastLayout = (): Layout | undefined => readStored(KEY, (value) => Layout.safeParse(value).data);
export const rememberLayout = (layout: Layout): void => writeStored(KEY, layout);
