/** The network's own callbacks in words. Pure. */
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

function stoppingSentence(early: EarlyStopping): string {
  const { Monitor, Mode, Patience, BestEpoch, BestValue, StopEpoch, Waits, RestoreBestWeights } = early;
  const way = Mode === 'Min' ? 'lowest' : 'highest';
  const rule = `EarlyStopping ends the training when ${Monitor} has had no new best for ${plural(Math.max(1, Patience), 'epoch')}${
    early.MinDelta > 0 ? `, one that is better by more than ${formatNumber(early.MinDelta)}` : ''
  }${early.Baseline === undefined ? '' : `, or has not beaten ${formatNumber(early.Baseline)} by then`}.`;
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
