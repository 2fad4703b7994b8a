import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { changedWhere, requestChanges } from '../../request-diff.ts';
import type { Draft } from './draft.ts';
import type { CreateForm } from './form.ts';
import { toRequest } from './to-request.ts';

interface Props {
  readonly origin: Draft['origin'];
  readonly form: CreateForm;
}

const shown = (json: string | undefined) => (json === undefined ? '–' : json.replace(/^"(.*)"$/, '$1'));

/** Exactly what will be different from what the wizard was filled from. Nothing when it was empty. */
export function ChangesPanel({ origin, form }: Props) {
  if (!origin) return null;
  const changes = requestChanges(toRequest(origin.form), toRequest(form));
  if (changes.length === 0) {
    return (
      <Container header={<Header variant="h2">{`Changes from ${origin.title}`}</Header>}>
        <Box>None: this asks for the very same.</Box>
      </Container>
    );
  }
  return (
    <Table
      header={
        <Header variant="h2" counter={`(${changes.length})`}>
          {`Changes from ${origin.title}`}
        </Header>
      }
      ariaLabels={{ tableLabel: `Changes from ${origin.title}` }}
      items={changes}
      trackBy={changedWhere}
      wrapLines
      columnDefinitions={[
        { id: 'what', header: 'What', isRowHeader: true, cell: changedWhere },
        { id: 'before', header: 'Before', cell: ({ before }) => <Value json={before} /> },
        { id: 'after', header: 'Now', cell: ({ after }) => <Value json={after} /> },
      ]}
    />
  );
}

const Value = ({ json }: { readonly json: string | undefined }) => (
  <span style={{ overflowWrap: 'anywhere' }}>{shown(json)}</span>
);
