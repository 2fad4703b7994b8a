import { expect, it } from 'vitest';
import type { RuleReplay } from '../api/foresight.ts';
import { Points } from '../lib/points.ts';
import {
  certaintyText,
  curvesUnder,
  shareText,
  spanText,
  survivalText,
  whatIfConclusion,
} from './what-if.ts';

const known = (figure: number) => ({ AtLeast: figure, AtMost: figure });
const rule = (Rule: RuleReplay['Rule'], saved: number, more: Partial<RuleReplay> = {}): RuleReplay => ({
  Rule,
  Stops: [],
  Unknown: [],
  Epochs: known(100 - saved),
  TrainingSeconds: known((100 - saved) * 60),
  ElapsedSeconds: 1,
  BestSurvives: true,
  SavedEpochs: known(saved),
  SavedTrainingSeconds: known(saved * 60),
  ...more,
});
const say = (RanWith: RuleReplay['Rule'], ...Rules: RuleReplay[]) =>
  whatIfConclusion({ RanWith, Learned: false, Rules, Resource: { Min: 1, Max: 10 } }, 5);

it('writes what is known as one number and what is not as two', () => {
  expect(spanText(known(3))).toBe('3');
  expect(spanText({ AtLeast: 1, AtMost: 3 })).toBe('1 to 3');
  expect(shareText({ AtLeast: 10, AtMost: 20 }, 40)).toBe('25 to 50 %');
  expect(shareText(known(0), 0)).toBe('–');
  expect(survivalText({ ...rule('Median', 1), BestSurvives: false })).toBe('Stopped');
});

it('names the rule that saves most without losing the best', () => {
  expect(say('Off', rule('Off', 0), rule('Median', 30), rule('Hyperband', 60, { BestSurvives: false }))).toBe(
    'Median rule would have saved most while keeping the best training job: 30 of 100 epochs (30 %) and 30 min of training time against no early stopping. Hyperband would have stopped the best training job.',
  );
  expect(say('Median', rule('Off', 0), rule('Median', 30), rule('Patience', 20))).toContain(
    'Median rule saved most',
  );
  expect(say('Off', rule('Off', 0), rule('Patience', 40))).toContain('Patience of 5 epochs would have');
});

it('says so when nothing could be saved', () => {
  expect(say('Off', rule('Off', 0), rule('Median', 0))).toBe(
    'No rule would have saved anything on this tuning job.',
  );
  expect(say('Off', rule('Off', 0), rule('Median', 9, { BestSurvives: false }))).toContain(
    'without stopping the best training job',
  );
  expect(say('Off', { ...rule('Off', 0), Epochs: known(0) })).toContain('nothing to save');
});

it('says how far a rule is known, and that of its own rule only what ran is as it ran', () => {
  const cut = [{ TrainingJobName: 'a', Epoch: 2 }];
  const of = (replay: RuleReplay, RanWith: RuleReplay['Rule'], Learned = false) =>
    certaintyText(replay, { RanWith, Learned });
  expect(of(rule('Off', 0), 'Off')).toBe('as it ran, exact');
  expect(of(rule('Off', 0, { Unknown: cut }), 'Off')).toBe(
    'had nothing else ended it; 1 curve cut short: least and most',
  );
  expect(of(rule('Off', 0, { Unknown: cut }), 'Median')).toBe('1 curve cut short: least and most');
  expect(of(rule('Median', 3), 'Off')).toBe('exact');
  expect(of(rule('Median', 3), 'Off', true)).toBe('exact for these hyperparameters');
});

it('cuts the curves where the rule would have stopped them', () => {
  const points = Points.from([1, 2, 3], [1, 2, 3]);
  const curves = ['a', 'b'].map((id, index) => ({ id, label: id, index, points }));
  const cut = curvesUnder(rule('Median', 1, { Stops: [{ TrainingJobName: 'b', Epoch: 2 }] }), curves);
  expect(cut.map((curve) => curve.points.length)).toEqual([3, 2]);
});
