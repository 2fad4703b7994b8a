import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { tuningJobEnded } from '../../../api/can.ts';
import { VALUE_TEXT, type ValueChoice } from '../../analysis.ts';
import { AWS_REFERENCE, saving, savingText } from '../../compare.ts';
import { formatDuration, formatNumber } from '../../format.ts';
import { moneyText } from '../../plan-text.ts';
import type { Compared } from './compared.ts';
import { bestValue, costBasis, wallSeconds } from './counters-table.tsx';

interface SavingsTableProps {
  readonly off: Compared;
  readonly auto: Compared;
  readonly value: ValueChoice;
}

interface Figure {
  readonly name: string;
  readonly off: string;
  readonly auto: string;
  readonly difference: string;
  /** What AWS reports of its own two tuning jobs. */
  readonly reference: string;
}

const NOT_KNOWN = 'not known yet';

const money = (cost: number | undefined) => (cost === undefined ? '–' : moneyText(cost));
const shorter = (before: number, after: number) =>
  after <= before
    ? `${formatDuration(before - after)} shorter, ${savingText(saving(before, after))}`
    : `${formatDuration(after - before)} longer`;

/** What early stopping changed, of two tuning jobs that differ in nothing else (spec seeds.md S1.16–S1.25). */
export function SavingsTable({ off, auto, value }: SavingsTableProps) {
  const [a, b] = [bestValue(off, value), bestValue(auto, value)];
  const [before, after] = [off.run.TotalTrainingSeconds, auto.run.TotalTrainingSeconds];
  const [spent, less] = [off.run.Cost?.Spent, auto.run.Cost?.Spent];
  const { off: awsOff, auto: awsAuto } = AWS_REFERENCE;
  // Until then the two are not equally far, and what lies between them is no saving.
  const ended = [off, auto].every(({ job }) => tuningJobEnded(job.HyperParameterTuningJobStatus));
  const ofEnded = (text: string) => (ended ? text : NOT_KNOWN);
  const counts = ({ job: { TrainingJobStatusCounters: c } }: Compared) =>
    `${c.Completed ?? 0} / ${c.Stopped ?? 0}`;
  const rows: Figure[] = [
    {
      name: `Best ${off.definition.Objective.MetricName}, by ${VALUE_TEXT[value]} value`,
      off: formatNumber(a),
      auto: formatNumber(b),
      difference: ofEnded(difference(a, b)),
      reference: `${awsOff.best} → ${awsAuto.best}: ${difference(awsOff.best, awsAuto.best)}`,
    },
    {
      name: 'Total training duration',
      off: formatDuration(before),
      auto: formatDuration(after),
      difference: ofEnded(shorter(before, after)),
      reference: `168 → 130 min: ${shorter(awsOff.training, awsAuto.training)}`,
    },
    {
      name: 'Duration of the tuning job',
      off: formatDuration(wallSeconds(off)),
      auto: formatDuration(wallSeconds(auto)),
      difference: ofEnded(shorter(wallSeconds(off), wallSeconds(auto))),
      reference: `113 → 98 min: ${shorter(awsOff.wall, awsAuto.wall)}`,
    },
    {
      name: 'Completed / stopped',
      off: counts(off),
      auto: counts(auto),
      difference: `${auto.run.EarlyStopped} stopped early`,
      reference: `${awsOff.completed} / ${awsOff.stopped} → ${awsAuto.completed} / ${awsAuto.stopped}`,
    },
    {
      name: 'Estimated cost',
      off: money(spent),
      auto: money(less),
      difference:
        spent === undefined || less === undefined
          ? 'no price is known'
          : ofEnded(`${money(spent - less)} saved, ${savingText(saving(spent, less))}`),
      reference: `${savingText(saving(awsOff.training, awsAuto.training))}, as for the training duration`,
    },
  ];
  // The figures of AWS are of image classification on Caltech-256: beside another problem they would say nothing.
  const caltech =
    off.job.TrainingJobDefinition?.AlgorithmSpecification.TrainingImage?.includes('image-classification');
  const columns: TableProps.ColumnDefinition<Figure>[] = [
    { id: 'name', header: 'Figure', isRowHeader: true, cell: ({ name }) => name },
    { id: 'off', header: `Off: ${off.name}`, cell: (row) => <span className="tabular">{row.off}</span> },
    { id: 'auto', header: `Auto: ${auto.name}`, cell: (row) => <span className="tabular">{row.auto}</span> },
    {
      id: 'difference',
      header: 'With early stopping',
      cell: (row) => <span className="tabular">{row.difference}</span>,
    },
    ...(caltech
      ? [
          {
            id: 'reference',
            header: 'Reported by AWS (2018)',
            cell: (row: Figure) => <span className="tabular">{row.reference}</span>,
          },
        ]
      : []),
  ];
  return (
    <SpaceBetween size="s">
      <Alert type="info" header={ended ? 'What early stopping saved' : 'Not both have ended'}>
        {!ended
          ? 'What early stopping saves is told when they have: until then the two are not equally far.'
          : `Early stopping ${after > before ? 'took' : 'saved'} ${savingText(saving(before, after))} of the training time${spent === undefined || less === undefined ? '' : ` and ${savingText(saving(spent, less))} of the cost`}; the best value is ${difference(a, b)}.`}
      </Alert>
      <Table<Figure>
        variant="container"
        header={
          <Header
            variant="h2"
            description={`Two tuning jobs that differ in early stopping alone. Saving: 1 − Auto ÷ Off, of two runs, whereas the summary of a tuning job and What if count what the training jobs that were stopped in it had left: their remaining epochs and uploads. Durations are simulated. Estimated costs: ${costBasis([off, auto])}${caltech ? ' The last column is what AWS reports of its own two, trained on real images; the curves here are simulated.' : ''}`}
          >
            Early stopping Off and Auto
          </Header>
        }
        ariaLabels={{ tableLabel: 'Early stopping Off and Auto' }}
        items={rows}
        trackBy="name"
        wrapLines
        columnDefinitions={columns}
      />
    </SpaceBetween>
  );
}

/** "0.003 lower (0.8 %)". */
function difference(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined) return NOT_KNOWN;
  if (before === after) return 'the same';
  const share =
    before === 0 ? '' : ` (${formatNumber((100 * Math.abs(after - before)) / Math.abs(before), 2)} %)`;
  return `${formatNumber(Math.abs(after - before), 3)} ${after < before ? 'lower' : 'higher'}${share}`;
}
