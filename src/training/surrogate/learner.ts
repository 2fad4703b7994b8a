import { AlgorithmError, type EpochMetrics, type Final, type Learner, type TrainTask } from '../types.ts';
import { isEmitted } from './modes.ts';
import { epochsOfSurrogate, outlook, valueAt } from './curve.ts';

/**
 * Plays a simulated problem (`task.surrogate`) as if it trained: a row of metrics per epoch, a log that says that it is
 * simulated, and an artifact that holds no model but what was played.
 */
export const surrogateLearner: Learner = {
  id: 'surrogate',
  epochs: () => {
    throw new Error('The number of epochs of a simulated training job is in its surrogate.');
  },
  train: play,
};

function* play({
  surrogate,
  hyperparameters,
  seed,
  checkpoint,
  most = Infinity,
}: TrainTask): Generator<EpochMetrics, Final, void> {
  if (!surrogate) throw new Error('A simulated training job needs a surrogate.');
  const asked = epochsOfSurrogate(surrogate, hyperparameters);
  if (asked === undefined) {
    const name = surrogate.epochs.parameter ?? '';
    throw new AlgorithmError(
      `ClientError: Hyperparameter ${name}: '${hyperparameters[name]}' is not a positive integer`,
    );
  }
  const epochs = Math.min(asked, most);
  const ahead = outlook(surrogate, hyperparameters);
  for (let epoch = (checkpoint?.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    const metrics = Object.fromEntries(
      surrogate.metrics
        .filter((metric) => isEmitted(metric, hyperparameters) && (metric.perEpoch || epoch === epochs))
        .map((metric) => [metric.name, valueAt(surrogate, metric, ahead, epoch, seed)]),
    );
    const figures = Object.entries(metrics).map(([name, value]) => `${name}=${value}`);
    yield {
      epoch,
      metrics,
      log: [`[simulated] Epoch[${epoch}/${epochs}]`, ...figures].join(' '),
      checkpoint: () => ({ epoch, state: null }),
    };
  }
  const text = JSON.stringify(
    { simulated: true, problem: surrogate.id, hyperparameters, outlook: ahead },
    null,
    2,
  );
  return { artifact: { name: 'simulated.json', text } };
}
