/**
 * Keeps the focus where it is while something is drawn again: on the same element, on the one that has taken its place,
 * or where `otherwise` puts it. It is never left on nothing, where keys would be lost; that also mends what an input box
 * of the editor left so, where it was closed while the page was being drawn.
 * @param otherwise is given the element that had it, if one had.
 */
export function keepFocus(change: () => void, otherwise: (before?: Element) => void): void {
  const before = document.activeElement;
  const id = before?.id ?? '';
  const hadFocus = before !== null && before !== document.body;
  change();
  if (!lost()) return;
  if (!hadFocus) return document.querySelector('dialog[open]') ? undefined : otherwise();
  const again = before.isConnected ? before : id ? document.getElementById(id) : null;
  if (again instanceof HTMLElement) focusOn(again);
  if (lost()) otherwise(before);
}

/**
 * Puts the focus on an element, unless it is outside of the page: an input box of the editor must not lose it, else
 * what is typed there is a key here.
 */
export function focusOn(element: HTMLElement | null | undefined): void {
  if (document.hasFocus()) element?.focus({ preventScroll: true });
}

/** Calls `lostIt` whenever the page has the focus and none of its elements has, and `cameBack` when the page gets it. */
export function watchFocus(lostIt: () => void, cameBack: () => void): void {
  const inPage = (): boolean => document.hasFocus() && !document.querySelector('dialog[open]');
  // After what else happens in this turn: the next element may be about to get it.
  document.addEventListener('focusout', () => setTimeout(() => inPage() && lost() && lostIt()));
  window.addEventListener('focus', () => setTimeout(() => inPage() && cameBack()));
}

function lost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Replaces an element's buttons; the focus goes to the one of the same class. */
export function replaceButtons(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const focused = parent.contains(document.activeElement) ? document.activeElement?.className : undefined;
  parent.replaceChildren(...children);
  if (focused !== undefined) focusOn(children.find(({ className }) => className === focused));
}
