import type { GivenValues, PlaceholderUse, RunRequest } from '../protocol/webview.ts';
import { button, h } from './dom.ts';
import type { Send } from './send.ts';

type Field = HTMLInputElement | HTMLSelectElement;

/** Asks beneath a block for the values that it needs to run, and goes on with the run that was asked for. */
export class ValuePrompt {
  readonly #send: Send;
  readonly #leave: () => void;
  readonly element = h('div', {
    className: 'block-ask',
    hidden: true,
    attributes: { role: 'group', 'aria-label': 'Values needed to run' },
  });
  #fields = new Map<string, Field>();
  #request: RunRequest | undefined;

  /** @param leave puts the focus back to the block's step. */
  constructor(send: Send, leave: () => void) {
    this.#send = send;
    this.#leave = leave;
    this.element.addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return this.#request !== undefined;
  }

  /** Shows a field for each of the placeholders, with the cursor in the first. */
  open(uses: readonly PlaceholderUse[], request: RunRequest): void {
    const typed = this.#values();
    this.#request = request;
    this.#fields = new Map(uses.map((use) => [use.name, fieldFor(use)]));
    for (const [name, field] of this.#fields) field.value = typed[name] ?? '';
    const one = uses.length === 1;
    this.element.replaceChildren(
      h('p', { className: 'ask-title' }, one ? 'Needs a value' : 'Needs values'),
      ...[...this.#fields].map(([name, field]) => h('label', { className: 'ask-field' }, h('span', {}, name), field)),
      h(
        'div',
        { className: 'ask-actions' },
        button('Continue', 'play', () => this.submit(), { className: 'primary' }),
        button('Cancel', undefined, () => this.close()),
        h('span', { className: 'ask-hint' }, 'Enter to continue, Escape to cancel'),
      ),
    );
    this.element.hidden = false;
    this.#next()?.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Stores the values and goes on, or goes to the first field that is still empty. */
  submit(): void {
    const empty = this.#next();
    if (empty) return empty.focus();
    const request = this.#request;
    if (!request) return;
    const values = this.#values();
    this.close();
    this.#send({ ...request, values });
  }

  /** Leaves it without a run. */
  close(): void {
    const focused = this.element.contains(document.activeElement);
    this.#request = undefined;
    this.#fields.clear();
    this.element.hidden = true;
    this.element.replaceChildren();
    if (focused) this.#leave();
  }

  #next(): Field | undefined {
    return [...this.#fields.values()].find(({ value }) => value === '');
  }

  #values(): GivenValues {
    return Object.fromEntries([...this.#fields].map(([name, { value }]) => [name, value]));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') this.close();
    else if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    else if (!event.repeat) this.submit();
    event.preventDefault();
    event.stopPropagation();
  }
}

function fieldFor({ name, type, choices = [] }: PlaceholderUse): Field {
  if (type !== 'choice') {
    const inputMode = type === 'number' ? 'decimal' : 'text';
    return h('input', { type: 'text', inputMode, data: { ask: name }, autocomplete: 'off', spellcheck: false });
  }
  const options = ['', ...choices].map((choice) => h('option', { value: choice }, choice));
  return h('select', { data: { ask: name } }, ...options);
}
