import { definitionsOf } from '../../api/definitions.ts';
import { MOST_CHANGES, settingText } from '../../api/warm-start-changes.ts';
import { childOfDraft } from '../../api/warm-start-draft.ts';
import { judgeParent, trainingJobsOf } from '../../api/warm-start-rules.ts';
import { algorithmOf } from '../../training/catalog/index.ts';
import type { Handler } from '../handler.ts';
import { asParent } from '../warm-start.ts';

export const listWarmStartParents: Handler<'ListWarmStartParents'> = async (
  { store },
  { Request, WarmStartType },
) => {
  const child = childOfDraft(Request, WarmStartType, algorithmOf);
  const jobs = [...store.tuningJobs.values()]
    .filter(({ deleted }) => !deleted)
    .sort((a, b) => b.createdAt - a.createdAt || (a.name < b.name ? -1 : 1));
  return {
    Parents: jobs.flatMap((job) => {
      const parent = asParent(store, job);
      const { broken, changes, changesUsed } = judgeParent(child, parent);
      const { best } = store.summaryOf(job);
      const [theirs] = definitionsOf(job.request);
      if (!theirs) return [];
      return [
        {
          HyperParameterTuningJobName: job.name,
          HyperParameterTuningJobStatus: job.status,
          CreationTime: parent.CreationTime,
          Strategy: job.request.HyperParameterTuningJobConfig.Strategy,
          Objective: theirs.objective,
          ...(best ? { Best: best.objective } : {}),
          TrainingJobs: trainingJobsOf(parent),
          Parents: (job.request.WarmStartConfig?.ParentHyperParameterTuningJobs ?? []).flatMap(
            ({ HyperParameterTuningJobName: name }) => name ?? [],
          ),
          Eligible: broken.length === 0,
          Broken: broken.map(({ rule: Rule, message: Message, fix: Fix }) => ({ Rule, Message, Fix })),
          Changes: changes.map(({ name, from, to, counts }) => ({
            Name: name,
            From: settingText(from),
            To: settingText(to),
            Counts: counts,
          })),
          ChangesUsed: changesUsed,
        },
      ];
    }),
    DefinitionKnown: child.own !== undefined,
    MostChanges: MOST_CHANGES,
  };
};
