import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TuningJobRun } from '../../jobs.ts';

/** Where Hyperband judges the training jobs of this tuning job, and by what numbers of our own. */
export function HyperbandPanel({
  constants,
}: {
  readonly constants: NonNullable<TuningJobRun['Hyperband']>;
}) {
  const { MinResource, MaxResource, ReductionFactor, Brackets } = constants;
  const rungs = Brackets.map((epochs) => epochs.join(', ') || 'None below the maximum').join('; ');
  return (
    <Container header={<Header variant="h2">Hyperband</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Minimum resource, in epochs', value: MinResource },
            { label: 'Maximum resource, in epochs', value: MaxResource },
            { label: 'Reduction factor', value: ReductionFactor },
            { label: 'Rungs, in epochs', value: rungs },
          ]}
        />
        <Box variant="p">
          At each rung a training job goes on only if it is among the best one in {ReductionFactor} of the
          results that this rung has had so far; the first to arrive goes on, and nobody waits. Another
          configuration, drawn at random, takes the slot of one that is stopped. SageMaker publishes neither
          the reduction factor nor the brackets of its Hyperband; these are our own.
        </Box>
      </SpaceBetween>
    </Container>
  );
}
