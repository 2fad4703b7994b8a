import AttributeEditor, { type AttributeEditorProps } from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import { useRef, type ReactNode } from 'react';
import {
  get,
  useFormContext,
  useFormState,
  useWatch,
  type FieldPath,
  type FieldValues,
} from 'react-hook-form';
import { BareInput } from './bare-input.tsx';
import { useFocusOn } from './use-focus-on.ts';
import type { PathTo } from './use-field.ts';

interface Props<V extends FieldValues, Key extends string> {
  /** Where the list lives; each item has the columns' keys. */
  readonly name: PathTo<V, Record<Key, string>[]>;
  readonly columns: readonly { readonly key: Key; readonly label: string; readonly placeholder?: string }[];
  /** What one row is called, in lower case: “tag”. */
  readonly noun: string;
  readonly max: number;
  /** Why no more can be added, where that is not simply a limit of the service. */
  readonly full?: string;
  readonly empty: ReactNode;
}

/** Rows of texts under column labels, with add and remove: tags, metric definitions. */
export function PairsField<V extends FieldValues, Key extends string>(props: Props<V, Key>) {
  const { name, columns, noun, max, full = `At most ${max} ${noun}s are allowed.`, empty } = props;
  const list: FieldPath<V> = name;
  const { control, setValue } = useFormContext<V>();
  const rows = useWatch({ control, name: list }) as Record<Key, string>[];
  const { errors } = useFormState({ control });
  const put = (next: Record<Key, string>[]) => setValue(list, next as never, { shouldDirty: true });
  const [field, focusOn] = useFocusOn<HTMLDivElement>();
  const editor = useRef<AttributeEditorProps.Ref>(null);
  const focusRow = (index: number) =>
    focusOn(`[data-field="${name}.${index}.${columns[0]?.key ?? ''}"] input`);
  const messageAt = (path: string): string => String(get(errors, `${path}.message`) ?? '');
  return (
    <FormField data-field={`${name}.root`} errorText={messageAt(`${name}.root`)} stretch>
      <div ref={field}>
        <AttributeEditor<Record<Key, string>>
          ref={editor}
          items={rows}
          empty={empty}
          gridLayout={[
            { breakpoint: 'xxs', rows: [columns.map(() => 1)], removeButton: { width: 'auto' } },
            { rows: columns.map(() => [1]), removeButton: { ownRow: true } },
          ]}
          addButtonText={`Add ${noun}`}
          removeButtonText="Remove"
          removeButtonAriaLabel={(row) => `Remove ${noun} ${row[columns[0]?.key as Key] ?? ''}`}
          disableAddButton={rows.length >= max}
          additionalInfo={rows.length >= max ? full : `You can add ${max - rows.length} more.`}
          onAddButtonClick={() => {
            put([...rows, Object.fromEntries(columns.map(({ key }) => [key, ''])) as Record<Key, string>]);
            focusRow(rows.length);
          }}
          onRemoveButtonClick={({ detail }) => {
            put(rows.toSpliced(detail.itemIndex, 1));
            if (rows.length === 1) editor.current?.focusAddButton();
            else focusRow(Math.min(detail.itemIndex, rows.length - 2));
          }}
          definition={columns.map(({ key, label, placeholder }) => ({
            label,
            errorText: (_row: Record<Key, string>, index: number) => messageAt(`${name}.${index}.${key}`),
            control: (_row: Record<Key, string>, index: number) => (
              <div data-field={`${name}.${index}.${key}`}>
                <BareInput<V>
                  name={`${name}.${index}.${key}` as PathTo<V, string>}
                  ariaLabel={`${label} of ${noun} ${index + 1}`}
                  placeholder={placeholder ?? ''}
                />
              </div>
            ),
          }))}
        />
      </div>
    </FormField>
  );
}
