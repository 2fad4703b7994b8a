import { expect, it } from 'vitest';
import { eventWords } from './event-words.ts';

const line = { Sequence: 1, At: 3, Message: 'as logged', TrainingJobName: 'job-002-0123abcd' };

it('says of a launch why this configuration, with numbers that can be read', () => {
  const words = eventWords(
    {
      ...line,
      Type: 'TrainingJobLaunched',
      Detail: { TunedHyperParameters: { eta: '0.06540694133039548' }, Launch: { Rule: 'Random' } },
    },
    'Minimize',
  );
  expect(words).toMatch(/^With eta 0.0654069\. Drawn at random/);
});

it('says of a stop what it was decided on', () => {
  const Stop = {
    Rule: 'Median',
    Epoch: 4,
    Value: 0.7,
    Median: 0.8,
    Compared: [{ TrainingJobName: 'job-001-0123abcd', RunningAverage: 0.8 }],
  };
  const words = eventWords({ ...line, Type: 'TrainingJobStopped', Detail: { Stop } }, 'Maximize');
  expect(words).toContain('After epoch 4 its objective was 0.7, below 0.8');
});

it('repeats the line where there is nothing to add', () => {
  expect(eventWords({ ...line, Type: 'TrainingJobStatus' }, 'Maximize')).toBe('as logged');
  expect(eventWords({ ...line, Type: 'TrainingJobStopped', Detail: {} }, 'Maximize')).toBe('as logged');
});
