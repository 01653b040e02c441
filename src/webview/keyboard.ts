import { actionOf, type KeyActions, type Place } from './keys.ts';

/** What a handler of keys does for the page. */
export type KeyHandlers = Readonly<Record<KeyActions, () => void>>;

/** Listens to single keys, except where the responder is typing or a control means them for itself. */
export function listenToKeys(act: KeyHandlers): void {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || document.querySelector('dialog[open]')) return;
    const { key, repeat, altKey } = event;
    const action = actionOf({ key, repeat, chord: event.ctrlKey || event.metaKey, alt: altKey }, placeOf(event.target));
    if (!action) return;
    event.preventDefault();
    // The editor hears keys of the page too, and has its own for some.
    if (action === 'nothing') event.stopPropagation();
    else act[action]();
  });
  // A button is pressed when Space comes up.
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ' && placeOf(event.target) === 'run') event.preventDefault();
  });
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'page';
  if (target.matches('input:not([type=checkbox]), textarea, select')) return 'typing';
  if (target.closest('[data-runs]')) return 'run';
  if (target.closest('.side')) return target.closest('button') ? 'list' : 'page';
  if (target.closest('pre.code')) return 'code';
  return target.closest('button, a, summary, input, pre, .table') ? 'control' : 'page';
}
