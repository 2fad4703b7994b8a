import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { PreparedChannels } from '../../../api/local.ts';
import { plural } from '../../format.ts';
import { paths } from '../../paths.ts';
import { NavLink, useFollow } from '../../shell/links.tsx';
import { hrefOf } from './places.ts';

interface Props {
  readonly prepared: PreparedChannels;
  readonly onAgain: () => void;
}

function Channel({
  name,
  uri,
  rows,
}: {
  readonly name: string;
  readonly uri: string;
  readonly rows: number;
}) {
  return (
    <SpaceBetween size="xxs">
      <CopyToClipboard
        variant="inline"
        textToCopy={uri}
        copyButtonAriaLabel={`Copy the location of channel ${name}`}
        copySuccessText="S3 location copied"
        copyErrorText="S3 location could not be copied"
      />
      <Box color="text-body-secondary">
        {plural(rows, 'row')} · <NavLink href={hrefOf(uri)}>{`Look at ${name}`}</NavLink>
      </Box>
    </SpaceBetween>
  );
}

/** The button that led here is gone, so focus goes to what came of it. */
const focus = (alert: AlertProps.Ref | null) => alert?.focus();

/** What was written, and how to use it in a tuning job. */
export function Prepared({ prepared, onAgain }: Props) {
  const { Train, Validation, Columns, Classes, LeftOut } = prepared;
  const follow = useFollow();
  const href = paths.createOnData({
    folder: Train.S3Uri.replace(/train\/$/, ''),
    classes: Classes.length,
    features: Columns.length - 1,
  });
  return (
    <SpaceBetween size="l">
      <Alert ref={focus} type="success" header="The data is ready to train on">
        Create tuning job opens with a definition on these channels. In any other, use the first location for
        channel train and the second for channel validation, with content type text/csv.
      </Alert>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={onAgain}>Change and write again</Button>
                <Button variant="primary" href={href} onFollow={follow}>
                  Create tuning job
                </Button>
              </SpaceBetween>
            }
          >
            What was written
          </Header>
        }
      >
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            minColumnWidth={220}
            items={[
              { label: 'Channel train', value: <Channel name="train" uri={Train.S3Uri} rows={Train.Rows} /> },
              {
                label: 'Channel validation',
                value: <Channel name="validation" uri={Validation.S3Uri} rows={Validation.Rows} />,
              },
              {
                label: 'Label',
                value:
                  Classes.length === 0
                    ? `${Columns[0]}, a quantity`
                    : `${Columns[0]}: ${Classes.map((name, i) => `${i} = ${name}`).join(', ')}`,
              },
              ...(LeftOut > 0 ? [{ label: 'Rows without a target, left out', value: LeftOut }] : []),
            ]}
          />
          <ExpandableSection headerText={`${plural(Columns.length, 'column')}, in file order`}>
            <ol start={0}>
              {Columns.map((name, i) => (
                <li key={name}>
                  {name}
                  {i === 0 && ' (label)'}
                </li>
              ))}
            </ol>
          </ExpandableSection>
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
