import type { Page } from '@playwright/test';

/** What a page noted about itself. Milliseconds. */
export interface Notes {
  /**
   * From an epoch report to the frame in which the curves read after it were drawn. The backend tells of all reports since
   * the last time at once; they are taken to lie evenly between, ten to each telling.
   */
  readonly latencies: number[];
  /** Of the oldest report of each telling: until it was saved and told, until it was asked for, read, painted. */
  readonly stages: { told: number; asked: number; read: number; painted: number }[];
  /** Epochs that the curves on screen have been told since the page was opened. */
  readonly epochs: { told: number; missed: number; doubled: number };
  readonly longTasks: number[];
  /** Of each interaction, from the input to the next frame. */
  readonly interactions: number[];
}

declare global {
  interface Window {
    notes: Notes;
  }
}

/**
 * Has every page that is opened note when it hears of changes, reads curves, draws them, is busy, and answers the user.
 * Only what the browser offers is listened to; the console is as it is.
 */
export async function probe(page: Page): Promise<void> {
  // tsx wraps named functions in a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    const notes: Notes = {
      latencies: [],
      stages: [],
      epochs: { told: 0, missed: 0, doubled: 0 },
      longTasks: [],
      interactions: [],
    };
    window.notes = notes;

    interface Told {
      readonly since: number;
      readonly at: number;
      asked?: number;
      read?: number;
    }
    interface Followed {
      readonly Whole: boolean;
      readonly Curves: readonly { TrainingJobName: string; Epochs: readonly number[] }[];
    }
    type Wire =
      | { kind: 'request'; id: number; operation: string }
      | { kind: 'reply'; id: number; output: Partial<Followed> }
      | { kind: 'event'; event: string; payload: { Since: number; TuningJobs: string[] } };
    let told: Told[] = [];
    let read: Told[] = [];
    const asked = new Map<number, number>();
    /** The last epoch told of each training job. */
    const known = new Map<string, number>();
    const { value: post } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'postMessage') as {
      value: (message: unknown) => void;
    };
    const heard = new WeakSet<BroadcastChannel>();
    BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: unknown) {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', ({ data, timeStamp }: MessageEvent<Wire>) => {
          if (data.kind === 'event' && data.event === 'changed' && data.payload.TuningJobs.length > 0)
            // When it came: the console, which listens too, may have asked before this listener's turn.
            told.push({ since: data.payload.Since, at: timeStamp });
          if (data.kind !== 'reply') return;
          const at = asked.get(data.id);
          asked.delete(data.id);
          if (at === undefined) return;
          const { Whole, Curves = [] } = data.output;
          if (Whole) known.clear();
          for (const { TrainingJobName, Epochs } of Curves) {
            const last = known.get(TrainingJobName) ?? 0;
            for (const epoch of Epochs) if (epoch <= last) notes.epochs.doubled++;
            notes.epochs.missed += Math.max(0, (Epochs[0] ?? last + 1) - last - 1);
            known.set(TrainingJobName, Epochs.at(-1) ?? last);
          }
          notes.epochs.told = [...known.values()].reduce((sum, epochs) => sum + epochs, 0);
          // What was told before the question is in the answer.
          for (const each of told)
            if (each.at <= at) read.push(Object.assign(each, { asked: at, read: performance.now() }));
          told = told.filter((each) => each.at > at);
        });
      }
      const wire = message as Wire;
      if (wire.kind === 'request' && wire.operation === 'FollowCurves') asked.set(wire.id, performance.now());
      Reflect.apply(post, this, [message]);
    };

    // Every drawing of the curves begins by clipping the canvas to the plot.
    const { value: clip } = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'clip') as {
      value: () => void;
    };
    CanvasRenderingContext2D.prototype.clip = function (this: CanvasRenderingContext2D) {
      Reflect.apply(clip, this, []);
      const drawn = read;
      read = [];
      if (drawn.length === 0) return;
      // After the frame's own callbacks the browser paints; the message arrives after it has.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const now = performance.timeOrigin + performance.now();
          for (const { since, at, asked = 0, read: got = 0 } of drawn) {
            const origin = performance.timeOrigin;
            notes.stages.push({
              told: origin + at - since,
              asked: asked - at,
              read: got - asked,
              painted: now - origin - got,
            });
            for (let tenth = 0; tenth < 10; tenth++)
              notes.latencies.push(now - since - (tenth / 10) * (performance.timeOrigin + at - since));
          }
        };
        port2.postMessage(null);
      });
    };

    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) notes.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[])
        if (entry.interactionId) notes.interactions.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** Takes what has been noted and begins anew. */
export const takeNotes = (page: Page): Promise<Notes> =>
  page.evaluate(() => {
    const { latencies, stages, epochs, longTasks, interactions } = window.notes;
    return {
      stages: stages.splice(0),
      epochs: { ...epochs },
      latencies: latencies.splice(0),
      longTasks: longTasks.splice(0),
      interactions: interactions.splice(0),
    };
  });

/** Milliseconds in the page from following a link (or, without one, from the start of the page) until a text is painted. */
export const until = (page: Page, text: string, href?: string): Promise<number> =>
  page.evaluate(
    ([wanted, link]) =>
      new Promise<number>((resolve, reject) => {
        const from = link === undefined ? 0 : performance.now();
        const look = () => {
          if (performance.now() - from > 60_000) return reject(new Error(`“${wanted}” did not come in 60 s`));
          if (document.querySelector('main')?.textContent.includes(wanted) !== true)
            return requestAnimationFrame(look);
          return requestAnimationFrame(() => resolve(performance.now() - from));
        };
        if (link !== undefined) {
          const anchor = document.querySelector<HTMLAnchorElement>(`a[href="${link}"]`);
          if (!anchor) return reject(new Error(`There is no link to ${link}`));
          anchor.click();
        }
        return look();
      }),
    [text, href] as const,
  );
