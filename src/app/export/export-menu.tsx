import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { tuningJobCan } from '../../api/can.ts';
import { call, q } from '../client.ts';
import { formatTime } from '../format.ts';
import { requestOf } from '../from-description.ts';
import { definitionsOf, objectiveOf, type TrainingJobSummary, type TuningJob } from '../jobs.ts';
import { allTrainingJobs } from '../queries.ts';
import { explain } from '../shell/errors.ts';
import { useFlash } from '../shell/flash.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { fileStem } from './literals.ts';
import { readCurves } from './read-curves.ts';
import { report } from './report.ts';
import { curvesCsv, trainingJobsCsv } from './results-csv.ts';
import { saveFile } from './save-file.ts';

/** What can be taken along from a tuning job: its request, its results as tables, all of it, or a report. */
export function ExportMenu({ job }: { readonly job: TuningJob }) {
  const client = useQueryClient();
  const { HyperParameterTuningJobName: name, HyperParameterTuningJobArn: ResourceArn } = job;
  const { data: tags } = useQuery(q('ListTags', { ResourceArn }));
  const [open, setOpen] = useState(false);
  const flash = useFlash();
  const save = useMutation({
    mutationFn: async (id: string) => {
      // As they are now: this menu is not made anew whenever a training job has got further.
      const [now, trainingJobs] = await Promise.all([
        client.fetchQuery(q('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: name })),
        client.fetchQuery(allTrainingJobs(name)),
      ]);
      await FILES[id]?.(now, trainingJobs);
    },
    onError: (error) => {
      const { cause, nextStep } = explain(error);
      flash.add({ type: 'error', header: `${name} could not be exported`, content: `${cause} ${nextStep}` });
    },
  });
  const ended = tuningJobCan.warmStart(job.HyperParameterTuningJobStatus);
  const { data: none = true } = useQuery({
    ...allTrainingJobs(name),
    select: (trainingJobs) => trainingJobs.length === 0,
  });
  return (
    <>
      <ButtonDropdown
        loading={save.isPending}
        items={[
          { id: 'request', text: 'Request as code or link' },
          {
            id: 'results',
            text: 'Results',
            items: [
              { id: 'training-jobs', text: 'Training jobs (CSV)', disabled: none },
              { id: 'curves', text: 'Learning curves (CSV)', disabled: none },
              { id: 'report', text: 'Report (HTML)', disabled: none },
              {
                id: 'archive',
                text: 'Everything (JSON), to import elsewhere',
                disabled: !ended,
                disabledReason: 'There is more to come: wait until the tuning job has ended.',
              },
            ],
          },
        ]}
        onItemClick={({ detail }) => {
          if (detail.id === 'request') setOpen(true);
          else save.mutate(detail.id);
        }}
      >
        Export
      </ButtonDropdown>
      {open && <ExportDialog request={requestOf(job, tags?.Tags ?? [])} onClose={() => setOpen(false)} />}
    </>
  );
}

type Save = (job: TuningJob, trainingJobs: readonly TrainingJobSummary[]) => Promise<void>;

const stem = (job: TuningJob) => fileStem(job.HyperParameterTuningJobName);

const FILES: Readonly<Record<string, Save>> = {
  'training-jobs': async (job, trainingJobs) =>
    saveFile(`${stem(job)}-training-jobs.csv`, trainingJobsCsv(trainingJobs), 'text/csv'),
  curves: async (job, trainingJobs) =>
    saveFile(`${stem(job)}-curves.csv`, curvesCsv(await readCurves(call, job, trainingJobs)), 'text/csv'),
  archive: async (job) => {
    const { HyperParameterTuningJobName } = job;
    const { Body } = await call('ExportTuningJob', { HyperParameterTuningJobName });
    saveFile(`${stem(job)}-everything.json`, Body, 'application/json');
  },
  report: async (job, trainingJobs) => {
    const { HyperParameterTuningJobName } = job;
    const objectives = definitionsOf(job).flatMap(
      ({ DefinitionName }) => objectiveOf(job, DefinitionName)?.MetricName ?? [],
    );
    const [run, { Note: note }, { Simulations }, curves] = await Promise.all([
      call('DescribeTuningJobRun', { HyperParameterTuningJobName }),
      call('DescribeTuningJobNote', { HyperParameterTuningJobName }),
      call('ListSimulations', {}),
      readCurves(call, job, trainingJobs, [...new Set(objectives)]),
    ]);
    const simulated = Simulations.find(
      (each) => each.HyperParameterTuningJobName === HyperParameterTuningJobName,
    )?.Definitions.map(({ Why }) => Why);
    const written = formatTime(new Date());
    saveFile(
      `${stem(job)}-report.html`,
      report({ job, run, trainingJobs, curves, note, simulated: simulated ?? [], written }),
      'text/html',
    );
  },
};
