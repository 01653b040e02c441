export interface KeyActions {
  next(): void;
  previous(): void;
  tick(): void;
  run(): void;
  runTo(): void;
  skip(): void;
  note(): void;
  values(): void;
  cancel(): void;
  filter(): void;
  source(): void;
  help(): void;
  leave(): void;
}

const actions: Readonly<Record<string, keyof KeyActions>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  ' ': 'tick',
  Enter: 'run',
  r: 'runTo',
  s: 'skip',
  n: 'note',
  v: 'values',
  c: 'cancel',
  '/': 'filter',
  e: 'source',
  '?': 'help',
  Escape: 'leave',
};

/** Keys that controls and scrolling output use themselves. */
const own = new Set([' ', 'Enter', 'ArrowDown', 'ArrowUp']);

/** Listens to single keys, except where the responder is typing or a control means them for itself. */
export function listenToKeys(act: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector('dialog[open]'))
      return;
    const action = actions[event.key];
    if (!action) return;
    const target = event.target as HTMLElement;
    const typing = target.matches('input:not([type=checkbox]), textarea, select');
    if (typing && event.key !== 'Escape') return;
    const control = target.closest('button, a, summary, input, pre');
    // In the list of steps the keys step; anywhere else a focused control keeps its own.
    if (control && own.has(event.key) && !target.closest('.side')) return;
    if (target.closest('.side') && event.key === 'Escape' && !typing) return;
    event.preventDefault();
    act[action]();
  });
}
