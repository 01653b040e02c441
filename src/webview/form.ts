import type { DocumentView, PlaceholderUse, RunView } from '../protocol/webview.ts';
import { button, h } from './dom.ts';
import { focusOn } from './focus.ts';
import type { Send } from './send.ts';

/** The one form for all blanks of the runbook. Secrets are asked by the host, in a password box. */
export class BlanksForm {
  readonly #send: Send;
  readonly element = h('section', {
    className: 'blanks',
    hidden: true,
    attributes: { 'aria-label': 'Inputs' },
  });
  readonly #fields = new Map<string, HTMLInputElement | HTMLSelectElement>();
  readonly #secrets = new Map<
    string,
    { readonly ask: HTMLButtonElement; readonly state: HTMLElement; given: boolean }
  >();
  /** All of them, in the order of the page. */
  readonly #order: string[] = [];
  #run = '';
  #shown = '';

  constructor(send: Send) {
    this.#send = send;
  }

  update({ placeholders }: DocumentView): void {
    const key = JSON.stringify(
      placeholders.map(({ name, type, choices, default: preset }) => [name, type, choices, preset]),
    );
    if (key === this.#shown) return;
    this.#shown = key;
    const typing = [...this.#fields].find(([, field]) => field === document.activeElement);
    this.#fields.clear();
    this.#secrets.clear();
    this.#order.length = 0;
    this.element.hidden = placeholders.length === 0;
    this.element.replaceChildren(
      h('h2', {}, 'Inputs'),
      h('p', { className: 'hint' }, 'Inserted into the commands below, shell-quoted. The file isn’t changed.'),
      h('div', { className: 'fields' }, ...placeholders.map((placeholder) => this.#field(placeholder))),
    );
    const again = typing && this.#fields.get(typing[0]);
    if (!again) return;
    again.value = typing[1].value;
    focusOn(again);
  }

  show(run: RunView): void {
    for (const [name, field] of this.#fields) {
      if (field === document.activeElement) continue;
      const value = run.variables[name]?.value;
      // A new run begins with empty fields, as it will ask for them.
      const isNewRun = this.#run !== '' && this.#run !== run.run;
      if (value !== undefined || isNewRun) field.value = value ?? '';
    }
    this.#run = run.run;
    for (const [name, secret] of this.#secrets) {
      secret.given = run.secretsGiven.includes(name);
      secret.state.textContent = secret.given ? 'set (in memory only)' : 'not set';
    }
  }

  /** Puts the cursor into the first field that is empty. */
  focusFirstEmpty(): void {
    const name = this.#order.find(
      (one) => this.#fields.get(one)?.value === '' || this.#secrets.get(one)?.given === false,
    );
    const wanted = name ?? this.#order[0] ?? '';
    (this.#fields.get(wanted) ?? this.#secrets.get(wanted)?.ask)?.focus();
  }

  #field(placeholder: PlaceholderUse): HTMLElement {
    const { name, type, blocks } = placeholder;
    const id = `blank-${name}`;
    this.#order.push(name);
    const used = `used in ${blocks.length} ${blocks.length === 1 ? 'block' : 'blocks'}`;
    if (type === 'secret') {
      const state = h('span', { className: 'secret-state', id: `${id}-state` }, 'not set');
      const ask = button('Set...', 'lock', () => this.#send({ type: 'ask-secret', name }));
      ask.setAttribute('aria-label', `Set ${name}`);
      this.#secrets.set(name, { ask, state, given: false });
      return h('div', { className: 'field' }, h('span', { className: 'label' }, name), ask, state);
    }
    const field =
      type === 'choice'
        ? this.#choice(placeholder)
        : h('input', { type: 'text', inputMode: type === 'number' ? 'decimal' : 'text' });
    field.id = id;
    field.title = used;
    if (placeholder.default !== undefined) {
      if (field instanceof HTMLInputElement) field.placeholder = placeholder.default;
      else field.value = placeholder.default;
    }
    field.addEventListener('change', () => this.#send({ type: 'set-variable', name, value: field.value }));
    this.#fields.set(name, field);
    return h('div', { className: 'field' }, h('label', { htmlFor: id }, name), field);
  }

  #choice({ choices = [] }: PlaceholderUse): HTMLSelectElement {
    return h(
      'select',
      {},
      h('option', { value: '' }, ''),
      ...choices.map((choice) => h('option', { value: choice }, choice)),
    );
  }
}
