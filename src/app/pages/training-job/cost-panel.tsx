import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useQuery } from '@tanstack/react-query';
import { q } from '../../client.ts';
import { formatDuration, formatNumber, plural } from '../../format.ts';
import { paths } from '../../paths.ts';
import { moneyText, pricesText } from '../../plan-text.ts';
import { NavLink } from '../../shell/links.tsx';

/** What the training job costs, and what spot capacity did to it. Modelled: nothing is charged here. */
export function CostPanel({
  trainingJob,
  running,
}: {
  readonly trainingJob: string;
  readonly running: boolean;
}) {
  const { data } = useQuery(q('DescribeTrainingJobCost', { TrainingJobName: trainingJob }));
  if (!data) return null;
  const { Spot, Cost, Prices, InstanceCount, InstanceType } = data;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              What it would cost on SageMaker, by{' '}
              <NavLink href={paths.instanceTypes()}>the prices kept here</NavLink>. Nothing is charged.
            </>
          }
        >
          Cost
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: running ? 'Cost so far' : 'Cost',
            value: Cost === undefined ? 'Not known' : moneyText(Cost),
          },
          {
            label: 'Instances',
            value: (
              <>
                {InstanceCount} × {InstanceType}
                <Box variant="small" display="block">
                  {pricesText(Prices)}
                </Box>
              </>
            ),
          },
          { label: 'Duration of an epoch, modelled', value: `${formatNumber(data.EpochSeconds, 3)} s` },
          {
            label: 'Billable of training time',
            value: `${formatDuration(data.BillableTimeInSeconds)} of ${formatDuration(data.TrainingTimeInSeconds)}`,
          },
          ...(Spot
            ? [
                {
                  label: 'Managed spot training savings',
                  value: Spot.SavingPercent === undefined ? '–' : `${formatNumber(Spot.SavingPercent, 3)} %`,
                },
                { label: 'Interruptions', value: Spot.Interruptions },
                {
                  label: 'Starting and waiting for capacity',
                  value: formatDuration(Spot.WaitingSeconds),
                },
                {
                  label: 'Spot price',
                  value: `${formatNumber(100 * Spot.PriceShare, 3)} % of on demand`,
                },
              ]
            : []),
        ]}
      />
      {Spot && Spot.Interruptions > 0 && (
        <Box variant="small" padding={{ top: 's' }}>
          {plural(Spot.Interruptions, 'interruption')}: the status history shows when. Interruptions here come
          about once in ten minutes of training, far more often than on AWS, so that short training jobs meet
          some.
        </Box>
      )}
    </Container>
  );
}
