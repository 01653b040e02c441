import { focusOn } from './focus.ts';

/** Keeps what the reader looks at where it is while the page around it changes. */
export function keepPlace(scroller: HTMLElement, change: () => void): void {
  const top = scroller.getBoundingClientRect().top;
  const seen = [...scroller.querySelectorAll<HTMLElement>('[data-block], [data-step], [id^="at-"]')].find(
    (element) => element.getBoundingClientRect().bottom > top,
  );
  const key = seen && keyOf(seen);
  const before = seen?.getBoundingClientRect().top ?? 0;
  const at = scroller.scrollTop;
  const focused = document.activeElement as HTMLElement | null;
  change();
  const again = key && scroller.querySelector<HTMLElement>(key);
  if (at > 0) scroller.scrollTop = again ? scroller.scrollTop + again.getBoundingClientRect().top - before : at;
  if (focused && focused !== document.activeElement && focused.isConnected) focusOn(focused);
}

function keyOf(element: HTMLElement): string {
  const { block, step } = element.dataset;
  if (block) return `[data-block="${CSS.escape(block)}"]`;
  if (step) return `[data-step="${CSS.escape(step)}"]`;
  return `#${CSS.escape(element.id)}`;
}
