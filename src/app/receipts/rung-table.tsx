import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { rungRows } from '../completion.ts';
import { formatNumber, plural } from '../format.ts';
import { shortName, type TrainingJobDecisions } from '../jobs.ts';
import { paths } from '../paths.ts';
import { NavLink } from '../shell/links.tsx';

const Figure = ({ children }: { readonly children: number | null | undefined }) => (
  <div className="numbers" title={children === null || children === undefined ? '' : String(children)}>
    {children === null || children === undefined ? '–' : formatNumber(children)}
  </div>
);

/** How a training job stood at each of Hyperband's rungs, and at the one where it was stopped against whom. */
export function RungTable({ decisions }: { readonly decisions: TrainingJobDecisions }) {
  const { Hyperband, Stop } = decisions;
  if (!Hyperband) return null;
  const { ReductionFactor, MinResource, MaxResource } = Hyperband;
  return (
    <SpaceBetween size="m">
      <Table
        variant="embedded"
        contentDensity="compact"
        header={
          <Header
            variant="h3"
            description={`At each rung the best one in ${ReductionFactor} of the results so far goes on, the first to arrive always. No training job is stopped before epoch ${MinResource}; at ${plural(MaxResource, 'epoch')}, all that it may have, it completes with its model. SageMaker publishes neither its reduction factor nor its brackets; these are our own.`}
          >
            Rungs
          </Header>
        }
        wrapLines
        ariaLabels={{ tableLabel: 'Rungs' }}
        empty="There is no rung below the maximum resource."
        items={rungRows(decisions)}
        trackBy={({ epoch }) => String(epoch)}
        columnDefinitions={[
          { id: 'epoch', header: 'Epoch', minWidth: 60, isRowHeader: true, cell: ({ epoch }) => epoch },
          {
            id: 'value',
            header: 'Objective value',
            minWidth: 80,
            cell: ({ value }) => <Figure>{value}</Figure>,
          },
          {
            id: 'threshold',
            minWidth: 80,
            header: 'Worst value that went on',
            cell: ({ threshold }) => <Figure>{threshold}</Figure>,
          },
          { id: 'standing', header: 'Result', minWidth: 80, cell: ({ standing }) => standing },
        ]}
      />
      {Stop?.Rule === 'Hyperband' && (
        <div className="narrow">
          <Table
            variant="embedded"
            contentDensity="compact"
            header={<Header variant="h3">Results at the rung of epoch {Stop.Epoch} until then</Header>}
            wrapLines
            ariaLabels={{ tableLabel: 'Results at the rung' }}
            items={Stop.Results}
            trackBy="TrainingJobName"
            columnDefinitions={[
              {
                id: 'name',
                header: 'Training job',
                isRowHeader: true,
                cell: ({ TrainingJobName }) => (
                  <NavLink href={paths.trainingJob(TrainingJobName)}>{shortName(TrainingJobName)}</NavLink>
                ),
              },
              { id: 'value', header: 'Objective value', cell: ({ Value }) => <Figure>{Value}</Figure> },
            ]}
          />
        </div>
      )}
    </SpaceBetween>
  );
}
