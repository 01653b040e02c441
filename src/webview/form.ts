import type { DocumentView, PlaceholderUse, RunView } from '../protocol/webview.ts';
import { h, icon } from './dom.ts';
import { focusOn } from './focus.ts';
import { own } from './own.ts';
import type { Send } from './send.ts';

type Field = HTMLInputElement | HTMLSelectElement;

interface Input {
  readonly use: PlaceholderUse;
  readonly field: Field;
  /** What there is to say beneath the field. */
  readonly hint: HTMLElement;
  /** It has a value, or a default. */
  set: boolean;
}

/** The one form for all blanks of the runbook. A secret is handed to the host and forgotten. */
export class BlanksForm {
  readonly #send: Send;
  readonly #missing = h('span', { className: 'inputs-missing' });
  readonly element = h('section', {
    className: 'blanks',
    hidden: true,
    attributes: { 'aria-label': 'Inputs' },
  });
  /** In the order of the page. */
  readonly #inputs = new Map<string, Input>();
  #run = '';
  #shown = '';

  constructor(send: Send) {
    this.#send = send;
  }

  update({ placeholders }: DocumentView): void {
    const key = JSON.stringify(placeholders);
    if (key === this.#shown) return;
    this.#shown = key;
    const typing = [...this.#inputs].find(([, { field }]) => field === document.activeElement);
    this.#inputs.clear();
    this.element.hidden = placeholders.length === 0;
    this.element.replaceChildren(
      h('div', { className: 'blanks-head' }, h('h2', {}, 'Inputs'), this.#missing),
      h('p', { className: 'hint' }, 'Inserted into the commands below, shell-quoted. The file isn’t changed.'),
      h('div', { className: 'fields' }, ...placeholders.map((placeholder) => this.#input(placeholder))),
    );
    this.#count();
    const again = typing && this.#inputs.get(typing[0])?.field;
    if (!again) return;
    again.value = typing[1].field.value;
    focusOn(again);
  }

  show(run: RunView): void {
    // A new run begins with empty fields, as it will ask for them.
    const isNewRun = this.#run !== '' && this.#run !== run.run;
    this.#run = run.run;
    for (const [name, input] of this.#inputs) {
      const { use, field } = input;
      const { value, from } = own(run.variables, name) ?? {};
      const given = use.type === 'secret' ? run.secretsGiven.includes(name) : Boolean(value);
      const source = from === 'link' ? 'filled in by a link: check it' : own(run.loaded, name);
      input.set = given || use.default !== undefined || source !== undefined;
      drawHint(input, given && from === undefined, source);
      if (use.type === 'secret') field.setAttribute('placeholder', given ? '••••••••' : 'not set');
      else if (field !== document.activeElement && (value !== undefined || isNewRun)) field.value = value ?? '';
    }
    this.#count();
  }

  /** Puts the cursor into the first field that is empty. */
  focusFirstEmpty(): void {
    const all = [...this.#inputs.values()];
    const wanted = all.find(({ set }) => !set) ?? all.find(({ field }) => field.value === '') ?? all[0];
    wanted?.field.focus();
  }

  #count(): void {
    const missing = [...this.#inputs.values()].filter(({ set }) => !set).length;
    this.#missing.textContent = missing === 0 ? 'all set' : `${missing} not set`;
    this.#missing.classList.toggle('some-missing', missing > 0);
  }

  #input(use: PlaceholderUse): HTMLElement {
    const { name, type } = use;
    const id = `blank-${name}`;
    const hint = h('span', { className: 'field-hint', id: `${id}-hint` });
    const field = fieldFor(use);
    field.id = id;
    field.setAttribute('aria-describedby', hint.id);
    field.addEventListener('change', () => {
      if (type !== 'secret') return this.#send({ type: 'set-variable', name, value: field.value });
      if (field.value !== '') this.#send({ type: 'set-secret', name, value: field.value });
      field.value = '';
    });
    const input: Input = { use, field, hint, set: use.default !== undefined };
    drawHint(input, false);
    this.#inputs.set(name, input);
    const label = h('label', { htmlFor: id }, name, type === 'secret' && icon('lock'));
    return h('div', { className: 'field' }, label, field, hint);
  }
}

function fieldFor({ type, choices = [], default: preset }: PlaceholderUse): Field {
  if (type === 'choice') {
    const none = h('option', { value: '' }, preset === undefined ? 'choose' : `${preset} (default)`);
    return h('select', {}, none, ...choices.map((choice) => h('option', { value: choice }, choice)));
  }
  const placeholder = type === 'secret' ? 'not set' : (preset ?? '');
  if (type === 'secret') return h('input', { type: 'password', placeholder, autocomplete: 'off' });
  return h('input', {
    type: 'text',
    placeholder,
    inputMode: type === 'number' ? 'decimal' : 'text',
    spellcheck: false,
  });
}

const types: Readonly<Record<PlaceholderUse['type'], string>> = {
  text: '',
  number: 'number',
  secret: 'secret, kept in memory only',
  choice: '',
};

/** @param source where the value comes from, if the responder has not given it. */
function drawHint({ use, hint }: Input, given: boolean, source?: string): void {
  const { type, default: preset, blocks, capturedFrom } = use;
  const state = given ? '' : (source ?? (preset !== undefined ? `default: ${preset}` : ''));
  const used = `${blocks.length} ${blocks.length === 1 ? 'command' : 'commands'}`;
  const captured = capturedFrom === undefined ? '' : 'set by the output of a step';
  hint.textContent = [types[type], captured, state, used].filter(Boolean).join(' · ');
}
