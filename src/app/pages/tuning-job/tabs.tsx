import type { ReactNode } from 'react';
import type { TuningJobTab } from '../../paths.ts';
import type { TrainingJobSummary, TuningJob, TuningJobRun } from '../../jobs.ts';
import { AnalysisTab } from './analysis/analysis-tab.tsx';
import { BestTab } from './best-tab.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { CurvesTab } from './curves-tab.tsx';
import type { EpochsThen } from './curves.ts';
import { DefinitionsTab } from './definitions-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { RehearsalTab } from './rehearsal-tab.tsx';
import { TagsTab } from './tags-tab.tsx';
import { TrainingJobsTab } from './training-jobs-tab.tsx';
import type { Selection } from './use-view.ts';
import { WhatIfTab } from './what-if-tab.tsx';

/** What every tab of a tuning job is made of. */
export interface TabProps extends Selection {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  /** In launch order. */
  readonly trainingJobs: readonly TrainingJobSummary[];
  readonly loading: boolean;
  /** While a moment is replayed, the epochs of each training job then; everything above is as it was at that moment too. */
  readonly epochsThen: EpochsThen;
  /** That moment, in simulated seconds. */
  readonly at: number | undefined;
}

interface Tab {
  readonly label: string;
  /** Only the tab that is open is rendered, so each asks for its own data. */
  readonly Content: (props: TabProps) => ReactNode;
}

/**
 * The tabs of a tuning job; their order is that of TUNING_JOB_TABS. A new one is a line there, a line here and a file.
 */
export const TABS = {
  best: { label: 'Best training job', Content: ({ job }) => <BestTab job={job} /> },
  'training-jobs': { label: 'Training jobs', Content: TrainingJobsTab },
  analysis: { label: 'Analysis', Content: AnalysisTab },
  curves: { label: 'Learning curves', Content: CurvesTab },
  events: { label: 'Events', Content: EventsTab },
  'what-if': { label: 'What if', Content: WhatIfTab },
  rehearsal: { label: 'Rehearsal', Content: ({ job }) => <RehearsalTab job={job} /> },
  definitions: { label: 'Training job definitions', Content: ({ job }) => <DefinitionsTab job={job} /> },
  configuration: { label: 'Tuning job configuration', Content: ConfigurationTab },
  tags: { label: 'Tags', Content: ({ job }) => <TagsTab arn={job.HyperParameterTuningJobArn} /> },
} satisfies Record<TuningJobTab, Tab>;
