import type { Hyperparameters } from '../hyperparameters.ts';
import { AlgorithmError } from '../types.ts';

/**
 * Reads the required `feature_dim` of SageMaker's unsupervised and index algorithms, and holds it against the data
 * where there is any: `columns` features, label not counted. Throws AlgorithmError.
 */
export function readFeatureDim(h: Hyperparameters, columns: number | undefined, max = 65_536): number {
  const featureDim = h.integer('feature_dim', { min: 1, max });
  if (columns === undefined || featureDim === columns) return featureDim;
  throw new AlgorithmError(
    `ClientError: Hyperparameter feature_dim: ${featureDim} differs from the ${columns} features of channel train`,
  );
}

/** The container's way to print a metric: of one epoch (it counts from 0), or of the end. */
export function qualityLine(
  channel: string,
  name: string,
  kind: 'loss' | 'score',
  value: number,
  epoch?: number,
): string {
  const when = epoch === undefined ? '' : ` epoch=${epoch - 1},`;
  return `#quality_metric: host=algo-1,${when} ${channel} ${name} <${kind}>=${value}`;
}
