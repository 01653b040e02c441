import type { RunView } from '../protocol/webview.ts';
import { h } from './dom.ts';

/** What was written down during the run, newest last. */
export class Notes {
  readonly element = h('section', { className: 'notes', hidden: true, attributes: { 'aria-label': 'Notes' } });
  #shown = 0;

  show({ notes }: RunView): void {
    if (notes.length === this.#shown) return;
    this.#shown = notes.length;
    this.element.hidden = notes.length === 0;
    this.element.replaceChildren(
      h('h2', {}, 'Notes'),
      h(
        'ul',
        {},
        ...notes.map(({ at, by, kind, text }) =>
          h(
            'li',
            {},
            h(
              'span',
              { className: 'note-head' },
              `${clock(at)} ${by}`,
              kind !== 'note' && h('span', { className: 'chip' }, kind),
            ),
            h('p', {}, text),
          ),
        ),
      ),
    );
  }
}

function clock(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
