import type { AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import { useQueries, useQuery } from '@tanstack/react-query';
import { q } from '../../client.ts';

/** Every prefix that holds objects in the local object store, as suggestions for an S3 location. */
export function useLocations(): AutosuggestProps.Options {
  const buckets = useQuery(q('ListBuckets', {})).data?.Buckets ?? [];
  return useQueries({
    queries: buckets.map(({ Name }) => q('ListObjects', { S3Uri: `s3://${Name}/` })),
    combine: (results) =>
      results.flatMap(({ data }, index) => {
        const prefixes = prefixesOf(data?.Objects.map(({ S3Uri }) => S3Uri) ?? []);
        return prefixes.length === 0
          ? []
          : [{ label: buckets[index]?.Name ?? '', options: prefixes.map((value) => ({ value })) }];
      }),
  });
}

/** The folders that directly hold an object, once each, in order. */
export const prefixesOf = (uris: readonly string[]): string[] =>
  [...new Set(uris.map((uri) => uri.slice(0, uri.lastIndexOf('/') + 1)))].sort();
