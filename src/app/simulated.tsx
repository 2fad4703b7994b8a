import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import { useQuery } from '@tanstack/react-query';
import { q } from './client.ts';

/** Which definitions of a tuning job have simulated learning curves, and why; undefined when all are really trained. */
export function useSimulation(tuningJob: string) {
  const { data } = useQuery(q('ListSimulations', {}));
  return data?.Simulations.find(
    ({ HyperParameterTuningJobName }) => HyperParameterTuningJobName === tuningJob,
  );
}

/** Stands beside the name of a tuning job or training job whose learning curves are simulated. */
export function SimulatedBadge({ tuningJob }: { readonly tuningJob: string }) {
  return useSimulation(tuningJob) ? <Badge color="severity-medium">Simulated</Badge> : null;
}

/** Says on a job's own page that its learning curves are simulated, and why. */
export function SimulatedNotice({ tuningJob }: { readonly tuningJob: string }) {
  const simulation = useSimulation(tuningJob);
  if (!simulation) return null;
  return (
    <Alert type="warning" header="Learning curves are simulated">
      {simulation.Definitions.map(({ DefinitionName, Why }) => (
        <div key={DefinitionName ?? ''}>
          {DefinitionName === undefined ? Why : `${DefinitionName}: ${Why}`}
        </div>
      ))}
      The figures have the shape of a real tuning job, not its numbers. What the tuning itself decides is
      real.
    </Alert>
  );
}
