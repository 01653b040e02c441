import { button, h } from './dom.ts';
import { keyHelp } from './keys.ts';

function open(label: string, ...content: Node[]): HTMLDialogElement {
  const before = document.activeElement as HTMLElement | null;
  const dialog = h('dialog', { attributes: { 'aria-label': label } }, ...content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    before?.focus();
  });
  // What is pressed here is meant for the dialog: the editor would run the current step at Ctrl+Enter.
  dialog.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function showKeys(): void {
  const rows = keyHelp.map(([key, meaning]) =>
    h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, meaning)),
  );
  const close = button('Close', undefined, () => dialog.close(), { className: 'primary' });
  const dialog: HTMLDialogElement = open(
    'Keys',
    h('h2', {}, 'Keys'),
    h('table', { className: 'keys' }, h('tbody', {}, ...rows)),
    h('div', { className: 'dialog-actions' }, close),
  );
}

export function askReason(about: string, done: (reason: string) => void): void {
  const reason = h('input', {
    type: 'text',
    placeholder: 'Reason (optional)',
    attributes: { 'aria-label': 'Reason' },
  });
  ask(`Skip “${about}”`, [reason], 'Skip', () => done(reason.value.trim()));
  reason.focus();
}

/** Asks until it is accepted or left. @param accept false where something is missing still. */
export function ask(title: string, fields: readonly HTMLElement[], label: string, accept: () => unknown): void {
  const dialog = open(title, h('h2', {}, title), ...fields);
  const finish = (): void => {
    if (accept() !== false) dialog.close();
  };
  dialog.addEventListener('keydown', (event) => {
    const inTextArea = event.target instanceof HTMLTextAreaElement;
    if (event.key !== 'Enter' || (inTextArea && !event.ctrlKey && !event.metaKey)) return;
    if (event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    finish();
  });
  dialog.append(
    h(
      'div',
      { className: 'dialog-actions' },
      button('Cancel', undefined, () => dialog.close()),
      button(label, undefined, finish, { className: 'primary' }),
    ),
  );
}
