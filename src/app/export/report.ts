/**
 * A tuning job as one page that opens from a disk, without a network and without scripts. Everything that comes from a user
 * is escaped; the policy in its head forbids the browser to run or load anything all the same. Pure.
 */
import { finishSentence } from '../completion.ts';
import { formatDuration, formatHyperparameter, formatNumber, plural, secondsBetween } from '../format.ts';
import {
  definitionsOf,
  objectiveOf,
  shortName,
  type TrainingJobSummary,
  type TuningJob,
  type TuningJobRun,
} from '../jobs.ts';
import { requestOf } from '../from-description.ts';
import { escapeHtml } from './html.ts';
import { bestSoFarChart, curvesChart } from './report-charts.ts';
import { requestJson } from './request-json.ts';
import type { Curve } from './results-csv.ts';

export interface ReportInput {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  /** In launch order. */
  readonly trainingJobs: readonly TrainingJobSummary[];
  /** Of the objective metrics. */
  readonly curves: readonly Curve[];
  readonly note: string;
  /** Why learning curves are simulated, if they are. */
  readonly simulated: readonly string[];
  /** When the report was written, as text. */
  readonly written: string;
}

export const STYLE = `:root{color-scheme:light}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#0f141a;background:#fff}h1,h2{line-height:1.2}dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.75rem}dt{color:#424650;font-size:.85rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}svg{width:100%;height:auto;font-size:12px}svg .grid{stroke:#d5dbdb}svg circle{fill:#fff;stroke:#424650;stroke-width:1.5}svg text{fill:#424650}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85rem}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #d5dbdb;white-space:nowrap}td.number{text-align:right;font-variant-numeric:tabular-nums}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:1rem;border-radius:8px}.note{white-space:pre-wrap}.warning{border-left:4px solid #b2911c;padding-left:1rem}`;

/** The style's hash: the policy lets this very style in and no other. The test beside this file computes it anew. */
export const STYLE_HASH = 'sha256-UMWprUJUk85aAy+/n+CtWbA/Hfw5yHgpn5xr8fvJ/vM=';

const POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

export function report(input: ReportInput): string {
  const { job, note, simulated, written } = input;
  const name = escapeHtml(job.HyperParameterTuningJobName);
  const sections = [
    simulated.length === 0
      ? ''
      : `<p class="warning">Learning curves are simulated. ${simulated.map(escapeHtml).join(' ')} The figures have the shape of a real tuning job, not its numbers.</p>`,
    summary(input),
    note === '' ? '' : `<h2>Notes</h2><div class="note">${escapeHtml(note)}</div>`,
    ...charts(input),
    table(input),
    `<h2>Request</h2><pre>${escapeHtml(requestJson(requestOf(job, [])))}</pre>`,
    `<p>Written ${escapeHtml(written)} by Etude. Trained in a browser; durations are simulated time.</p>`,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${STYLE}</style></head>
<body><h1>${name}</h1>
${sections.filter((section) => section !== '').join('\n')}
</body></html>
`;
}

function summary({ job, run, trainingJobs }: ReportInput): string {
  const best = job.BestTrainingJob;
  const metric = best?.FinalHyperParameterTuningJobObjectiveMetric;
  const items: readonly (readonly [string, string | undefined])[] = [
    ['Status', job.HyperParameterTuningJobStatus],
    ['Strategy', job.HyperParameterTuningJobConfig.Strategy],
    ['Early stopping', job.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType ?? 'Off'],
    ['Best training job', best?.TrainingJobName],
    [metric?.MetricName ?? 'Best value', metric && formatNumber(metric.Value)],
    ['Training jobs', String(trainingJobs.length)],
    ['Stopped early', run && String(run.EarlyStopped)],
    ['Elapsed (simulated)', run && formatDuration(run.ElapsedSeconds)],
    ['Total training (simulated)', run && formatDuration(run.TotalTrainingSeconds)],
    ['Ended because', run?.Finish ? finishSentence(run.Finish.Reason, run.Convergence) : undefined],
    ['Failure reason', job.FailureReason],
  ];
  const list = items.flatMap(([label, value]) =>
    value === undefined ? [] : [`<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`],
  );
  return `<dl>${list.join('')}</dl>`;
}

/** For every objective there is: results in the order of launch, and the curves behind them. */
function charts({ job, trainingJobs, curves }: ReportInput): string[] {
  const objectives = new Map(
    definitionsOf(job).flatMap(({ DefinitionName }) => {
      const objective = objectiveOf(job, DefinitionName);
      return objective ? [[objective.MetricName, objective.Type] as const] : [];
    }),
  );
  return [...objectives].flatMap(([metric, direction]) => {
    const results = trainingJobs.flatMap((training) => {
      const final = training.FinalHyperParameterTuningJobObjectiveMetric;
      return final?.MetricName === metric
        ? [
            {
              name: shortName(training.TrainingJobName),
              value: final.Value,
              counts: training.TrainingJobStatus === 'Completed',
            },
          ]
        : [];
    });
    const own = curves.filter((curve) => curve.metric === metric);
    const title = escapeHtml(`${metric}, ${direction.toLowerCase()}`);
    return [
      `<h2>Results: ${title}</h2>${bestSoFarChart(results, direction, metric)}`,
      own.length === 0 ? '' : `<h2>Learning curves: ${escapeHtml(metric)}</h2>${curvesChart(own, metric)}`,
    ];
  });
}

function table({ trainingJobs }: ReportInput): string {
  const names = [
    ...new Set(trainingJobs.flatMap(({ TunedHyperParameters }) => Object.keys(TunedHyperParameters))),
  ];
  const header = ['Training job', 'Status', 'Objective', 'Duration', ...names];
  const rows = trainingJobs.map((training) => {
    const final = training.FinalHyperParameterTuningJobObjectiveMetric;
    const cells = [
      `<td>${escapeHtml(training.TrainingJobName)}</td>`,
      `<td>${escapeHtml(training.TrainingJobStatus)}</td>`,
      `<td class="number">${formatNumber(final?.Value)}</td>`,
      `<td class="number">${formatDuration(secondsBetween(training.TrainingStartTime, training.TrainingEndTime))}</td>`,
      ...names.map((name) => {
        const value = Object.hasOwn(training.TunedHyperParameters, name)
          ? training.TunedHyperParameters[name]
          : undefined;
        return `<td class="number">${escapeHtml(value === undefined ? '–' : formatHyperparameter(value))}</td>`;
      }),
    ];
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<h2>${plural(trainingJobs.length, 'training job')}</h2><div class="scroll"><table><thead><tr>${header.map((each) => `<th scope="col">${escapeHtml(each)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
