import { visible } from '../text/visible.ts';
import type { DocumentView, RunView, StepOutline, TargetView } from '../protocol/webview.ts';
import { showKeys } from './dialogs.ts';
import { button, h } from './dom.ts';
import { focusOn } from './focus.ts';
import type { Memory } from './memory.ts';
import { own } from './own.ts';
import { stakes } from './risks.ts';
import { clock, elapsed, stateSign, stepState, tickClocks } from './states.ts';

/** The list of steps at the side: where one stands, what is done, how far it is. */
export class Stepper {
  readonly #list = h('ol', { className: 'steps', attributes: { role: 'list', 'aria-label': 'Steps' } });
  readonly #count = h('span', { className: 'count' });
  readonly #elapsed = h('span', { className: 'elapsed' });
  readonly #bar = h('progress', {
    className: 'progress',
    max: 1,
    value: 0,
    attributes: { 'aria-label': 'Steps done' },
  });
  readonly #line = h('div', { className: 'progress-line' }, this.#count, this.#elapsed);
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
  #steps: readonly StepOutline[] = [];
  #run: RunView | undefined;
  #blocks: DocumentView['blocks'] = [];
  #targets: Readonly<Record<string, TargetView>> = {};

  constructor(
    private readonly choose: (step: string) => void,
    undo: HTMLElement,
    memory: Memory,
  ) {
    this.#count.after(undo);
    this.filter.value = memory.recall().filter ?? '';
    this.filter.addEventListener('input', () => {
      memory.keep({ filter: this.filter.value });
      this.#applyFilter();
    });
    setInterval(() => {
      this.#drawElapsed();
      tickClocks();
    }, 1_000);
  }

  update({ steps, blocks }: DocumentView): void {
    this.#steps = steps;
    this.#blocks = blocks;
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('.step')?.dataset['step'];
    this.#items.clear();
    for (const step of steps) this.#items.set(step.id, this.#item(step));
    this.#list.replaceChildren(...this.#items.values());
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
      link.setAttribute(
        'aria-label',
        [link.dataset['title'], visible(text), item.querySelector('.step-stakes')!.textContent, note]
          .filter(Boolean)
          .join(', '),
      );
    }
    this.#count.textContent = run.states.summary;
    this.#bar.max = Math.max(this.#items.size, 1);
    this.#bar.value = run.states.counts.done;
    this.#drawElapsed();
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
      { type: 'button', className: 'step-link', data: { title: step.title } },
      h('span', { className: 'marker' }),
      h(
        'span',
        { className: 'step-text' },
        h('span', { className: 'step-title' }, step.title),
        h('span', { className: 'step-stakes' }),
        h('span', { className: 'step-note' }),
      ),
    );
    link.addEventListener('click', () => this.choose(step.id));
    const item = h('li', { className: 'step', data: { step: step.id, status: 'not-started' } }, link);
    item.style.setProperty('--level', String(Math.min(step.level, 4) - 1));
    return item;
  }

  #applyFilter(): void {
    const wanted = this.filter.value.trim().toLowerCase();
    for (const step of this.#steps) this.#items.get(step.id)!.hidden = !step.title.toLowerCase().includes(wanted);
  }

  #drawElapsed(): void {
    const { startedAt, endedAt } = this.#run ?? {};
    if (!startedAt) {
      this.#elapsed.textContent = '';
      return;
    }
    this.#elapsed.textContent = elapsed(startedAt, endedAt ? Date.parse(endedAt) : undefined);
  }
}
