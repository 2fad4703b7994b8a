import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import { useId } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Frame, type FrameProps } from './frame.tsx';
import { SelectControl } from './select-field.tsx';
import { useField, type PathTo } from './use-field.ts';

/** A length of time as typed: a number's text and its unit. */
export interface TypedDuration<Unit extends string> {
  readonly value: string;
  readonly unit: Unit;
}

interface Props<V extends FieldValues, Unit extends string> extends FrameProps {
  readonly name: PathTo<V, TypedDuration<Unit>>;
  readonly units: readonly Unit[];
  readonly placeholder?: string;
}

/** A number and its unit, checked as one value. */
export function DurationField<V extends FieldValues, Unit extends string>(props: Props<V, Unit>) {
  const { name, units, placeholder, ...frame } = props;
  const unitId = useId();
  const { value: duration, set, leave, error } = useField<V, TypedDuration<Unit>>(name);
  return (
    <Frame {...frame} name={name} error={error}>
      <Grid disableGutters={false} gridDefinition={[{ colspan: 6 }, { colspan: 6 }]}>
        <Input
          value={duration.value}
          onChange={({ detail }) => set({ ...duration, value: detail.value })}
          onBlur={leave}
          inputMode="decimal"
          placeholder={placeholder ?? ''}
          autoComplete={false}
        />
        <SelectControl
          value={duration.unit}
          options={units.map((unit) => ({ value: unit, label: unit }))}
          onChange={(chosen) => {
            const unit = units.find((each) => each === chosen);
            if (unit !== undefined) set({ ...duration, unit });
          }}
          controlId={unitId}
          ariaLabel="unit"
        />
      </Grid>
    </Frame>
  );
}
