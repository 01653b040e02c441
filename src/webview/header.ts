import type { DocumentView, FrontMatter, Permissions, RunView, StepOutline } from '../protocol/webview.ts';
import { visible } from '../text/visible.ts';
import { button, h, icon } from './dom.ts';
import { replaceButtons } from './focus.ts';
import { clock, stateSign, stepState } from './states.ts';
import type { Announce } from './announcer.ts';
import type { Send } from './send.ts';

/** Title, who to call, what to do with the run, and what the responder must know before anything else. */
export class Header {
  readonly #title = h('h1', { className: 'title' });
  readonly #meta = h('dl', { className: 'meta' });
  /** The current step and what it is in. */
  readonly #place = h('p', { className: 'place', hidden: true });
  readonly #actions = h('div', { className: 'head-actions' });
  readonly #refusal = h('div', { className: 'banner banner-refusal', hidden: true });
  readonly #warnings = h('div', { className: 'banner banner-warning', hidden: true });
  readonly #problems = h('details', { className: 'problems', hidden: true });
  readonly element = h(
    'header',
    { className: 'head' },
    h('div', { className: 'head-line' }, this.#title, this.#actions),
    this.#place,
    this.#meta,
    this.#refusal,
    this.#warnings,
    this.#problems,
  );

  constructor(
    private readonly send: Send,
    private readonly announce: Announce,
  ) {}

  update({ title, frontMatter, problems, startsIn }: DocumentView): void {
    this.#title.textContent = visible(title);
    const facts = [...metaOf(frontMatter), ['Commands start in', startsIn] as const];
    this.#meta.hidden = facts.length === 0;
    this.#meta.replaceChildren(...facts.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
    this.#problems.hidden = problems.length === 0;
    this.#problems.replaceChildren(
      h(
        'summary',
        {},
        problems.length === 1 ? '1 problem in this runbook' : `${problems.length} problems in this runbook`,
      ),
      h(
        'ul',
        {},
        ...problems.map(({ line, message }) => {
          const link = h('button', { type: 'button', className: 'link' }, `line ${line}`);
          link.addEventListener('click', () => this.send({ type: 'open-source', line }));
          return h('li', {}, link, ` ${message}`);
        }),
      ),
    );
  }

  show(run: RunView, step: StepOutline | undefined): void {
    this.#showPlace(run, step);
    const ended = run.endedAt !== undefined;
    replaceButtons(this.#actions, [
      ...(ended
        ? [h('span', { className: `chip outcome-${run.outcome ?? 'done'}` }, outcomes[run.outcome ?? 'done'])]
        : []),
      ...(run.severity ? [h('span', { className: 'chip severity' }, run.severity)] : []),
      ...Object.entries(run.roles).map(([role, person]) => h('span', { className: 'chip' }, `${role}: ${person}`)),
      ...(run.drill ? [h('span', { className: 'chip' }, 'drill')] : []),
      ...(run.dryRun ? [h('span', { className: 'chip', title: 'Nothing is executed or saved' }, 'dry run')] : []),
      ...(run.startedAt && !ended
        ? [button('Finish Run', 'check', () => this.send({ type: 'finish' }), { className: 'finish' })]
        : []),
      ...(ended
        ? [
            button('Reopen Run', 'back', () => this.send({ type: 'reopen' }), { className: 'reopen' }),
            button('Start New Run', 'play', () => this.send({ type: 'start-new' }), { className: 'primary' }),
          ]
        : []),
    ]);
    const told = this.#warnings.textContent;
    this.#warnings.hidden = run.warnings.length === 0;
    this.#warnings.replaceChildren(
      icon('warning'),
      h('div', {}, ...run.warnings.map((warning) => h('p', {}, warning))),
    );
    if (this.#warnings.textContent !== told) this.announce(run.warnings.join(' '));
  }

  #showPlace(run: RunView, step: StepOutline | undefined): void {
    this.#place.hidden = step === undefined || !run.startedAt;
    if (step === undefined) return;
    const { state, text, since } = stepState(run, step.id);
    this.#place.dataset['status'] = state;
    this.#place.replaceChildren(
      h('span', { className: 'place-step' }, step.title),
      h('span', { className: 'place-state' }, ...stateSign(state), h('span', {}, text), since && clock(since)),
    );
  }

  permit({ refusal, canTrust }: Permissions): void {
    this.#refusal.hidden = refusal === undefined;
    this.announce(refusal ?? '');
    this.#refusal.replaceChildren(
      icon('lock'),
      h('p', {}, refusal ?? ''),
      ...(canTrust ? [button('Manage Trust', undefined, () => this.send({ type: 'manage-trust' }))] : []),
    );
  }
}

const outcomes = {
  done: 'run finished',
  incomplete: 'run finished, incomplete',
  abandoned: 'run abandoned',
} as const;

function metaOf(front: FrontMatter): [name: string, value: string][] {
  const facts: [string, string | undefined][] = [
    ['Owner', front.owner],
    ['Severity', front.severity],
    ['Services', front.services?.join(', ')],
    ['Escalation', front.escalation?.join(' → ')],
    ['Notify', front.communication?.join(', ')],
    ['Reviewed', front.lastReviewed],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
