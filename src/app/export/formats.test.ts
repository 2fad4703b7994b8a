import { CreateHyperParameterTuningJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../../api/testing/arbitrary-request.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from '../../api/testing/example-request.ts';
import { awsCli } from './aws-cli.ts';
import { boto3 } from './boto3.ts';
import { FORMAT_IDS, FORMATS } from './formats.ts';
import { requestJson } from './request-json.ts';
import { sagemakerSdk } from './sdk.ts';
import { terraform } from './terraform.ts';

/** What the AWS SDK would put on the wire. */
async function onTheWire(request: object): Promise<unknown> {
  let body: unknown;
  const client = new SageMakerClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (sent: { body: unknown }) => {
        body = sent.body;
        throw new Error('not sent');
      },
    },
  });
  await client.send(new CreateHyperParameterTuningJobCommand(request as never)).catch(() => undefined);
  return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array));
}

test('the AWS SDK’s own serializer takes the exported JSON and loses nothing of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryRequest.filter((request) => !JSON.stringify(request).includes('"__proto__"')),
      async (request) => {
        const exported: unknown = JSON.parse(requestJson(request));
        expect(await onTheWire(exported as object)).toEqual(exported);
      },
    ),
    { numRuns: 25 },
  );
});

test('every form says something of any request', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      for (const id of FORMAT_IDS) {
        const { text, missing } = FORMATS[id].write(request);
        expect(text).toContain(request.HyperParameterTuningJobName);
        expect(text).not.toMatch(/undefined|\[object/);
        expect(missing.every((each) => each !== '')).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('the shell script writes the request and sends it', () => {
  const script = awsCli(exampleRequest());
  expect(script.split('\n').at(0)).toBe("cat > churn.json <<'REQUEST'");
  expect(script.trimEnd().split('\n').at(-1)).toBe(
    'aws sagemaker create-hyper-parameter-tuning-job --cli-input-json file://churn.json',
  );
});

test('boto3 gets one keyword a member', () => {
  expect(
    boto3(exampleRequest({ Tags: [{ Key: 'a', Value: '' }] }))
      .split('\n')
      .slice(0, 6),
  ).toEqual([
    'import boto3',
    '',
    'sagemaker = boto3.client("sagemaker")',
    '',
    'response = sagemaker.create_hyper_parameter_tuning_job(',
    '    HyperParameterTuningJobName="churn",',
  ]);
});

test('one definition becomes a HyperparameterTuner', () => {
  const request = exampleRequest(
    { TrainingJobDefinition: exampleDefinition({ EnableNetworkIsolation: true }) },
    { TrainingJobEarlyStoppingType: 'Auto', RandomSeed: 5 },
  );
  expect(sagemakerSdk(request)).toEqual({
    missing: [],
    text: `# SageMaker Python SDK, version 2: pip install "sagemaker<3"
from sagemaker.estimator import Estimator
from sagemaker.inputs import TrainingInput
from sagemaker.tuner import ContinuousParameter, HyperparameterTuner, IntegerParameter

estimator = Estimator(
    image_uri="683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
    role="arn:aws:iam::123456789012:role/tuning",
    instance_count=1,
    instance_type="ml.m5.xlarge",
    volume_size=10,
    input_mode="File",
    output_path="s3://etude-output/",
    max_run=3600,
    enable_network_isolation=True,
    hyperparameters={
        "objective": "binary:logistic",
        "num_round": "20",
    },
)

tuner = HyperparameterTuner(
    estimator=estimator,
    objective_metric_name="validation:auc",
    hyperparameter_ranges={
        "max_depth": IntegerParameter(2, 8),
        "eta": ContinuousParameter(0.01, 0.5),
    },
    strategy="Random",
    objective_type="Maximize",
    max_jobs=12,
    max_parallel_jobs=3,
    early_stopping_type="Auto",
    random_seed=5,
)

tuner.fit(
    inputs={
        "train": TrainingInput(
            s3_data="s3://etude-samples/churn/train/",
            s3_data_type="S3Prefix",
        ),
    },
    job_name="churn",
    wait=False,
)
`,
  });
});

test('several definitions become HyperparameterTuner.create, and what it cannot say is told', () => {
  const { text, missing } = sagemakerSdk(
    exampleListRequest([
      {},
      {
        TuningObjective: { Type: 'Minimize', MetricName: 'validation:rmse' },
        StoppingCondition: { MaxPendingTimeInSeconds: 7200 },
      },
    ]),
  );
  expect(text).toContain(
    'tuner = HyperparameterTuner.create(\n    estimator_dict={\n        "d1": d1,\n        "d2": d2,\n    },',
  );
  expect(text).toContain(
    'objective_metric_name_dict={\n        "d1": "validation:auc",\n        "d2": "validation:rmse",',
  );
  expect(missing).toEqual([
    'd2.StoppingCondition.MaxPendingTimeInSeconds',
    'TuningObjective.Type: create() takes one objective_type for all',
  ]);
});

test('Terraform gets the provider’s blocks and names', () => {
  const { text, missing } = terraform(
    exampleRequest({
      Tags: [{ Key: 'cost ${center}', Value: 'x' }],
      TrainingJobDefinition: exampleDefinition({ RetryStrategy: { MaximumRetryAttempts: 2 } }),
    }),
  );
  expect(missing).toEqual([]);
  expect(text).toContain(
    'resource "aws_sagemaker_hyper_parameter_tuning_job" "churn" {\n  name = "churn"\n\n  config {\n    strategy = "Random"\n',
  );
  expect(text).toContain(
    '    objective {\n      type = "Maximize"\n      metric_name = "validation:auc"\n    }',
  );
  expect(text).toContain('          s3_uri = "s3://etude-samples/churn/train/"');
  expect(text).toContain('    retry_strategy = [{ maximum_retry_attempts = 2 }]');
  expect(text).toContain('  tags = {\n    "cost $${center}" = "x"\n  }');
});
