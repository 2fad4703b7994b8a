import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPages } from './read-pages.ts';

interface Item {
  readonly name: number;
  readonly over: boolean;
  readonly of: string;
}

const SIZE = 3;

/** A list read in pages, which notes what it was asked for. */
function serve() {
  const state: { items: readonly Item[]; asked: number } = { items: [], asked: 0 };
  const read = async (token: string | undefined) => {
    state.asked++;
    const from = Number(token ?? 0);
    const to = from + SIZE;
    return {
      items: structuredClone(state.items.slice(from, to)),
      next: to < state.items.length ? String(to) : undefined,
    };
  };
  return { state, read };
}

it('is always the whole list, whatever ended, came to it or took its place', async () => {
  const step = fc.record({ launch: fc.nat(5), end: fc.nat(12), anew: fc.integer({ min: 0, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { state, read } = serve();
      const tokens: (string | undefined)[] = [];
      let known: readonly Item[] = [];
      let of = 0;
      for (const { launch, end, anew } of steps) {
        if (anew === 0) {
          of++;
          state.items = [];
        }
        const kept = state.items.map((item) => (item.name < end ? { ...item, over: true } : item));
        const launched = Array.from({ length: launch }, (_, i) => kept.length + i);
        state.items = [...kept, ...launched.map((name) => ({ name, over: false, of: String(of) }))];
        known = await readPages(read, SIZE, tokens, { items: known, isFinal: ({ over }) => over });
        expect(known).toEqual(state.items);
      }
    }),
  );
});

it('does not read again what has ended', async () => {
  const { state, read } = serve();
  const tokens: (string | undefined)[] = [];
  state.items = Array.from({ length: 30 }, (_, name) => ({ name, over: name < 28, of: '' }));
  const known = await readPages(read, SIZE, tokens);
  expect(state.asked).toBe(10);
  await readPages(read, SIZE, tokens, { items: known, isFinal: ({ over }) => over });
  expect(state.asked).toBe(12);
});
