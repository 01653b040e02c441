import type { RunView, StepOutline } from '../protocol/webview.ts';
import { button, h } from './dom.ts';
import { replaceButtons } from './focus.ts';
import type { Memory } from './memory.ts';
import type { Send } from './send.ts';
import { clock, elapsed, stateSign, stepState, tickClocks } from './states.ts';

/** What stays at the top while the text scrolls: the current step, what kind of run this is, and how to go on. */
export class Bar {
  readonly #fold = button('Steps', 'list', () => this.#toggle(), { iconOnly: true, className: 'fold-list' });
  readonly #step = h('span', { className: 'place-step' });
  readonly #state = h('span', { className: 'place-state' });
  readonly #place = h('p', { className: 'place' }, this.#step, this.#state);
  readonly #facts = h('span', { className: 'bar-facts' });
  readonly #actions = h('span', { className: 'bar-actions' });
  readonly element = h(
    'section',
    { className: 'bar', attributes: { 'aria-label': 'Run' } },
    this.#fold,
    this.#place,
    this.#facts,
    this.#actions,
  );

  constructor(
    private readonly send: Send,
    private readonly memory: Memory,
    /** Hides the list of steps, or shows it. */
    private readonly foldList: (folded: boolean) => void,
  ) {
    this.#drawFold();
    setInterval(tickClocks, 1_000);
  }

  /** @param next the step has a command to run, whose button is the primary one. */
  show(run: RunView, step: StepOutline | undefined, next: boolean): void {
    this.#showPlace(run, step);
    const { severity, drill, dryRun, startedAt, endedAt, outcome = 'done' } = run;
    this.#facts.replaceChildren(
      ...(endedAt ? [h('span', { className: `chip outcome-${outcome}` }, outcomes[outcome])] : []),
      ...(severity ? [h('span', { className: 'chip severity' }, severity)] : []),
      ...(drill ? [h('span', { className: 'chip drill' }, 'drill')] : []),
      ...(dryRun ? [h('span', { className: 'chip', title: 'Nothing is executed or saved' }, 'dry run')] : []),
      ...(startedAt ? [runTime(startedAt, endedAt)] : []),
    );
    replaceButtons(this.#actions, endedAt ? this.#afterwards() : this.#during(run, step, next));
  }

  #showPlace(run: RunView, step: StepOutline | undefined): void {
    this.#place.hidden = step === undefined;
    if (step === undefined) return;
    const { state, text, since } = stepState(run, step.id);
    this.#place.dataset['status'] = state;
    this.#step.textContent = step.title;
    this.#place.title = `${step.title}: ${text}`;
    this.#state.replaceChildren(...stateSign(state), h('span', {}, text), since ? clock(since) : '');
  }

  #during(run: RunView, step: StepOutline | undefined, next: boolean): HTMLButtonElement[] {
    const { counts } = run.states;
    const left = Object.values(counts).reduce((sum, count) => sum + count, 0) - counts.done - counts.skipped;
    const done = step !== undefined && run.steps[step.id]?.status === 'done';
    const tick = button('Mark Done', 'check', () => step && this.send({ type: 'tick', step: step.id, ticked: true }), {
      className: `mark-done${next || left === 0 ? '' : ' primary'}`,
      title: 'Check off the current step  (Space)',
    });
    tick.disabled = done || step === undefined;
    const finish = button('Finish Run', undefined, () => this.send({ type: 'finish' }), {
      className: `finish${left === 0 ? ' primary' : ''}`,
    });
    return run.startedAt ? [tick, finish] : [tick];
  }

  #afterwards(): HTMLButtonElement[] {
    return [
      button('Reopen Run', 'back', () => this.send({ type: 'reopen' }), { className: 'reopen' }),
      button('Start New Run', 'play', () => this.send({ type: 'start-new' }), { className: 'primary' }),
    ];
  }

  #toggle(): void {
    this.memory.keep({ folded: !this.memory.recall().folded });
    this.#drawFold();
  }

  #drawFold(): void {
    const folded = this.memory.recall().folded === true;
    this.#fold.title = folded ? 'Show the list of steps' : 'Hide the list of steps';
    this.#fold.setAttribute('aria-expanded', String(!folded));
    this.foldList(folded);
  }
}

const outcomes = {
  done: 'run finished',
  incomplete: 'run finished, incomplete',
  abandoned: 'run abandoned',
} as const;

function runTime(startedAt: string, endedAt: string | undefined): HTMLElement {
  const time = endedAt ? h('span', { className: 'clock' }, elapsed(startedAt, Date.parse(endedAt))) : clock(startedAt);
  time.classList.add('elapsed');
  time.title = 'Time since the run began';
  return time;
}
