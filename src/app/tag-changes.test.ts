import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedTags, tagChanges } from './tag-changes.ts';

const tag = (Key: string, Value = '') => ({ Key, Value });
const kept = (key: string, value = '') => ({ key, value, existing: true });

test('what all tuning jobs have alike is shared; another value of the same key is not', () => {
  const all = [
    [tag('team', 'a'), tag('round', '1'), tag('x')],
    [tag('round', '2'), tag('team', 'a')],
  ];
  expect(sharedTags(all)).toEqual({ shared: [tag('team', 'a')], others: ['round', 'x'] });
  expect(sharedTags([[tag('x')]])).toEqual({ shared: [tag('x')], others: [] });
  expect(sharedTags([])).toEqual({ shared: [], others: [] });
});

test('only what differs is asked for', () => {
  const tags = [tag('team', 'a'), tag('round', '1')];
  expect(tagChanges(tags, [kept('team', 'a'), kept('round', '2')], [])).toEqual({
    gone: [],
    put: [tag('round', '2')],
  });
  expect(
    tagChanges(
      tags,
      [
        { ...kept('team', 'a'), markedForRemoval: true },
        { key: '', value: '', existing: false },
      ],
      ['round', 'other'],
    ),
  ).toEqual({ gone: ['team', 'round'], put: [] });
});

const tags = fc.uniqueArray(
  fc.record({ Key: fc.constantFrom('a', 'b', 'c', 'd'), Value: fc.constantFrom('', '1', '2') }),
  { selector: ({ Key }) => Key },
);
test('done in turn, deletions before additions, the changes lead from any tags to the edited ones', () => {
  fc.assert(
    fc.property(tags, tags, (before, after) => {
      const edited = [
        ...before
          .filter(({ Key }) => !after.some((each) => each.Key === Key))
          .map(({ Key, Value }) => ({ ...kept(Key, Value), markedForRemoval: true })),
        ...after.map(({ Key, Value }) => ({
          key: Key,
          value: Value,
          existing: before.some((b) => b.Key === Key),
        })),
      ];
      const { gone, put } = tagChanges(before, edited, []);
      const now = new Map<string, string>(before.map(({ Key, Value }) => [Key, Value]));
      for (const key of gone) now.delete(key);
      for (const { Key, Value } of put) now.set(Key, Value);
      expect(now).toEqual(new Map(after.map(({ Key, Value }) => [Key, Value])));
    }),
  );
});
