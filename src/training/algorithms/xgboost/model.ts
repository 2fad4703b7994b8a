import type { Binned } from './binning.ts';
import type { Params } from './params.ts';
import type { Tree } from './tree.ts';

/** XGBoost marks the parent of the root with the largest 32-bit integer. */
const noParent = 2147483647;

/**
 * The model as text in XGBoost's own JSON schema (as written by 1.7): `xgboost.Booster().load_model` reads it. `best` are the round
 * (from 0) and value that its own early stopping found; `weights` are dart's, one a tree. Trees come round by round, within a round class by class.
 */
export function modelJson(
  trees: readonly Tree[],
  weights: readonly number[] | undefined,
  { cuts, columns }: Binned,
  params: Params,
  best?: { readonly round: number; readonly value: number },
): string {
  const gbtree = {
    model: {
      gbtree_model_param: { num_parallel_tree: '1', num_trees: `${trees.length}`, size_leaf_vector: '0' },
      tree_info: trees.map((_, i) => i % params.classes),
      trees: trees.map((tree, id) => treeJson(tree, id, cuts, columns, params.eta)),
    },
    name: 'gbtree',
  };
  const model = {
    learner: {
      attributes: best ? { best_iteration: `${best.round}`, best_score: `${best.value}` } : {},
      feature_names: [],
      feature_types: [],
      gradient_booster: weights ? { gbtree, name: 'dart', weight_drop: weights.map(float) } : gbtree,
      learner_model_param: {
        base_score: digits(params.baseScore),
        boost_from_average: '0',
        num_class: `${params.classes > 1 ? params.classes : 0}`,
        num_feature: `${columns}`,
        num_target: '1',
      },
      objective: { name: params.objective, ...lossParameters(params) },
    },
    version: [1, 7, 4],
  };
  return JSON.stringify(model).replace(/"~([^"]*)"/g, '$1');
}

/** What XGBoost keeps beside the name of an objective. */
function lossParameters({ objective, classes, positiveWeight, maxDeltaStep, tweediePower }: Params) {
  switch (objective) {
    case 'multi:softprob':
    case 'multi:softmax':
      return { softmax_multiclass_param: { num_class: `${classes}` } };
    case 'count:poisson':
      return { poisson_regression_param: { max_delta_step: digits(maxDeltaStep) } };
    case 'reg:tweedie':
      return { tweedie_regression_param: { tweedie_variance_power: digits(tweediePower) } };
    case 'reg:pseudohubererror':
      return { pseudo_huber_param: { huber_slope: '1' } };
    case 'binary:hinge':
    case 'reg:gamma':
    case 'reg:absoluteerror':
    case 'survival:cox':
      return {};
    default:
      return { reg_loss_param: { scale_pos_weight: digits(positiveWeight) } };
  }
}

/** Nine digits are enough to get the same 32-bit float back; XGBoost reads no more than that everywhere. */
const digits = (value: number) => Number(value.toPrecision(9)).toExponential();

/**
 * XGBoost takes a number for a float only when it has a point or an exponent, which `JSON.stringify` leaves out: so
 * floats travel as marked texts.
 */
const float = (value: number) => `~${digits(value)}`;
const floats = (values: Float32Array) => Array.from(values, float);

function treeJson(tree: Tree, id: number, cuts: readonly Float32Array[], columns: number, eta: number) {
  const left = Array.from(tree.left);
  const zeros = left.map(() => 0);
  const parents = left.map(() => noParent);
  left.forEach((child, node) => {
    if (child >= 0) parents[child] = parents[child + 1] = node;
  });
  return {
    base_weights: floats(tree.value.map((value) => (eta === 0 ? 0 : value / eta))),
    categories: [],
    categories_nodes: [],
    categories_segments: [],
    categories_sizes: [],
    default_left: Array.from(tree.missingLeft),
    id,
    left_children: left,
    loss_changes: floats(tree.gain),
    parents,
    right_children: left.map((child) => (child < 0 ? -1 : child + 1)),
    // A row goes left when its value is below the condition; a leaf keeps its value there.
    split_conditions: left.map((child, node) =>
      float(child < 0 ? tree.value[node]! : condition(tree, node, cuts)),
    ),
    split_indices: Array.from(tree.column),
    split_type: zeros,
    sum_hessian: floats(tree.cover),
    tree_param: {
      num_deleted: '0',
      num_feature: `${columns}`,
      num_nodes: `${left.length}`,
      size_leaf_vector: '0',
    },
  };
}

function condition(tree: Tree, node: number, cuts: readonly Float32Array[]): number {
  const own = cuts[tree.column[node]!]!;
  const bin = tree.bin[node]!;
  // Bin -1: only missing values go left, so the condition lies below every value.
  return bin >= 0 ? own[bin]! : -Math.fround(3.4e38);
}
