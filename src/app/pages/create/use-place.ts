import { useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate, useNavigationType } from 'react-router';
import { readAddress, sameAddress, withAddress, type Address } from './address.ts';
import type { Place } from './draft.ts';
import type { DefinitionForm } from './form.ts';

/** Marks what the wizard itself wrote into the history. */
const OWN = { wizard: true };

/**
 * The wizard's place, and its address in the browser: every move is an entry of the history, so Back and Forward go
 * between steps and a link leads to one. `definitionAt` reads the form as it is.
 */
export function usePlace(
  start: Place,
  draftId: string,
  count: () => number,
  definitionAt: (index: number) => DefinitionForm | undefined,
) {
  const location = useLocation();
  const navigate = useNavigate();
  const type = useNavigationType();
  const [place, setPlace] = useState<Place>(() => {
    const linked = new URLSearchParams(location.search);
    return linked.has('step') ? restored(readAddress(linked, count()), start, definitionAt) : start;
  });
  const current = useRef(place);

  /** Goes to a place. `replace`: without an entry in the history of its own. */
  const go = (next: Place, replace = false) => {
    const moved = !sameAddress(current.current, next);
    current.current = next;
    setPlace(next);
    if (moved || replace)
      void navigate({ search: searchOf(next) }, { replace, state: OWN, preventScrollReset: true });
  };
  const searchOf = (next: Address) => {
    const params = withAddress(new URLSearchParams(window.location.search), next);
    params.set('draft', draftId);
    return params.toString();
  };

  // Back, Forward and links within the page change the address first; the wizard follows.
  // Compared as objects: Back right after a move leads to an entry whose key was seen last, if the move was never drawn.
  const seen = useRef(location);
  useEffect(() => {
    if (location === seen.current) return;
    seen.current = location;
    if (type !== 'POP' && location.state !== null) return;
    const address = readAddress(new URLSearchParams(location.search), count());
    if (sameAddress(address, current.current)) return;
    current.current = restored(address, current.current, definitionAt);
    setPlace(current.current);
  }, [location, type, count, definitionAt]);

  return { place, go };
}

/** A place for an address. The same definition keeps what Cancel goes back to; another one begins as it is now. */
function restored(
  { step, editing, fromReview }: Address,
  before: Place,
  definitionAt: (index: number) => DefinitionForm | undefined,
): Place {
  if (!editing) return { step, editing: null, fromReview };
  const kept = before.editing?.index === editing.index ? before.editing.before : undefined;
  const now = definitionAt(editing.index);
  const snapshot = kept === undefined ? (now ? structuredClone(now) : null) : kept;
  return { step, editing: { ...editing, before: snapshot }, fromReview };
}
