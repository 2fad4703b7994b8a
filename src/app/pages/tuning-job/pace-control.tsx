import Box from '@cloudscape-design/components/box';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { memo, useId } from 'react';
import { Pace } from '../../../api/local.ts';
import { call, q } from '../../client.ts';
import type { TuningJobRun } from '../../jobs.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** A pace as it is chosen and told. */
export const PACE_TEXT = {
  Paused: 'Paused',
  '1x': '1×',
  '60x': '60×',
  '600x': '600×',
  Max: 'As fast as possible',
} satisfies Record<Pace, string>;

/** How fast simulated time passes on screen; results do not depend on it. */
export const PaceControl = memo(function PaceControl({
  HyperParameterTuningJobName,
  Pace: pace,
}: Pick<TuningJobRun, 'HyperParameterTuningJobName' | 'Pace'>) {
  const client = useQueryClient();
  const labelId = useId();
  const flash = useFlash();
  const set = useMutation({
    mutationFn: (pace: Pace) => call('SetTuningJobPace', { HyperParameterTuningJobName, Pace: pace }),
    onSettled: () => client.invalidateQueries(q('WatchTuningJob', { HyperParameterTuningJobName })),
    onError: (thrown) =>
      flash.add({ type: 'error', header: 'The pace was not changed', content: explain(thrown).cause }),
  });
  return (
    <div className="pace">
      <Box variant="awsui-key-label">
        <span id={labelId}>Pace</span>
      </Box>
      <SegmentedControl
        // By reference: a label of its own would be shown a second time in narrow windows.
        ariaLabelledby={labelId}
        selectedId={set.isPending ? set.variables : pace}
        options={Pace.options.map((id) => ({ id, text: PACE_TEXT[id] }))}
        onChange={({ detail }) => {
          const chosen = Pace.options.find((each) => each === detail.selectedId);
          if (chosen) set.mutate(chosen);
        }}
      />
    </div>
  );
});
