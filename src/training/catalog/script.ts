import type { ScriptAlgorithm } from './types.ts';

/** Names that SageMaker's framework containers give to the script and to where it lies. */
export const SCRIPT_PROGRAM = 'sagemaker_program';
export const SCRIPT_DIRECTORY = 'sagemaker_submit_directory';

/**
 * A JavaScript module of the user's own as a container that follows SageMaker's script mode: the image is ours by name
 * only, the script is an object whose address travels in the hyperparameters.
 */
export const script: ScriptAlgorithm = {
  id: 'script',
  name: 'Your own training script',
  description: 'A JavaScript module of yours, run in this browser in a sandbox without network or storage.',
  source: 'own',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/etude-script:1',
  metrics: [
    {
      name: 'val_loss',
      direction: 'Minimize',
      regex: 'val_loss[:=] *([-+.0-9a-zA-Z]+)',
      perEpoch: true,
      objective: true,
    },
    {
      name: 'val_accuracy',
      direction: 'Maximize',
      regex: 'val_accuracy[:=] *([-+.0-9a-zA-Z]+)',
      perEpoch: true,
      objective: true,
    },
  ],
  hyperparameters: [
    {
      name: SCRIPT_PROGRAM,
      description: 'File name of the script.',
      required: true,
      default: 'train.js',
      kind: 'text',
    },
    {
      name: SCRIPT_DIRECTORY,
      description: 'Folder of the script, as an S3 address.',
      required: true,
      kind: 'text',
    },
    {
      name: 'epochs',
      description: 'Passes over the data, if the script reads it so.',
      required: false,
      default: '20',
      kind: 'integer',
      min: 1,
    },
    {
      name: 'learning_rate',
      description: 'Step size, if the script reads it so.',
      required: false,
      kind: 'continuous',
      tunable: { type: 'Continuous', min: 0.0001, max: 1, scaling: 'Logarithmic', byDefault: true },
    },
  ],
  channels: [
    { name: 'train', required: false, contentTypes: ['text/csv'] },
    { name: 'validation', required: false, contentTypes: ['text/csv'] },
  ],
  inputModes: ['File'],
  instanceType: 'ml.m5.xlarge',
  iterative: true,
  epochParameter: 'epochs',
};

/** Address of the script that hyperparameters name; undefined when they name none. */
export function scriptUri(hyperparameters: Readonly<Record<string, string>>): string | undefined {
  const program = hyperparameters[SCRIPT_PROGRAM]?.trim();
  const directory = hyperparameters[SCRIPT_DIRECTORY]?.trim();
  if (!program || !directory?.startsWith('s3://')) return undefined;
  return `${directory.replace(/\/+$/, '')}/${program}`;
}
