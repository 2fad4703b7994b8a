import { useSearchParams } from 'react-router';
import { Buckets } from './buckets.tsx';
import { Folder } from './folder.tsx';
import { ObjectView } from './object-view.tsx';
import { placeOf } from './places.ts';

/** The local object store: its buckets, a folder, or one object, by the address. */
export function DataPage() {
  const [query] = useSearchParams();
  const place = placeOf(query.get('bucket'), query.get('prefix'));
  switch (place.kind) {
    case 'buckets':
      return <Buckets />;
    case 'folder':
      return <Folder key={place.uri} folder={place} />;
    case 'object':
      return <ObjectView key={place.uri} uri={place.uri} />;
  }
}
