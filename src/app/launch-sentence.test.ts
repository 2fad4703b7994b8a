import { expect, it } from 'vitest';
import { launchSentence } from './completion.ts';

it('says whose best a training job of a warm start tries', () => {
  const launch = { Rule: 'BayesianParent' as const, Parent: 1, Value: 0.875 };
  expect(launchSentence(launch, 'Maximize')).toContain('parent tuning job 2, which came to 0.875 there');
  const named = {
    ...launch,
    HyperParameterTuningJobName: 'earlier',
    TrainingJobName: 'earlier-007-0123abcd',
  };
  expect(launchSentence(named, 'Maximize')).toContain('parent tuning job earlier (training job 007)');
});
