import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import type { Output } from '../../../../api/operations.ts';
import { categoryAxis } from '../../../charts/axis.ts';
import { ChartCard } from '../../../charts/chart-card.tsx';
import { beyondWords } from '../../../charts/marks.ts';
import { inkOf, strokeOf } from '../../../charts/palette.ts';
import { Plot, type Mark, type PlotBox } from '../../../charts/plot.tsx';
import { formatHyperparameter, formatNumber } from '../../../format.ts';
import { KindLegend } from './kind-legend.tsx';
import {
  hyperparameterAxis,
  KIND_COLUMN,
  markOf,
  MORE,
  NAME_COLUMN,
  otherRow,
  type Picture,
  rowOf,
  bandAxisOf,
} from './picture.ts';

interface ModelCardProps {
  readonly picture: Picture;
  /** The hyperparameter along which it is asked. */
  readonly along: string;
  readonly onAlong: (name: string) => void;
  readonly answer: Output<'DescribeModelView'> | undefined;
  readonly strategy: string;
  readonly ended: boolean;
}

/** What the Bayesian strategy's model believes along one hyperparameter, and what it would try next. */
export function ModelCard({ picture, along, onAlong, answer, strategy, ended }: ModelCardProps) {
  const { definition, rows, value, valueLabel, dark, selected, onSelect, onPick } = picture;
  const parameter = definition.HyperParameters.find(({ Name }) => Name === along);
  const x = useMemo(
    () => (parameter ? hyperparameterAxis(parameter) : categoryAxis(along, [])),
    [parameter, along],
  );
  const places = answer?.Places ?? NONE;
  const next = answer?.Next;
  const { y, marks, bands, lines, boxes } = useMemo(() => {
    const axis = bandAxisOf(
      valueLabel,
      [
        ...rows.flatMap(({ values }) => (values ? [values[value]] : [])),
        ...places.map(({ Mean }) => Mean),
        ...(next?.Mean === undefined ? [] : [next.Mean]),
      ],
      places.flatMap(({ Lower, Upper }) => [Lower, Upper]),
    );
    const colour = strokeOf(0, dark).colour;
    const nextAt = next?.HyperParameters[along];
    const nextMark: Mark[] =
      nextAt === undefined || next?.Mean === undefined
        ? []
        : [
            {
              id: 'next',
              u: x.place(nextAt),
              v: axis.place(next.Mean),
              style: { shape: 'diamond', colour: inkOf(dark).stop },
              text: () => [
                'Next configuration',
                `${along}: ${x.format(nextAt)}`,
                `Expected: ${formatNumber(next.Mean)}`,
              ],
            },
          ];
    const half = 0.2 / Math.max(1, places.length);
    return {
      y: axis,
      marks: [
        ...rows.flatMap((row): Mark[] => {
          const at = row.hyperparameters[along];
          if (at === undefined || !row.values) return [];
          const own = row.values[value];
          const place = { u: x.place(at), v: axis.place(own) };
          return [
            markOf(
              row,
              place,
              () => [`${along}: ${x.format(at)}`, `${valueLabel}: ${formatNumber(own)}`],
              dark,
            ),
          ];
        }),
        ...nextMark,
      ],
      bands: parameter?.Values
        ? []
        : [
            {
              id: 'band',
              colour,
              points: places.map(
                ({ At, Lower, Upper }) => [x.place(At), axis.place(Lower), axis.place(Upper)] as const,
              ),
            },
          ],
      lines: parameter?.Values
        ? []
        : [
            {
              id: 'mean',
              colour,
              points: places.map(({ At, Mean }) => [x.place(At), axis.place(Mean)] as const),
            },
          ],
      boxes: parameter?.Values
        ? places.flatMap(({ At, Mean, Lower, Upper }): PlotBox[] => [
            {
              u: [x.place(At) - half, x.place(At) + half],
              v: [axis.place(Lower), axis.place(Upper)],
              colour,
              opacity: 0.2,
            },
            {
              u: [x.place(At) - half, x.place(At) + half],
              v: [axis.place(Mean) - 0.006, axis.place(Mean) + 0.006],
              colour,
            },
          ])
        : [],
    };
  }, [places, next, rows, value, along, x, valueLabel, parameter, dark]);
  const held = Object.entries(answer?.Held ?? {}).filter(([name]) => name !== along);
  const options = definition.HyperParameters.map(({ Name }) => ({ value: Name, label: Name }));
  return (
    <ChartCard
      title="Bayesian model"
      controls={
        <FormField label="Along">
          <Select
            selectedOption={options.find(({ value }) => value === along) ?? null}
            options={options}
            onChange={({ detail }) => onAlong(detail.selectedOption.value ?? along)}
          />
        </FormField>
      }
      summary={`What the model expects of the ${valueLabel} along ${along}${held.length > 0 ? `, the others as in the best training job (${held.map(([name, value]) => `${name} ${formatHyperparameter(String(value))}`).join(', ')})` : ''}. ${nextText(answer, along, x.format, strategy)}${beyondWords(marks)}${beyondWords(
        places.flatMap(({ Lower, Upper }) => [Lower, Upper].map((end) => ({ u: 0, v: y.place(end) }))),
        BAND_ENDS,
        'cut off at the edge',
      )}`}
      method={`Method: Gaussian process with a Matérn 5/2 kernel. Line: the median; band: the middle 95 %, noise left out. Marks are training jobs wherever they stand in the other hyperparameters.${madeOf(answer)}${value === 'Last' ? '' : FOR_THE_EYE}`}
      legend={
        <KindLegend
          rows={rows}
          dark={dark}
          more={[
            { text: 'Expected (median)', colour: strokeOf(0, dark).colour, look: { dash: [] } },
            { text: 'Middle 95 %', colour: strokeOf(0, dark).colour, look: { opacity: 0.2 } },
            ...(next?.Mean === undefined
              ? []
              : [
                  {
                    text: 'Next configuration',
                    colour: inkOf(dark).stop,
                    look: { shape: 'diamond' as const },
                  },
                ]),
          ]}
        />
      }
      empty={
        answer === undefined
          ? { why: 'Working it out', next: 'The model is made of the training jobs that have ended.' }
          : places.length === 0
            ? {
                why: 'There are too few results for a model',
                next: `Three training jobs that ended with a value are needed, one of them completed. ${ended ? MORE : 'It appears by itself when they have.'}`,
              }
            : undefined
      }
      columns={[
        NAME_COLUMN,
        KIND_COLUMN,
        { id: 'at', label: along },
        { id: 'value', label: valueLabel },
        { id: 'mean', label: `Expected ${valueLabel}` },
        { id: 'lower', label: 'Lower end of 95 %' },
        { id: 'upper', label: 'Upper end of 95 %' },
      ]}
      rows={() => [
        ...rows
          .filter(({ values }) => values)
          .map((row) => rowOf(row, { at: row.hyperparameters[along], value: row.values?.[value] })),
        ...(next
          ? [otherRow('next', 'Next configuration', { at: next.HyperParameters[along], mean: next.Mean })]
          : []),
        ...places.map(({ At, Mean, Lower, Upper }) =>
          otherRow(`model ${At}`, 'Model', { at: At, mean: Mean, lower: Lower, upper: Upper }),
        ),
      ]}
      selected={selected}
      onSelect={onSelect}
      dark={dark}
    >
      <Plot
        {...{ x, y, marks, bands, lines, boxes, selected, dark }}
        onPick={(id) => {
          if (id !== 'next') onPick(id);
        }}
        height={340}
      />
    </ChartCard>
  );
}

const NONE: readonly never[] = [];

const BAND_ENDS = ['end of the band lies', 'ends of the band lie'] as const;

const FOR_THE_EYE =
  ' The Bayesian strategy itself searches by the last value, with what a warm start knows: this model is made to look at, and what comes next is still what the search would try.';

const madeOf = (answer: Output<'DescribeModelView'> | undefined) =>
  answer === undefined || answer.Used === answer.TrainingJobs
    ? ''
    : ` It is made of ${answer.Used} of the ${answer.TrainingJobs} training jobs that ended with a value: the best, and an even choice of the others.`;

function nextText(
  answer: Output<'DescribeModelView'> | undefined,
  along: string,
  format: (value: number | string) => string,
  strategy: string,
): string {
  if (strategy !== 'Bayesian')
    return `This tuning job's strategy is ${strategy}, which does not look at results: it is shown what a Bayesian one would have learned.`;
  const at = answer?.Next?.HyperParameters[along];
  if (at === undefined) return 'Every configuration has been tried.';
  return `With these results it would try ${along} ${format(at)} next (red diamond${answer?.Next?.Mean === undefined ? '' : `, expecting ${formatNumber(answer.Next.Mean, 4)}`}).`;
}
