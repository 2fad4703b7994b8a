import { useEffect } from 'react';

/** Moves focus to the page's heading, so that keyboard and screen reader start where the eye does. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

let lastPage: string | undefined;

/**
 * What every page declares: the document's title, and focus on its h1 when it was reached by a link (not on the
 * first page of a visit, where the browser's own start is right). `id` tells pages apart; tabs of a page share it.
 */
export function usePage(title: string, id: string = title): void {
  useEffect(() => {
    document.title = `${title} | Etude`;
  }, [title]);
  useEffect(() => {
    if (lastPage !== undefined && lastPage !== id) {
      window.scrollTo({ top: 0 });
      focusHeading();
    }
    lastPage = id;
  }, [id]);
}
