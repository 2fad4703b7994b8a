import { AlgorithmError, type Dataset } from '../../types.ts';
import { byTime } from './metrics.ts';
import type { ObjectiveId } from './names.ts';
import type { Params } from './params.ts';

/** A loss to boost. All vectors are 32-bit, and so is every step of the arithmetic, as in XGBoost. */
export interface Objective {
  /** The margin that every row starts from. */
  readonly baseMargin: number;
  /** Throws AlgorithmError when a label cannot be learned. */
  check(labels: Dataset['labels'], channel: string): void;
  /** Margins, one vector a class (one in all where there are none), to predictions: rows × classes. */
  predict(margins: readonly Float32Array[], into: Float32Array): void;
  /** Writes [gradient, hessian] by row, for each class its own. `predictions` are what `predict` made of `margins`. */
  gradients(
    predictions: Float32Array,
    labels: Float32Array,
    into: readonly Float32Array[],
    margins: readonly Float32Array[],
  ): void;
  /** For a loss without curvature: what a leaf adds, from how far its rows' labels are from their margins. */
  readonly leafValue?: (residuals: Float32Array) => number;
}

const f32 = Math.fround;
/** Below it a 32-bit hessian would vanish. */
const least = 1e-16;

/** Refuses the first label that is not `fine`, in XGBoost's words. */
const checking =
  (rule: string, fine: (label: number) => boolean) => (labels: Dataset['labels'], channel: string) => {
    const row = labels.findIndex((label) => !fine(label));
    if (row < 0) return;
    throw new AlgorithmError(
      `ClientError: ${rule}, but row ${row + 1} of channel ${channel} has ${labels[row]}`,
    );
  };

/** An objective with one margin a row: how it starts, predicts, and what a row's gradient and hessian are. */
interface Simple {
  readonly baseMargin: number;
  readonly check?: Objective['check'];
  /** Margin to prediction; left out: the same. */
  readonly predict?: (margin: number) => number;
  /** Gradient and hessian are told of margins instead of predictions. */
  readonly ofMargins?: boolean;
  /** Both may be given in double precision; they are rounded when written. */
  readonly gradient: (prediction: number, label: number) => number;
  readonly hessian: (prediction: number, label: number) => number;
}

const simple = ({
  baseMargin,
  check = () => {},
  predict,
  ofMargins,
  gradient,
  hessian,
}: Simple): Objective => ({
  baseMargin,
  check,
  predict: ([margins = new Float32Array()], into) => {
    if (predict) for (let i = 0; i < margins.length; i++) into[i] = predict(margins[i]!);
    else into.set(margins);
  },
  gradients: (predictions, labels, [into = new Float32Array()], [margins]) => {
    const seen = ofMargins && margins ? margins : predictions;
    for (let i = 0; i < labels.length; i++) {
      into[2 * i] = gradient(seen[i]!, labels[i]!);
      into[2 * i + 1] = hessian(seen[i]!, labels[i]!);
    }
  },
});

/** 88.7: beyond it the exponential overflows a 32-bit float. */
const sigmoid32 = (margin: number) => f32(1 / f32(f32(Math.exp(Math.min(-margin, f32(88.7)))) + 1));

/** Log-loss of a probability; `scale_pos_weight` weighs rows with label 1. */
const logistic = ({ baseScore, positiveWeight }: Params): Objective => ({
  baseMargin: f32(-Math.log(f32(f32(1 / baseScore) - 1))),
  check: checking('label must be in [0,1] for logistic regression', (label) => label >= 0 && label <= 1),
  predict: ([margins = new Float32Array()], into) => {
    for (let i = 0; i < margins.length; i++) into[i] = sigmoid32(margins[i]!);
  },
  gradients: (predictions, labels, [into = new Float32Array()]) => {
    for (let i = 0; i < labels.length; i++) {
      const p = predictions[i]!;
      const label = labels[i]!;
      const weight = label === 1 ? positiveWeight : 1;
      into[2 * i] = f32(p - label) * weight;
      into[2 * i + 1] = f32(Math.max(f32(p * f32(1 - p)), least)) * weight;
    }
  },
});

/** The same loss; predictions stay margins. */
const logisticRaw = (params: Params): Objective => {
  const base = logistic(params);
  let probabilities = new Float32Array();
  return {
    ...base,
    baseMargin: params.baseScore,
    predict: ([margins = new Float32Array()], into) => into.set(margins),
    gradients: (predictions, labels, into, margins) => {
      if (probabilities.length !== labels.length) probabilities = new Float32Array(labels.length);
      base.predict([predictions], probabilities);
      base.gradients(probabilities, labels, into, margins);
    },
  };
};

/** Margin loss of labels −1 and 1; predictions are classes. */
const hinge = ({ baseScore }: Params): Objective => {
  const tooClose = (margin: number, label: number) => margin * (2 * label - 1) < 1;
  return simple({
    baseMargin: baseScore,
    ofMargins: true,
    check: checking('label must be 0 or 1 for hinge loss', (label) => label === 0 || label === 1),
    predict: (margin) => (margin > 0 ? 1 : 0),
    gradient: (margin, label) => (tooClose(margin, label) ? 1 - 2 * label : 0),
    hessian: (margin, label) => (tooClose(margin, label) ? 1 : 1.1754944e-38),
  });
};

/** Half squared error: predictions are the margins. */
const squaredError = ({ baseScore }: Params): Objective =>
  simple({ baseMargin: baseScore, gradient: (p, label) => p - label, hessian: () => 1 });

/** Half squared difference of logarithms of 1 + value. */
const squaredLogError = ({ baseScore }: Params): Objective => {
  const held = (p: number) => Math.max(p, f32(-1 + 1e-6));
  return simple({
    baseMargin: baseScore,
    check: checking('label must be greater than -1 for rmsle', (label) => label > -1),
    gradient: (p, label) => (Math.log1p(held(p)) - Math.log1p(label)) / (held(p) + 1),
    hessian: (p, label) =>
      Math.max((-Math.log1p(held(p)) + Math.log1p(label) + 1) / (held(p) + 1) ** 2, 1e-6),
  });
};

/** Pseudo-Huber loss with slope 1. */
const pseudoHuber = ({ baseScore }: Params): Objective =>
  simple({
    baseMargin: baseScore,
    gradient: (p, label) => (p - label) / Math.sqrt(1 + (p - label) ** 2),
    hessian: (p, label) => 1 / ((1 + (p - label) ** 2) * Math.sqrt(1 + (p - label) ** 2)),
  });

/**
 * Absolute error: trees grow on its sign, and each leaf gets the median of what its rows lack. XGBoost 1.7 adds that
 * median whole, whatever eta says.
 */
const absoluteError = ({ baseScore }: Params): Objective => ({
  ...simple({
    baseMargin: baseScore,
    gradient: (p, label) => Math.sign(p - label),
    hessian: () => 1,
  }),
  leafValue: (residuals) => {
    const sorted = residuals.sort();
    const place = (sorted.length + 1) / 2 - 1;
    const low = sorted[Math.floor(place)]!;
    return low + (place % 1) * (sorted[Math.ceil(place)]! - low);
  },
});

/** Cox's proportional hazards by time to an event, ties after Breslow; predictions are hazards. */
const cox = ({ baseScore }: Params): Objective => ({
  baseMargin: f32(Math.log(baseScore)),
  check: () => {},
  predict: ([margins = new Float32Array()], into) => {
    for (let i = 0; i < margins.length; i++) into[i] = Math.exp(margins[i]!);
  },
  gradients: (predictions, labels, [into = new Float32Array()]) => {
    const order = byTime(labels);
    let atRisk = predictions.reduce((sum, hazard) => sum + hazard, 0);
    let [leaving, before, events, squares] = [0, 0, 0, 0];
    for (const row of order) {
      const time = Math.abs(labels[row]!);
      if (time > before) {
        atRisk -= leaving;
        leaving = 0;
      }
      const happened = labels[row]! > 0 ? 1 : 0;
      events += happened / atRisk;
      squares += happened / (atRisk * atRisk);
      const hazard = predictions[row]!;
      into[2 * row] = hazard * events - happened;
      into[2 * row + 1] = hazard * events - hazard * hazard * squares;
      leaving += hazard;
      before = time;
    }
  },
});

/** Predictions are exponentials of margins, labels at least 0 (above 0 for gamma). */
const exponential =
  (name: string, open: boolean, of: (params: Params) => Pick<Simple, 'gradient' | 'hessian'>) =>
  (params: Params): Objective =>
    simple({
      baseMargin: f32(Math.log(params.baseScore)),
      check: checking(`label must be ${open ? 'positive' : 'nonnegative'} for ${name} regression`, (label) =>
        open ? label > 0 : label >= 0,
      ),
      predict: (margin) => f32(Math.exp(margin)),
      ...of(params),
    });

const poisson = exponential('poisson', false, ({ maxDeltaStep }) => ({
  gradient: (p, label) => p - label,
  // XGBoost makes steps smaller by seeing the margin a step further up.
  hessian: (p) => p * Math.exp(maxDeltaStep),
}));

const gamma = exponential('gamma', true, () => ({
  gradient: (p, label) => 1 - label / p,
  hessian: (p, label) => label / p,
}));

const tweedie = exponential('tweedie', false, ({ tweediePower: rho }) => ({
  gradient: (p, label) => -label * p ** (1 - rho) + p ** (2 - rho),
  hessian: (p, label) => -label * (1 - rho) * p ** (1 - rho) + (2 - rho) * p ** (2 - rho),
}));

/** Cross-entropy of several classes, a tree each a round. Predictions are probabilities, for `multi:softmax` as well. */
const softmax = ({ baseScore, classes }: Params): Objective => ({
  baseMargin: baseScore,
  check: checking(
    `label must be an integer in [0, ${classes}) for multi-classification (num_class)`,
    (label) => Number.isInteger(label) && label >= 0 && label < classes,
  ),
  predict: (margins, into) => {
    const rows = margins[0]!.length;
    for (let r = 0; r < rows; r++) {
      const at = r * classes;
      let top = margins[0]![r]!;
      for (let c = 1; c < classes; c++) top = Math.max(top, margins[c]![r]!);
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += into[at + c] = f32(Math.exp(f32(margins[c]![r]! - top)));
      for (let c = 0; c < classes; c++) into[at + c] = into[at + c]! / f32(sum);
    }
  },
  gradients: (predictions, labels, into) => {
    for (let r = 0; r < labels.length; r++) {
      for (let c = 0; c < classes; c++) {
        const p = predictions[r * classes + c]!;
        into[c]![2 * r] = labels[r] === c ? p - 1 : p;
        into[c]![2 * r + 1] = Math.max(f32(f32(2 * p) * f32(1 - p)), least);
      }
    }
  },
});

export const objectives: Readonly<Record<ObjectiveId, (params: Params) => Objective>> = {
  'binary:logistic': logistic,
  'binary:logitraw': logisticRaw,
  'binary:hinge': hinge,
  'multi:softprob': softmax,
  'multi:softmax': softmax,
  'reg:squarederror': squaredError,
  'reg:logistic': logistic,
  'reg:squaredlogerror': squaredLogError,
  'reg:pseudohubererror': pseudoHuber,
  'reg:gamma': gamma,
  'reg:tweedie': tweedie,
  'reg:absoluteerror': absoluteError,
  'count:poisson': poisson,
  'survival:cox': cox,
};
