import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { paths } from '../../paths.ts';
import { SAMPLE_IDS, SAMPLE_TEXTS } from '../../sample-list.ts';
import { useFollow } from '../../shell/links.tsx';
import type { useRunSample } from './use-samples.ts';

/** The three ready samples of the empty list. */
export function SampleCards({ run }: { readonly run: ReturnType<typeof useRunSample> }) {
  const follow = useFollow();
  return (
    <ColumnLayout columns={3} minColumnWidth={250}>
      {SAMPLE_IDS.map((id) => {
        const { title, description } = SAMPLE_TEXTS[id];
        return (
          <Container
            key={id}
            fitHeight
            header={
              <Header variant="h3" headingTagOverride="h2">
                {title}
              </Header>
            }
            footer={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  variant="primary"
                  ariaLabel={`Run sample: ${title}`}
                  loading={run.isPending && run.variables === id}
                  disabled={run.isPending && run.variables !== id}
                  onClick={() => run.mutate(id)}
                >
                  Run sample
                </Button>
                <Button
                  ariaLabel={`Edit first: ${title}`}
                  href={paths.create({ sample: id })}
                  onFollow={follow}
                >
                  Edit first
                </Button>
              </SpaceBetween>
            }
          >
            <Box variant="p">{description}</Box>
          </Container>
        );
      })}
    </ColumnLayout>
  );
}
