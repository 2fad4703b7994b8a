import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useBlocker } from 'react-router';

/** Asks before the page is left with entries in it. `mayLeave` is read at the moment of leaving. */
export function LeaveGuard({ mayLeave }: { readonly mayLeave: () => boolean }) {
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
            <Button variant="primary" onClick={() => blocker.proceed()}>
              Leave
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      What you entered is lost when you leave. A reload of the page keeps it.
    </Modal>
  );
}
