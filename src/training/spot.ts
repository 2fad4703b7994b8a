import { rng } from '../lib/rng.ts';

/**
 * When spot capacity is taken away and when it is back: seeded, so that a tuning job meets the same interruptions at any
 * pace, on any machine and after a reload.
 *
 * Interruptions come at random with a constant rate. Real rates are a few percent a month for most instance types, and
 * training jobs here last minutes: nobody would ever see one. So the rate is our own, one in ten minutes held, and
 * shows in a short tuning job what a long one meets on AWS.
 */
export const SECONDS_BETWEEN_INTERRUPTIONS = 600;

/** Capacity is back after 1 to 5 minutes, our own figure too. */
const WAIT = { least: 60, most: 300 } as const;

/** What an hour of spot capacity costs of an hour on demand unless told otherwise; AWS speaks of savings up to 90 %. */
export const SPOT_PRICE_SHARE = 0.3;

/**
 * Seconds for which a training job holds its instances before they are taken from it.
 *
 * @param index of the training job, from 0
 * @param interruption how many came before, from 0
 */
export function secondsHeld(seed: number, index: number, interruption: number): number {
  const draw = rng(seed, 'spot-held', index, interruption).uniform();
  return Math.max(1, Math.round(-SECONDS_BETWEEN_INTERRUPTIONS * Math.log(1 - draw)));
}

/** Seconds until capacity is back after that interruption. */
export function secondsWaiting(seed: number, index: number, interruption: number): number {
  const draw = rng(seed, 'spot-waiting', index, interruption).uniform();
  return Math.round(WAIT.least + (WAIT.most - WAIT.least) * draw);
}
