import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useWatch } from 'react-hook-form';
import { q } from '../../client.ts';
import { TextField } from '../../fields/text-field.tsx';
import { plural } from '../../format.ts';
import { Destination } from './prepare-values.ts';

/** What every form that writes channels has. */
interface WithDestination {
  readonly destination: string;
}

/** Where the two channels go, with a word about what lies there already. */
export function DestinationField() {
  const destination = useDeferredValue(useWatch<WithDestination, 'destination'>({ name: 'destination' }));
  const folder = `${destination.replace(/\/*$/, '')}/`;
  const { data } = useQuery({
    ...q('ListObjects', { S3Uri: folder }),
    enabled: Destination.safeParse(destination).success,
  });
  const there = data?.Objects.length ?? 0;
  return (
    <TextField<WithDestination>
      name="destination"
      label="Destination"
      description="Becomes train/train.csv and validation/validation.csv below this location."
      constraintText="A location such as s3://my-bucket/my-data/. Buckets come into being by being written to."
      warningText={
        there > 0
          ? `${plural(there, 'object')} ${there === 1 ? 'lies' : 'lie'} here already. train/train.csv and validation/validation.csv are replaced; anything else in those two folders becomes part of the channel.`
          : undefined
      }
    />
  );
}
