import type { FlashbarProps } from '@cloudscape-design/components/flashbar';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

export interface Flash {
  /** A second message with the same id replaces the first. */
  readonly id?: string;
  readonly type: 'success' | 'error' | 'warning' | 'info' | 'in-progress';
  readonly header?: ReactNode;
  readonly content?: ReactNode;
  readonly action?: ReactNode;
}

interface Flashes {
  /** Shows a message until it is dismissed; returns its id. */
  readonly add: (flash: Flash) => string;
  readonly dismiss: (id: string) => void;
  /** The page has changed: good news that has been on two pages goes, trouble stays until it is dismissed. */
  readonly pageChanged: () => void;
}

const FlashContext = createContext<Flashes | undefined>(undefined);
const ItemsContext = createContext<readonly FlashbarProps.MessageDefinition[]>([]);

let lastId = 0;

/** Messages outlive a navigation: "created" is read on the page it leads to. */
export function FlashProvider({ children }: { readonly children: ReactNode }) {
  const [flashes, setFlashes] = useState<readonly (Flash & { id: string; pages: number })[]>([]);

  const dismiss = useCallback((id: string) => setFlashes((all) => all.filter((each) => each.id !== id)), []);
  const add = useCallback((flash: Flash) => {
    const id = flash.id ?? `flash-${++lastId}`;
    setFlashes((all) => [{ ...flash, id, pages: 1 }, ...all.filter((each) => each.id !== id)]);
    return id;
  }, []);

  const pageChanged = useCallback(
    () =>
      setFlashes((all) =>
        all
          .filter(({ type, pages }) => type !== 'success' || pages < 2)
          .map((each) => ({ ...each, pages: each.pages + 1 })),
      ),
    [],
  );

  const value = useMemo(() => ({ add, dismiss, pageChanged }), [add, dismiss, pageChanged]);
  const items = useMemo(
    () =>
      flashes.map(
        ({ id, type, header, content, action }): FlashbarProps.MessageDefinition => ({
          id,
          type: type === 'in-progress' ? 'info' : type,
          loading: type === 'in-progress',
          header,
          content,
          action,
          dismissible: true,
          dismissLabel: 'Dismiss message',
          onDismiss: () => dismiss(id),
        }),
      ),
    [flashes, dismiss],
  );

  return (
    <FlashContext value={value}>
      <ItemsContext value={items}>{children}</ItemsContext>
    </FlashContext>
  );
}

/** `add` and `dismiss` messages at the top of the page. */
export function useFlash(): Flashes {
  const flashes = useContext(FlashContext);
  if (!flashes) throw new Error('useFlash is used outside FlashProvider.');
  return flashes;
}

export const useFlashItems = () => useContext(ItemsContext);
