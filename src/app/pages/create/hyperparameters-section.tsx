import { quotas } from '../../../api/quotas.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { useFormContext, useFormState, useWatch } from 'react-hook-form';
import { useFocusOn } from '../../fields/use-focus-on.ts';
import { blankRow, catalogHyperparameter } from './algorithms.ts';
import type { DefinitionPath } from './fields.ts';
import { sizeOf } from './search-space.ts';
import type { CreateForm, HyperparameterRow as Row } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { HyperparameterRow } from './hyperparameter-row.tsx';
import styles from './hyperparameters.module.css';
import { PageErrors } from './page-errors.tsx';

/** Rows that are always on screen: in use when the page opened, tuned by default, required, or the user's own. */
const matters = (image: string, row: Row) => {
  const known = catalogHyperparameter(image, row.name);
  return (
    !known || row.type !== 'Static' || row.value !== '' || known.required || known.tunable?.byDefault === true
  );
};

/** A catalogue's rows left to the algorithm do not count, so the table may hold more rows than are sent. */
const MAX_ROWS = 400;

const spaceText = (size: number) =>
  Number.isFinite(size)
    ? `Search space: ${size.toLocaleString('en-US')} ${size === 1 ? 'combination' : 'combinations'}.`
    : 'Search space: unbounded, as a range is continuous.';

/** The hyperparameters of one definition. Mount it anew for another algorithm. */
export function HyperparametersSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const list = `${at}.algorithm.hyperparameters` as const;
  const rows = useWatch({ control, name: list });
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  const { errors } = useFormState({ control });
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const [first] = useState(() => new Set(rows.filter((row) => matters(image, row)).map(({ name }) => name)));
  const known = algorithmOf(image);
  const wrong = errors.definitions?.[Number(at.split('.')[1])]?.algorithm?.hyperparameters;

  const sought = search.trim().toLowerCase();
  const isFound = (row: Row) =>
    `${row.name} ${catalogHyperparameter(image, row.name)?.description ?? ''}`.toLowerCase().includes(sought);
  const isShown = (row: Row, index: number) =>
    sought !== ''
      ? isFound(row)
      : all || first.has(row.name) || wrong?.[index] !== undefined || !catalogHyperparameter(image, row.name);
  const hidden = rows.filter((row, index) => !isShown(row, index)).length;
  const found = rows.filter(isFound).length;
  const size = sizeOf(useWatch({ control, name: `${at}.algorithm` }));
  const tuned = rows.filter(({ type }) => type !== 'Static').length;
  const [section, focusOn] = useFocusOn<HTMLDivElement>();
  const put = (next: Row[]) => setValue(list, next, { shouldDirty: true });

  return (
    <div ref={section}>
      <Container
        header={
          <Header
            variant="h2"
            info={<InfoLink topic="hyperparameters" />}
            counter={`(${tuned} tuned)`}
            description="Ranges start as recommended for the algorithm. Make a hyperparameter Static to fix its value; a blank value is left to the algorithm."
          >
            Hyperparameter configuration
          </Header>
        }
        footer={
          <SpaceBetween direction="horizontal" size="xs">
            {(hidden > 0 || all) && known && (
              <Button onClick={() => setAll(!all)} ariaExpanded={all}>
                {all ? 'Show fewer hyperparameters' : `Show ${hidden} more hyperparameters`}
              </Button>
            )}
            <span data-add="">
              <Button
                onClick={() => {
                  setSearch('');
                  put([...getValues(list), blankRow()]);
                  focusOn('tbody tr:last-child th input');
                }}
                disabled={rows.length >= MAX_ROWS}
                disabledReason={`At most ${quotas.hyperParameters - 1} hyperparameters.`}
              >
                Add tuning variable
              </Button>
            </span>
          </SpaceBetween>
        }
      >
        <PageErrors name={`${list}.root`} />
        <SpaceBetween size="s">
          <TextFilter
            filteringText={search}
            filteringAriaLabel="Find hyperparameters"
            filteringPlaceholder="Find hyperparameters"
            countText={sought === '' ? '' : `${found} found`}
            onChange={({ detail }) => setSearch(detail.filteringText)}
          />
          <Box color="text-body-secondary">{spaceText(size)}</Box>
        </SpaceBetween>
        <div className={styles['frame']}>
          <table aria-label="Hyperparameters" className={styles['table']}>
            <thead>
              <tr className={styles['head']}>
                {['Name', 'Type', 'Scaling type', 'Value(s)'].map((title) => (
                  <th scope="col" key={title}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) =>
                isShown(row, index) ? (
                  <HyperparameterRow
                    // The place is the identity: rows are only added at the end, and a row's name may be edited.
                    key={index}
                    at={`${list}.${index}`}
                    row={row}
                    image={image}
                    onRemove={
                      catalogHyperparameter(image, row.name)
                        ? undefined
                        : () => {
                            put(getValues(list).toSpliced(index, 1));
                            focusOn('[data-add] button');
                          }
                    }
                  />
                ) : null,
              )}
            </tbody>
          </table>
        </div>
        {rows.length === 0 && <Box color="text-body-secondary">No hyperparameters defined.</Box>}
      </Container>
    </div>
  );
}
