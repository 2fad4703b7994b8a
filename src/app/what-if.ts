/** What other stopping rules would have done, in words and as curves. Pure. */
import type { RuleReplay, Span, StoppingRuleName } from '../api/foresight.ts';
import type { Output } from '../api/operations.ts';
import type { Curve } from './charts/series.ts';
import { formatDuration, plural } from './format.ts';

export type StoppingRuleReplays = Output<'ReplayStoppingRules'>;

export const ruleText = (rule: StoppingRuleName, patience: number): string => {
  switch (rule) {
    case 'Off':
      return 'Off';
    case 'Median':
      return 'Median rule';
    case 'Patience':
      return `Patience of ${plural(patience, 'epoch')}`;
    case 'Hyperband':
      return 'Hyperband';
  }
};

/** "120", or "96 to 120" where it is not known exactly. */
export const spanText = ({ AtLeast, AtMost }: Span, text: (value: number) => string = String): string =>
  text(AtLeast) === text(AtMost) ? text(AtLeast) : `${text(AtLeast)} to ${text(AtMost)}`;

/** A part of a whole in percent, as a range where it is not known exactly. */
export const shareText = ({ AtLeast, AtMost }: Span, whole: number): string =>
  whole === 0
    ? '–'
    : `${spanText({ AtLeast, AtMost }, (value) => String(Math.round((100 * value) / whole)))} %`;

/** Whether everything that is said of the rule is known. */
export const isExact = ({ Unknown }: RuleReplay): boolean => Unknown.length === 0;

/**
 * How far a rule's figures are known, in a few words: exactly where every curve that it lets go on is complete; else from
 * the least to the most that the rest of the others can have come to.
 */
export function certaintyText(
  replay: RuleReplay,
  { RanWith, Learned }: Pick<StoppingRuleReplays, 'RanWith' | 'Learned'>,
): string {
  const own = replay.Rule === RanWith;
  if (!isExact(replay)) {
    const cut = `${plural(replay.Unknown.length, 'curve')} cut short: least and most`;
    return own ? `had nothing else ended it; ${cut}` : cut;
  }
  return own ? 'as it ran, exact' : Learned ? 'exact for these hyperparameters' : 'exact';
}

/** Whether the best training job would have run to its end. */
export function survivalText({ BestSurvives }: RuleReplay): string {
  return BestSurvives === undefined ? 'Not known' : BestSurvives ? 'Completes' : 'Stopped';
}

/** One sentence: the rule that saves most among those that keep the best training job, against Off. */
export function whatIfConclusion({ Rules, RanWith }: StoppingRuleReplays, patience: number): string {
  const off = Rules.find(({ Rule }) => Rule === 'Off');
  const rules = Rules.filter(({ Rule }) => Rule !== 'Off');
  if (!off || off.Epochs.AtMost === 0)
    return 'No training job trained an epoch, so there was nothing to save.';
  const safe = rules.filter(({ BestSurvives, SavedEpochs }) => BestSurvives && SavedEpochs.AtMost > 0);
  if (safe.length === 0) {
    const loses = rules.some(({ BestSurvives }) => BestSurvives === false);
    return loses
      ? 'No rule would have saved anything without stopping the best training job.'
      : 'No rule would have saved anything on this tuning job.';
  }
  const most = safe.reduce((a, b) => (b.SavedEpochs.AtLeast > a.SavedEpochs.AtLeast ? b : a));
  const lost = rules.filter(({ BestSurvives }) => BestSurvives === false);
  const verb = most.Rule === RanWith ? 'saved' : 'would have saved';
  const epochs = `${spanText(most.SavedEpochs)} of ${off.Epochs.AtMost} epochs (${shareText(most.SavedEpochs, off.Epochs.AtMost)})`;
  const seconds = spanText(most.SavedTrainingSeconds, formatDuration);
  const rest =
    lost.length === 0
      ? ''
      : ` ${lost.map(({ Rule }) => ruleText(Rule, patience)).join(' and ')} would have stopped the best training job.`;
  return `${ruleText(most.Rule, patience)} ${verb} most while keeping the best training job: ${epochs} and ${seconds} of training time against no early stopping.${rest}`;
}

/** Every curve as far as the rule would have let it go. */
export function curvesUnder(replay: RuleReplay, curves: readonly Curve[]): readonly Curve[] {
  const until = new Map(replay.Stops.map(({ TrainingJobName, Epoch }) => [TrainingJobName, Epoch]));
  return curves.map((curve) => {
    const last = until.get(curve.id);
    return last === undefined ? curve : { ...curve, points: curve.points.upTo(last) };
  });
}
