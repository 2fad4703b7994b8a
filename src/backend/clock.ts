import type { Pace } from '../api/local.ts';
import type { Wall } from './store.ts';

const SPEED: Readonly<Record<Pace, number>> = {
  Paused: 0,
  '1x': 1,
  '60x': 60,
  '600x': 600,
  Max: Number.POSITIVE_INFINITY,
};

/**
 * Simulated time of one tuning job against the wall clock. It only delays: what happens, and in which order, is
 * settled by simulated times alone, so changing the pace never changes a result.
 */
export class Clock {
  readonly #wall: Wall;
  #pace: Pace;
  /** Simulated seconds at the anchor, and the anchor's wall time in ms. */
  #simulated: number;
  #anchor: number;
  #wake: (() => void) | undefined;

  constructor(wall: Wall, pace: Pace, elapsed: number) {
    this.#wall = wall;
    this.#pace = pace;
    this.#simulated = elapsed;
    this.#anchor = wall.now();
  }

  /** Simulated seconds now; at full pace the time of the last event. */
  now(): number {
    const speed = SPEED[this.#pace];
    if (!Number.isFinite(speed)) return this.#simulated;
    return this.#simulated + ((this.#wall.now() - this.#anchor) / 1000) * speed;
  }

  /** The same, not before `from` and not beyond `to`; `from` where nothing is known to come. */
  between(from: number, to: number): number {
    return Math.max(from, Math.min(this.now(), Number.isFinite(to) ? to : from));
  }

  /** Simulated time waits for training: after an event handled late it goes on from that event. */
  reached(at: number): void {
    if (this.now() < at || Number.isFinite(SPEED[this.#pace])) {
      this.#simulated = at;
      this.#anchor = this.#wall.now();
    }
  }

  setPace(pace: Pace): void {
    this.#simulated = this.now();
    this.#anchor = this.#wall.now();
    this.#pace = pace;
    this.wake();
  }

  /** Resolves when simulated time reaches `at`, or at the next `wake` or `setPace`: true if `at` is reached. */
  async until(at: number): Promise<boolean> {
    const speed = SPEED[this.#pace];
    if (!Number.isFinite(speed) || this.now() >= at) return true;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      // Timers take at most 2^31 ms; waking early only means asking again.
      if (speed > 0)
        this.#wall.setTimeout(resolve, Math.min(((at - this.now()) / speed) * 1000, 2 ** 31 - 1));
    });
    return this.now() >= at - 1e-9;
  }

  /** Lets a waiting `until` resolve, to look again at what is next. */
  wake(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
