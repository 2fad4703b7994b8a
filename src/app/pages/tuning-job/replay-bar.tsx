import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Slider from '@cloudscape-design/components/slider';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useState } from 'react';
import { formatDuration } from '../../format.ts';

interface ReplayBarProps {
  /** Simulated seconds of the whole tuning job. */
  readonly length: number;
  readonly at: number;
  readonly onChange: (at: number) => void;
  readonly onClose: () => void;
}

/** A replay takes this long, whatever the tuning job took. */
const PLAY_MS = 20_000;
const TICK_MS = 250;
const STEPS = 1000;

/** Goes through a tuning job that is over: the slider sets every counter and curve of the page to a moment. */
export function ReplayBar({ length, at, onChange, onClose }: ReplayBarProps) {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => {
      const next = Math.min(length, at + (length * TICK_MS) / PLAY_MS);
      onChange(next);
      if (next === length) setPlaying(false);
    }, TICK_MS);
    return () => clearTimeout(timer);
  }, [playing, at, length, onChange]);
  const toggle = () => {
    if (!playing && at >= length) onChange(0);
    setPlaying(!playing);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Every counter and curve of this page is as it was at this moment. Simulated time since the creation of the tuning job."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button iconName={playing ? 'pause' : 'play'} onClick={toggle}>
                {playing ? 'Pause replay' : 'Play'}
              </Button>
              <Button onClick={onClose}>Close replay</Button>
            </SpaceBetween>
          }
        >
          Replay
        </Header>
      }
    >
      <FormField label={`Moment: ${formatDuration(at)} of ${formatDuration(length)}`}>
        <Slider
          ariaLabel="Moment of the replay"
          min={0}
          max={STEPS}
          step={1}
          value={Math.round((STEPS * at) / length)}
          valueFormatter={(step) => formatDuration((step * length) / STEPS)}
          onChange={({ detail }) => {
            setPlaying(false);
            onChange(detail.value === STEPS ? length : (detail.value * length) / STEPS);
          }}
        />
      </FormField>
    </Container>
  );
}
