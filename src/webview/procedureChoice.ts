import { visible } from '../text/visible.ts';
import type { DocumentView, Procedure } from '../protocol/webview.ts';
import { h } from './dom.ts';
import type { Memory } from './memory.ts';
import type { Send } from './send.ts';

/** Which of the page's procedures is stepped; hidden where it holds one. */
export class ProcedureChoice {
  readonly element = h('select', {
    className: 'procedure',
    hidden: true,
    attributes: { 'aria-label': 'Procedure' },
  });
  #procedures: readonly Procedure[] = [];

  constructor(
    private readonly memory: Memory,
    send: Send,
    changed: (firstStep: string | undefined) => void,
  ) {
    this.element.addEventListener('change', () => {
      memory.keep({ procedure: this.element.value });
      const chosen = this.#procedures.find(({ id }) => id === this.element.value);
      if (chosen) send({ type: 'procedure', line: chosen.line });
      changed(chosen?.steps[0]);
    });
  }

  update({ procedures }: Pick<DocumentView, 'procedures'>): void {
    this.#procedures = procedures;
    const option = (value: string, text: string): HTMLElement => h('option', { value }, visible(text));
    this.element.replaceChildren(
      option('', `All ${procedures.length} procedures`),
      ...procedures.map(({ id, title }) => option(id, title)),
    );
    const kept = this.memory.recall().procedure ?? '';
    this.element.value = procedures.some(({ id }) => id === kept) ? kept : '';
    this.element.hidden = procedures.length < 2;
  }

  /** Whether a step is no part of the chosen procedure. */
  excludes(step: string): boolean {
    const chosen = this.element.value;
    const own = this.#procedures.find(({ id }) => id === chosen);
    return own !== undefined && !own.steps.includes(step) && !own.along.includes(step);
  }
}
