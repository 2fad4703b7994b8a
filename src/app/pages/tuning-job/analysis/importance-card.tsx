import { useMemo } from 'react';
import type { Output } from '../../../../api/operations.ts';
import { categoryAxis, numericAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { strokeOf } from '../../../charts/palette.ts';
import { Plot, type PlotBox } from '../../../charts/plot.tsx';
import { formatNumber, plural } from '../../../format.ts';
import { MORE } from './picture.ts';

export type ImportanceAnswer = Output<'DescribeHyperparameterImportance'>;

const percent = (share: number) => `${formatNumber(100 * share, 3)} %`;
const SHARE = numericAxis('Importance', 0, 1, { format: percent });

interface ImportanceCardProps {
  readonly answer: ImportanceAnswer | undefined;
  readonly valueLabel: string;
  /** The tuning job is over: no more results will come. */
  readonly ended: boolean;
  readonly dark: boolean;
}

/** Which hyperparameters the objective depends on. */
export function ImportanceCard({ answer, valueLabel, ended, dark }: ImportanceCardProps) {
  const order = useMemo(
    () => (answer?.HyperParameters ?? []).toSorted((a, b) => b.Importance - a.Importance),
    [answer],
  );
  // The most important at the top: the axis runs upwards.
  const y = useMemo(
    () => categoryAxis('Hyperparameter', order.map(({ Name }) => Name).toReversed()),
    [order],
  );
  const boxes = useMemo(
    () =>
      order.map(({ Name, Importance }): PlotBox => {
        const middle = y.place(Name);
        const half = 0.32 / order.length;
        return {
          u: [0, Importance],
          v: [middle - half, middle + half],
          colour: strokeOf(0, dark).colour,
        };
      }),
    [order, y, dark],
  );
  const [first] = order;
  const longest = Math.max(0, ...order.map(({ Name }) => Name.length));
  return (
    <ChartCard
      title="Hyperparameter importance"
      summary={
        first && answer
          ? first.Importance === 0
            ? `No hyperparameter makes a difference to the ${valueLabel} yet.`
            : order.length === 1
              ? `Only ${first.Name} is tuned: all that hyperparameters explain of the ${valueLabel} is its.`
              : `${first.Name} matters most for the ${valueLabel}: ${percent(first.Importance)} of what the hyperparameters explain each on its own; what they do only together is ${percent(1 - answer.Alone)} of all.`
          : ''
      }
      {...(answer ? { method: methodText(answer) } : {})}
      empty={
        answer === undefined
          ? { why: 'Working it out', next: 'A forest is grown from the training jobs that have ended.' }
          : order.length === 0
            ? {
                why: `${plural(answer.TrainingJobs, 'training job')} ended with a value: too few to tell`,
                next: `At least ${answer.Fewest} are needed. ${ended ? MORE : 'It appears by itself when they have ended.'}`,
              }
            : undefined
      }
      columns={[
        { id: 'name', label: 'Hyperparameter' },
        { id: 'importance', label: 'Importance', format: percent },
      ]}
      rows={() =>
        order.map(({ Name, Importance }) => ({
          id: Name,
          cells: { name: Name, importance: Importance },
        }))
      }
      dark={dark}
    >
      <Plot
        x={SHARE}
        y={y}
        boxes={boxes}
        dark={dark}
        height={Math.max(200, 60 + 34 * order.length)}
        yWidth={Math.min(170, 24 + 7 * longest)}
      />
    </ChartCard>
  );
}

function methodText({ Trees, Used, TrainingJobs, Explained }: ImportanceAnswer): string {
  const foretells =
    Explained === null
      ? ''
      : Explained <= 0
        ? ' It foretells training jobs that it has not seen no better than their mean: take it with care.'
        : ` It foretells ${percent(Explained)} of the variance of training jobs that it has not seen.`;
  const from = Used < TrainingJobs ? `${Used} of ${TrainingJobs}` : `${Used}`;
  return `Method: fANOVA of a random forest of ${Trees} trees, grown from ${from} training jobs that ended with a value, were they stopped or completed.${foretells}`;
}
