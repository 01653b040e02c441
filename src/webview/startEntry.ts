import { h } from './dom.ts';

/** The entry of the list of steps that leads to what stands before the first of them. */
export class StartEntry {
  readonly #note = h('span', { className: 'step-note' });
  readonly element = h(
    'button',
    { type: 'button', className: 'step-link before-start', hidden: true },
    h('span', { className: 'marker' }),
    h(
      'span',
      { className: 'step-text' },
      h('span', { className: 'step-title' }, 'Before you start'),
      h('span', { className: 'step-meta' }, this.#note),
    ),
  );

  /** @param summary how it stands; undefined where there is nothing. */
  show(summary: string | undefined): void {
    this.element.hidden = summary === undefined;
    this.#note.textContent = summary ?? '';
  }
}
