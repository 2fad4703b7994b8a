/** What a learner does by itself, in words: its own early stopping and checkpoint. Pure. */
import { formatShare } from './completion.ts';
import { formatNumber, plural } from './format.ts';
import type { TrainingJobDecisions } from './jobs.ts';

type Callbacks = NonNullable<TrainingJobDecisions['Callbacks']>;
type EarlyStopping = NonNullable<Callbacks['EarlyStopping']>;

/** From the best epoch to the one at which patience ran out, or to the latest while it is running out. */
export function patienceBand({ BestEpoch, StopEpoch, Waits }: EarlyStopping) {
  const to = StopEpoch ?? Waits.length;
  return BestEpoch === undefined || to <= BestEpoch ? undefined : { from: BestEpoch, to, label: 'Patience' };
}

/** What each callback is set to do and what it has done so far. */
export function callbackSentences({
  EarlyStopping: early,
  ModelCheckpoint: checkpoint,
}: Callbacks): string[] {
  return [...(early ? [stoppingSentence(early)] : []), ...(checkpoint ? [savingSentence(checkpoint)] : [])];
}

/** What a value has to be better by. */
export const deltaText = ({ MinDelta, Relative }: EarlyStopping): string =>
  Relative ? `${formatShare(MinDelta)} of the best` : formatNumber(MinDelta);

/** Which of the two layers ended a training job, and how the other stood: its own early stopping, the tuning job's. */
export function layersSentence(
  { Callbacks, Stop, Keep }: Pick<TrainingJobDecisions, 'Callbacks' | 'Stop' | 'Keep'>,
  epochs: number,
): string {
  const early = Callbacks?.EarlyStopping;
  const used = early && `${early.Waits.at(-1) ?? 0} of ${plural(Math.max(1, early.Patience), 'epoch')}`;
  const patience = used === undefined ? '' : ` ${used} of its own patience were used up.`;
  if (Stop)
    return Stop.Rule === 'Median' || Stop.Rule === 'Hyperband'
      ? `The tuning job's rule ended it after epoch ${Stop.Epoch}.${patience}`
      : `Neither layer ended it: it was stopped for another reason.${patience}`;
  if (early?.StopEpoch !== undefined)
    return `Its own early stopping ended it after epoch ${early.StopEpoch}; ${
      Keep?.Rule === 'Off' ? "the tuning job's is off." : "the tuning job's rule had not stopped it by then."
    }`;
  if (Keep) return `Neither layer ended it: it ran to its last epoch, ${epochs}.${patience}`;
  return `Neither layer has ended it so far.${patience}`;
}

function stoppingSentence(early: EarlyStopping): string {
  const { Name, Monitor, Mode, Patience, BestEpoch, BestValue, StopEpoch, Waits, RestoreBestWeights } = early;
  const way = Mode === 'Min' ? 'lowest' : 'highest';
  const rule = `${Name} ends the training when ${Monitor} has had no new best for ${plural(Math.max(1, Patience), 'epoch')}${
    early.MinDelta > 0 ? `, one that is better by more than ${deltaText(early)}` : ''
  }${early.Baseline === undefined ? '' : `, or has not beaten ${formatNumber(early.Baseline)} by then`}${
    early.MinEpochs > 1 ? `, but not before epoch ${early.MinEpochs}` : ''
  }.`;
  if (BestEpoch === undefined) return `${rule} ${Monitor} has had no value yet.`;
  const best = `Its ${way} value was ${formatNumber(BestValue)} at epoch ${BestEpoch}`;
  const now =
    StopEpoch === undefined
      ? `${best}; ${plural(Waits.at(-1) ?? 0, 'epoch')} of patience are used up.`
      : `${best}; patience ran out at epoch ${StopEpoch}.`;
  return `${rule} ${now} ${
    RestoreBestWeights ? 'The model is that of the best epoch.' : 'The model is that of the last epoch.'
  }`;
}

function savingSentence({
  Monitor,
  Mode,
  SaveBestOnly,
  SavedEpochs,
}: NonNullable<Callbacks['ModelCheckpoint']>): string {
  const when = SaveBestOnly
    ? `at each new ${Mode === 'Min' ? 'low' : 'high'} of ${Monitor}`
    : 'after every epoch';
  const last = SavedEpochs.at(-1);
  return `ModelCheckpoint saves the model ${when}: ${
    last === undefined
      ? 'it has not yet.'
      : `${plural(SavedEpochs.length, 'time')} so far, last after epoch ${last}.`
  }`;
}
