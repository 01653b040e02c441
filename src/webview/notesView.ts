import type { RunView } from '../protocol/webview.ts';
import { h } from './dom.ts';

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly text: string;
  readonly step?: string;
}

/** What was written down during the run, oldest first: beside the step it is about, else at the end of the page. */
export class Notes {
  readonly element = h('section', { className: 'notes', hidden: true, attributes: { 'aria-label': 'Notes' } });
  readonly #besides = new Map<string, HTMLElement>();
  #shown = '';
  #count: number | undefined;

  /** @param at the element with which a step begins; undefined for one that is not on the page. */
  constructor(private readonly at: (step: string) => HTMLElement | undefined) {}

  show(run: RunView): void {
    const entries = entriesOf(run);
    const key = JSON.stringify(entries);
    if (key !== this.#shown) this.#draw(entries);
    else for (const step of this.#besides.keys()) this.#put(step);
    this.#shown = key;
    // What has just been written down is to be seen.
    const added = this.#count !== undefined && entries.length > this.#count ? entries.at(-1) : undefined;
    this.#count = entries.length;
    const list = added && ((added.step && this.#besides.get(added.step)) || this.element);
    if (list) list.querySelector('li:last-child')?.scrollIntoView({ block: 'nearest' });
  }

  #draw(entries: readonly Entry[]): void {
    for (const beside of this.#besides.values()) beside.remove();
    this.#besides.clear();
    const others: Entry[] = [];
    for (const [step, own] of byStep(entries)) {
      const list = h(
        'ul',
        { className: 'notes step-notes', attributes: { 'aria-label': 'Notes' } },
        ...own.map(itemOf),
      );
      this.#besides.set(step, list);
      if (step !== '' && this.#put(step)) continue;
      this.#besides.delete(step);
      others.push(...own);
    }
    this.element.hidden = others.length === 0;
    this.element.replaceChildren(h('h2', {}, 'Notes'), h('ul', {}, ...others.map(itemOf)));
  }

  /** Puts a step's notes beneath its heading, or at its end. @returns false where the step is not on the page. */
  #put(step: string): boolean {
    const list = this.#besides.get(step)!;
    const place = this.at(step);
    if (!place) return false;
    const body = place.querySelector(':scope > .item-body');
    if (body ? body.lastChild !== list : place.nextSibling !== list) {
      if (body) body.append(list);
      else place.after(list);
    }
    return true;
  }
}

function byStep(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) found.set(entry.step ?? '', [...(found.get(entry.step ?? '') ?? []), entry]);
  return found;
}

function itemOf({ at, by, kind, text }: Entry): HTMLElement {
  const chip = kind !== 'note' && h('span', { className: 'chip' }, kind);
  return h('li', {}, h('span', { className: 'note-head' }, `${clock(at)} ${by}`, chip), h('p', {}, text));
}

function entriesOf({ notes, communication }: RunView): readonly Entry[] {
  const told = communication.map(({ at, by, ...event }): Entry =>
    event.type === 'escalated'
      ? { at, by, kind: `escalated to ${event.to}`, text: event.reason ?? '' }
      : { at, by, kind: `told ${event.channel}`, text: event.text },
  );
  const noted = notes.map(({ at, by, kind, text, step }): Entry => ({ at, by, kind, text, step }));
  return [...noted, ...told].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function clock(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
