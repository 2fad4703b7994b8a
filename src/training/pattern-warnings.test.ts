import { expect, test } from 'vitest';
import { patternProblem } from './log-metrics.ts';
import { patternWarnings } from './pattern-warnings.ts';

test.each([
  'val_loss: ([0-9.]+)',
  'loss=(\\S+)',
  'GAN_loss=(.*?);',
  '(?i)Loss[:=] *([-+.0-9a-zA-Z]+)',
  'acc=(?P<value>[0-9.]+)',
  '#quality_metric: host=\\S+, train binary_f_1.000 <score>=(\\S+)',
  '(\\d+(\\.\\d+)?)',
  '\\(a+\\)+=(\\d)',
  '.*\\[([0-9]+)\\].*#011validation-auc:(\\S+)',
])('%s is nothing to speak of', (regex) => {
  expect(patternProblem(regex)).toBeUndefined();
  expect(patternWarnings(regex)).toEqual([]);
});

test.each([
  ['/loss: (.*)/g', 'slashes'],
  ['loss: (?<value>\\d+)', '(?P<name>'],
  ['loss: (\\d+)\\z', 'write $'],
  ['\\Qloss[\\E(\\d+)', 'escape each'],
  ['loss: ([[:digit:]]+)', '[0-9]'],
  ['loss: (\\p{Nd}+)', 'list the characters'],
  ['loss: (?i)(\\d+)', 'at the start'],
  ['(?U)loss: (\\d+)', 'flag U'],
  ['(a+)+$', 'very long'],
  ['(\\d*x?)*', 'very long'],
  ['((ab)+c)*', 'very long'],
  ['loss.*(.*)', 'very long'],
])('%s works here and is spoken of', (regex, words) => {
  expect(patternProblem(regex)).toBeUndefined();
  expect(patternWarnings(regex).join(' ')).toContain(words);
});
