import type { RunView } from '../protocol/webview.ts';
import { h } from './dom.ts';

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly text: string;
}

/** What was written down during the run, newest last. */
export class Notes {
  readonly element = h('section', { className: 'notes', hidden: true, attributes: { 'aria-label': 'Notes' } });
  #shown = -1;

  show(run: RunView): void {
    const entries = entriesOf(run);
    if (entries.length === this.#shown) return;
    this.#shown = entries.length;
    this.element.hidden = entries.length === 0;
    this.element.replaceChildren(
      h('h2', {}, 'Notes'),
      h(
        'ul',
        {},
        ...entries.map(({ at, by, kind, text }) =>
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

function entriesOf({ notes, communication }: RunView): readonly Entry[] {
  const told = communication.map((event): Entry =>
    event.type === 'escalated'
      ? { ...event, kind: `escalated to ${event.to}`, text: event.reason ?? '' }
      : { ...event, kind: `told ${event.channel}`, text: event.text },
  );
  return [...notes, ...told].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function clock(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
