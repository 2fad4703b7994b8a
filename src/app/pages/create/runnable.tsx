import Alert from '@cloudscape-design/components/alert';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { isSimulated, standInOf, type Source } from './algorithm-sources.ts';
import type { AlgorithmForm } from './form.ts';

/** Says plainly what cannot be run here and what is simulated, before anything else is filled in. */
export function Runnable({
  source,
  algorithm,
}: {
  readonly source: Source;
  readonly algorithm: Pick<AlgorithmForm, 'image' | 'runtime'>;
}) {
  const known = algorithmOf(algorithm.image);
  const standIn = standInOf(algorithm);
  if (known && !isSimulated(known)) return null;
  if (known) {
    return (
      <Alert type="info" header="Simulated">
        {known.name} is too large for a browser. Its learning curves are made up by a model of how it learns;
        data are not read.
      </Alert>
    );
  }
  if (standIn) {
    const { parameter, default: epochs } = standIn.epochs;
    return (
      <Alert type="info" header="Simulated">
        “{standIn.title}” runs in its place: its learning curves are made up and data are not read. It has{' '}
        {epochs} {epochs === 1 ? 'epoch' : 'epochs'}
        {parameter !== undefined && <> unless the hyperparameter {parameter} says otherwise</>};
        hyperparameters that it does not know are given an influence of their own.
      </Alert>
    );
  }
  return (
    <Alert type="warning" header="Cannot be run here as it is">
      {source === 'own'
        ? 'There is no training code for this image.'
        : 'The algorithm exists only in an AWS account.'}{' '}
      Choose a simulated problem that runs in its place, or fill in the definition and export the request to
      run it on AWS.
    </Alert>
  );
}
