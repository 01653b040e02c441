import type { DocumentView, FrontMatter, Permissions, RunView } from '../protocol/webview.ts';
import { visible } from '../text/visible.ts';
import { button, h, icon } from './dom.ts';
import type { Announce } from './announcer.ts';
import type { Send } from './send.ts';

/** Title, who to call, and what the responder must know before anything else. */
export class Header {
  readonly #title = h('h1', { className: 'title' });
  readonly #meta = h('dl', { className: 'meta' });
  readonly #roles = h('p', { className: 'roles', hidden: true });
  readonly #refusal = h('div', { className: 'banner banner-refusal', hidden: true });
  readonly #warnings = h('div', { className: 'banner banner-warning', hidden: true });
  readonly #problems = h('details', { className: 'problems', hidden: true });
  readonly element = h(
    'header',
    { className: 'head' },
    this.#title,
    this.#meta,
    this.#roles,
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

  show(run: RunView): void {
    const roles = Object.entries(run.roles).map(([role, person]) => `${role}: ${person}`);
    this.#roles.hidden = roles.length === 0;
    this.#roles.replaceChildren(...roles.map((text) => h('span', { className: 'chip' }, text)));
    const told = this.#warnings.textContent;
    this.#warnings.hidden = run.warnings.length === 0;
    this.#warnings.replaceChildren(
      icon('warning'),
      h('div', {}, ...run.warnings.map((warning) => h('p', {}, warning))),
    );
    if (this.#warnings.textContent !== told) this.announce(run.warnings.join(' '));
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
