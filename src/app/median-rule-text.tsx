import Box from '@cloudscape-design/components/box';
import type { TuningJobRun } from './jobs.ts';

/** The rule in words, and why its open points have the values they have (spec rules.md §4.1, §4.2). */
export function MedianRuleText({ constants }: { readonly constants: TuningJobRun['MedianRule'] }) {
  const { MinCompletedTrainingJobs, FirstEpoch } = constants;
  return (
    <>
      <Box variant="p">
        After each epoch of a running training job, its objective value is compared with a threshold: the
        median, over the completed training jobs of the same definition that reached this epoch, of their
        running averages up to it. If the value is worse than the median, the training job is stopped and its
        slot goes to the next one. Equal is not worse. The metric has to be emitted every epoch: after an
        epoch without a value, a training job is not compared any more.
      </Box>
      <Box variant="p">AWS does not publish two numbers the rule needs. Here they are:</Box>
      <ul>
        <li>
          <strong>Completed training jobs needed at an epoch: {MinCompletedTrainingJobs}.</strong> The paper
          on the service speaks of about 10, its open-source relative Syne Tune uses 5; a tuning job in a
          browser is small, and with 10 of 20 the rule would hardly ever act. Three is the smallest number
          whose median does not hang on one lucky job.
        </li>
        <li>
          <strong>First epoch the rule looks at: {FirstEpoch}.</strong> AWS describes the rule as acting after
          each epoch and names no first one; Syne Tune starts at epoch 1 too.
        </li>
      </ul>
    </>
  );
}
