import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useBlocker } from 'react-router';

interface Props {
  /** Read at the moment of leaving. */
  readonly mayLeave: () => boolean;
  /** Throws the draft away, ahead of leaving. */
  readonly onDiscard: () => void;
}

/** Asks before the page is left with entries in it. */
export function LeaveGuard({ mayLeave, onDiscard }: Props) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => nextLocation.pathname !== currentLocation.pathname && !mayLeave(),
  );
  if (blocker.state !== 'blocked') return null;
  return (
    <Modal
      visible
      header="Leave without creating the tuning job?"
      closeAriaLabel="Close"
      onDismiss={() => blocker.reset()}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => blocker.reset()}>
              Stay
            </Button>
            <Button
              onClick={() => {
                onDiscard();
                blocker.proceed();
              }}
            >
              Discard draft
            </Button>
            <Button variant="primary" onClick={() => blocker.proceed()}>
              Leave and keep draft
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you entered is kept as a draft in this browser. Create shows it again.
    </Modal>
  );
}
