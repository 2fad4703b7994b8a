import { describe, expect, it, test } from 'vitest';
import { definitionsOf } from '../api/definitions.ts';
import type { ParameterRanges } from '../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { RpcError, toFailure } from '../lib/rpc.ts';
import { checkHyperParameters } from './check-hyperparameters.ts';
import { LINEAR, xgboostRequest } from './testing/requests.ts';

const image = (name: string) => `174872318107.dkr.ecr.us-west-2.amazonaws.com/${name}:1`;

function request(
  statics: Record<string, string>,
  ranges: ParameterRanges = {},
  trainingImage?: string,
): CreateHyperParameterTuningJobRequest {
  const base = xgboostRequest();
  const definition = base.TrainingJobDefinition!;
  const { AlgorithmSpecification } = definition;
  return {
    ...base,
    HyperParameterTuningJobConfig: { ...base.HyperParameterTuningJobConfig, ParameterRanges: ranges },
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: statics,
      AlgorithmSpecification: {
        ...AlgorithmSpecification,
        ...(trainingImage === undefined ? {} : { TrainingImage: trainingImage }),
      },
    },
  };
}

function refused(given: CreateHyperParameterTuningJobRequest) {
  try {
    for (const definition of definitionsOf(given)) checkHyperParameters(definition);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof RpcError)) throw thrown;
    const { code, message, path } = toFailure(thrown);
    return { code, message, path: path?.join('.') };
  }
}

const linear = { predictor_type: 'regressor' };
const static_ = 'TrainingJobDefinition.StaticHyperParameters';
const ranges = 'HyperParameterTuningJobConfig.ParameterRanges';

describe('refuses at the field, in one sentence', () => {
  test.each([
    [request({ num_round: '5', eta: '3' }), 'Hyperparameter eta: 3 is not in [0, 1]', `${static_}.eta`],
    [request({}), 'Missing required hyperparameter: num_round', static_],
    [
      request({ num_round: '5', csv_weights: '1' }),
      'Hyperparameter csv_weights is not supported by this XGBoost learner with any value but 0',
      `${static_}.csv_weights`,
    ],
    [
      request({ ...linear, num_models: '4' }, {}, LINEAR),
      'Hyperparameter num_models is not supported by this Linear Learner with any value but auto or 1',
      `${static_}.num_models`,
    ],
    [
      request(
        { num_classes: '3', num_training_samples: '9', top_k: '3' },
        {},
        '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1',
      ),
      'Hyperparameter top_k is not supported by this image classification',
      `${static_}.top_k`,
    ],
  ])('%#', (given, message, path) => {
    expect(refused(given)).toEqual({ code: 'ValidationException', message, path });
  });

  it('also what is not trained at either end of a range, or for one of its values', () => {
    const statics = { num_round: '5' };
    const eta = { Name: 'eta', MinValue: '0.1', MaxValue: '1.5' };
    expect(refused(request(statics, { ContinuousParameterRanges: [eta] }))).toEqual({
      code: 'ValidationException',
      message: 'Hyperparameter eta: 1.5 is not in [0, 1]',
      path: `${ranges}.ContinuousParameterRanges.0`,
    });
    const policy = { Name: 'grow_policy', Values: ['depthwise', 'sideways'] };
    expect(refused(request(statics, { CategoricalParameterRanges: [policy] }))?.path).toBe(
      `${ranges}.CategoricalParameterRanges.0`,
    );
    const hint = { Name: 'subsample', ValueHint: '2' };
    expect(refused(request(statics, { AutoParameters: [hint] }))?.path).toBe(`${ranges}.AutoParameters.0`);
  });

  it('an objective metric that the objective does not compute', () => {
    const given = request({ num_round: '5', objective: 'binary:logistic' });
    expect(refused(given)).toMatchObject({
      message: expect.stringMatching(/^Objective metric validation:rmse is not computed for binary:logistic/),
      path: 'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName',
    });
  });
});

it('lets pass what trains, and a name that no container knows, which fails the training job as there', () => {
  expect(refused(xgboostRequest())).toBeUndefined();
  expect(refused(request({ num_round: '5', rounds: '3' }))).toBeUndefined();
  expect(refused(request({ nonsense: 'x' }, {}, image('object-detection')))).toBeUndefined();
});
