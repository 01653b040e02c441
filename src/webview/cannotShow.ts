import { button, h } from './dom.ts';

/** In place of a page, where a file can't be shown as one. */
export function cannotShow(reason: string, openAsText: () => void): HTMLElement {
  return h(
    'div',
    { className: 'cannot-show', attributes: { role: 'alert' } },
    h('h1', {}, 'Can’t show this file as a runbook'),
    h('p', {}, reason),
    button('Open as Text', 'source', openAsText, { className: 'primary' }),
  );
}
