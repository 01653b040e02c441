import { visible } from '../text/visible.ts';
import type { DocumentView, RunView, StepOutline, TargetView } from '../protocol/webview.ts';
import { showKeys } from './dialogs.ts';
import { button, h } from './dom.ts';
import { focusOn } from './focus.ts';
import type { Memory } from './memory.ts';
import { own } from './own.ts';
import { ProcedureChoice } from './procedureChoice.ts';
import { stakes } from './risks.ts';
import type { Send } from './send.ts';
import { clock, stateSign, stepState } from './states.ts';

/** The list of steps at the side: where one stands, what is done, how far it is. */
export class Stepper {
  readonly #list = h('ol', { className: 'steps', attributes: { role: 'list', 'aria-label': 'Steps' } });
  readonly #done = h('span', { className: 'count-done' });
  /** What else there is to say than how many are done, in a place of its own: it comes and goes. */
  readonly #others = h('span', { className: 'count-others' });
  readonly #bar = h('progress', {
    className: 'progress',
    max: 1,
    value: 0,
    attributes: { 'aria-label': 'Steps done' },
  });
  readonly #count = h('span', { className: 'count' }, this.#done, this.#others);
  readonly #line = h('div', { className: 'progress-line' }, this.#count);
  readonly #vanished = h('div', { className: 'vanished', hidden: true });
  readonly filter = h('input', {
    type: 'search',
    className: 'filter',
    placeholder: 'Filter steps  ( / )',
    attributes: { 'aria-label': 'Filter steps' },
  });
  readonly element = h(
    'nav',
    { className: 'side', attributes: { 'aria-label': 'Runbook steps' } },
    this.#line,
    this.#bar,
    this.filter,
    this.#list,
    this.#vanished,
    button('Keys  ( ? )', undefined, showKeys, { className: 'icon-only help' }),
  );
  readonly #items = new Map<string, HTMLLIElement>();
  readonly #procedure: ProcedureChoice;
  #steps: readonly StepOutline[] = [];
  #run: RunView | undefined;
  #blocks: DocumentView['blocks'] = [];
  #targets: Readonly<Record<string, TargetView>> = {};

  constructor(
    private readonly choose: (step: string) => void,
    { undo, start, send }: { readonly undo: HTMLElement; readonly start: HTMLElement; readonly send: Send },
    memory: Memory,
  ) {
    this.#count.after(undo);
    this.#procedure = new ProcedureChoice(memory, send, (first) => {
      this.#applyFilter();
      // Enter on the page must not run what another procedure has.
      if (first !== undefined) this.choose(first);
    });
    this.#line.before(this.#procedure.element);
    this.#list.before(start);
    this.filter.value = memory.recall().filter ?? '';
    this.filter.addEventListener('input', () => {
      memory.keep({ filter: this.filter.value });
      this.#applyFilter();
    });
  }

  update({ steps, blocks, procedures }: DocumentView): void {
    this.#procedure.update({ procedures });
    this.#steps = steps;
    this.#blocks = blocks;
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.step')?.dataset['step'];
    this.#items.clear();
    for (const step of steps) this.#items.set(step.id, this.#item(step));
    this.#list.replaceChildren(...this.#grouped(steps));
    if (focused) focusOn(this.#items.get(focused)?.querySelector('button'));
    this.#applyFilter();
    this.#drawStakes();
    if (this.#run) this.show(this.#run);
  }

  /** What the commands would act on now. */
  aim(targets: Readonly<Record<string, TargetView>>): void {
    this.#targets = targets;
    this.#drawStakes();
  }

  #drawStakes(): void {
    const byId = new Map(this.#blocks.map((block) => [block.id, block]));
    for (const { id, blocks } of this.#steps) {
      const line = this.#items.get(id)!.querySelector('.step-stakes')!;
      const found = stakes(
        blocks.flatMap((block) => byId.get(block) ?? []),
        this.#targets,
      );
      line.className = `step-stakes${found ? ` risk-${found.risk}` : ''}${found?.production ? ' target-production' : ''}`;
      line.textContent = visible(found?.text ?? '');
    }
  }

  show(run: RunView): void {
    this.#run = run;
    for (const [id, item] of this.#items) {
      const changed = own(run.steps, id)?.changedSince === true;
      const { state, text, detail, since } = stepState(run, id);
      const current = run.current === id;
      item.dataset['status'] = state;
      item.classList.toggle('current', current);
      item.classList.toggle('changed', changed);
      const link = item.querySelector('button')!;
      if (current) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
      item.querySelector('.marker')!.replaceChildren(...stateSign(state));
      const note = changed ? 'changed since it was done' : '';
      // The sign says done and not started well enough.
      const said = state === 'not-started' || (state === 'done' && !detail) ? '' : text;
      item
        .querySelector('.step-note')!
        .replaceChildren(visible([said, note].filter(Boolean).join(', ')), ...(since ? [' ', clock(since)] : []));
      link.title = [link.dataset['title'], visible(text), reasonOf(item)].filter(Boolean).join('\n');
      link.setAttribute(
        'aria-label',
        [link.dataset['title'], visible(text), reasonOf(item), note].filter(Boolean).join(', '),
      );
    }
    const [done = '', ...others] = run.states.summary.split(', ');
    this.#done.textContent = done;
    this.#others.textContent = others.join(', ');
    this.#others.title = this.#others.textContent;
    this.#bar.max = Math.max(this.#items.size, 1);
    this.#bar.value = run.states.counts.done;
    this.#vanished.hidden = run.vanished.length === 0;
    this.#vanished.replaceChildren(
      h('h2', {}, 'No longer in the runbook'),
      h(
        'ul',
        {},
        ...run.vanished.map(({ title, status }) => h('li', {}, status === 'to-do' ? title : `${title} (${status})`)),
      ),
    );
    this.#items.get(run.current ?? '')?.scrollIntoView({ block: 'nearest' });
  }

  /** Ids of the steps that pass the filter, in order. */
  get visible(): readonly string[] {
    return this.#steps.filter(({ id }) => !this.#items.get(id)?.hidden).map(({ id }) => id);
  }

  #item(step: StepOutline): HTMLLIElement {
    const link = h(
      'button',
      { type: 'button', className: 'step-link', data: { title: numbered(step) } },
      h('span', { className: 'marker' }),
      h(
        'span',
        { className: 'step-text' },
        h('span', { className: 'step-title' }, numbered(step)),
        h(
          'span',
          { className: 'step-meta' },
          h('span', { className: 'step-note' }),
          h('span', { className: 'step-stakes' }),
        ),
      ),
    );
    link.addEventListener('click', () => this.choose(step.id));
    const item = h('li', { className: 'step', data: { step: step.id, status: 'not-started' } }, link);
    item.style.setProperty('--level', String(Math.min(step.level, 4) - 1));
    return item;
  }

  /** The steps beneath the titles of their sections. */
  #grouped(steps: readonly StepOutline[]): HTMLElement[] {
    return steps.flatMap((step, index) => {
      const item = this.#items.get(step.id)!;
      const before = groupOf(steps, index - 1);
      const group = groupOf(steps, index);
      item.classList.toggle('after-group', before !== undefined && group === undefined);
      return group === undefined || group === before ? [item] : [h('li', { className: 'group' }, group), item];
    });
  }

  #applyFilter(): void {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const { id, title } of this.#steps)
      this.#items.get(id)!.hidden = this.#procedure.excludes(id) || !title.toLowerCase().includes(wanted);
    for (const group of this.#list.querySelectorAll<HTMLElement>('.group')) {
      const first = (group.nextElementSibling as HTMLElement | null)?.dataset['step'] ?? '';
      group.hidden = wanted !== '' || this.#procedure.excludes(first);
    }
  }
}

/** With the number that the document counts it by, where its title does not begin with one. */
function numbered({ number, title }: StepOutline): string {
  return number === undefined || /^\W*\d/.test(title) ? title : `${number}. ${title}`;
}

/** The section that a step is listed under; a section that is a step itself is in the list already. */
function groupOf(steps: readonly StepOutline[], index: number): string | undefined {
  const section = steps[index]?.section;
  return steps.some(({ title }) => title === section) ? undefined : section;
}

/** What the step's commands do, and to what. */
function reasonOf(item: HTMLElement): string {
  return item.querySelector('.step-stakes')?.textContent ?? '';
}
