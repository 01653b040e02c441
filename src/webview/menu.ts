import { h } from './dom.ts';

/**
 * Shows buttons beneath the one that opens them, until one is pressed or the focus goes elsewhere. It lives outside of the
 * page, which is drawn again while it is open.
 * @param back puts the focus back where it was.
 */
export function openMenu(anchor: HTMLElement, items: readonly HTMLButtonElement[], back: () => void): void {
  const menu = h('div', { className: 'menu', popover: 'auto', attributes: { role: 'menu' } }, ...items);
  for (const item of items) {
    item.setAttribute('role', 'menuitem');
    item.classList.remove('icon-only');
    item.addEventListener('click', () => menu.hidePopover());
  }
  menu.addEventListener('keydown', (event) => moveIn(menu, items, event));
  menu.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed') return;
    const focused = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (focused) back();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  document
    .querySelector('.main')
    ?.addEventListener('scroll', () => menu.isConnected && menu.hidePopover(), { once: true });
  items.find(({ disabled }) => !disabled)?.focus();
}

/** Beneath the button, its right edge on that of the button; above it where there is no room. */
function place(menu: HTMLElement, { right, top, bottom }: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const below = bottom + 2 + height <= window.innerHeight;
  menu.style.left = `${Math.max(4, right - width)}px`;
  menu.style.top = `${Math.max(4, below ? bottom + 2 : top - height - 2)}px`;
}

/** Arrows go round; other keys are not meant for the page while the menu is open. */
function moveIn(menu: HTMLElement, all: readonly HTMLButtonElement[], event: KeyboardEvent): void {
  event.stopPropagation();
  const items = all.filter(({ disabled }) => !disabled);
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  // No Space runs a command, here either.
  const runs = (event.target as HTMLElement).dataset['runs'] !== undefined;
  if (to !== undefined) items.at(to % items.length)?.focus();
  if (event.key === 'Tab') menu.hidePopover();
  if (to !== undefined || event.key === 'Tab' || (event.key === ' ' && runs)) event.preventDefault();
}
