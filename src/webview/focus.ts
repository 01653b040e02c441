/**
 * Keeps the focus where it is while something is drawn again: on the same element, on the one that has taken its place,
 * or where `otherwise` puts it. It is never left on nothing, where keys would be lost.
 */
export function keepFocus(change: () => void, otherwise: (before: Element) => void): void {
  const before = document.activeElement;
  const id = before?.id ?? '';
  const hadFocus = before !== null && before !== document.body;
  change();
  if (!hadFocus || !lost()) return;
  const again = before.isConnected ? before : id ? document.getElementById(id) : null;
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  if (lost()) otherwise(before);
}

/** Calls `found` whenever the page has the focus and none of its elements has. */
export function watchFocus(found: () => void): void {
  const look = (): void => {
    if (document.hasFocus() && lost() && !document.querySelector('dialog[open]')) found();
  };
  // After what else happens in this turn: the next element may be about to get it.
  document.addEventListener('focusout', () => setTimeout(look));
  window.addEventListener('focus', () => setTimeout(look));
}

function lost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Replaces an element's buttons; the focus goes to the one of the same class. */
export function replaceButtons(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const focused = parent.contains(document.activeElement) ? document.activeElement?.className : undefined;
  parent.replaceChildren(...children);
  if (focused !== undefined) children.find(({ className }) => className === focused)?.focus({ preventScroll: true });
}
