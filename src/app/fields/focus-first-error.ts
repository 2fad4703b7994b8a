/**
 * Moves focus to the first field on screen for which `isWrong(path)` holds, in the order of the page. Returns false if
 * there is none. Works for every kind of control because each field's frame names its path in `data-field`.
 */
export function focusFirstError(root: ParentNode, isWrong: (path: string) => boolean): boolean {
  for (const frame of root.querySelectorAll<HTMLElement>('[data-field]')) {
    if (!isWrong(frame.dataset['field'] ?? '')) continue;
    const control = frame.matches(FOCUSABLE)
      ? frame
      : (frame.querySelector<HTMLElement>(FOCUSABLE) ?? frame.querySelector<HTMLElement>('a[href]'));
    if (!control) continue;
    control.focus();
    control.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}

const FOCUSABLE =
  'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]), [tabindex="-1"]';
