import type { ToWebview, DocumentView, FrontMatter, Permissions, RunView } from '../protocol/webview.ts';
import { visible } from '../text/visible.ts';
import { button, h, icon } from './dom.ts';
import type { Announce } from './announcer.ts';
import type { Send } from './send.ts';

type AffectedGroups = Extract<ToWebview, { type: 'calls' }>['groups'];

/** Title, who to call, and what the responder must know before anything else. */
export class Header {
  readonly #title = h('h1', { className: 'title' });
  readonly #meta = h('dl', { className: 'meta' });
  readonly #roles = h('p', { className: 'roles', hidden: true });
  readonly #refusal = h('div', { className: 'banner banner-refusal', hidden: true });
  readonly #warnings = h('div', { className: 'banner banner-warning', hidden: true });
  readonly #problems = h('details', { className: 'problems', hidden: true });
  readonly #calls = h('details', { className: 'problems calls', hidden: true });
  readonly element = h(
    'header',
    { className: 'head' },
    this.#title,
    this.#meta,
    this.#roles,
    this.#refusal,
    this.#warnings,
    this.#problems,
    this.#calls,
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

  calls(groups: AffectedGroups): void {
    const count = groups.reduce((sum, { calls }) => sum + calls.length, 0);
    const names = groups.map(({ name }) => visible(name)).join(' or ');
    this.#calls.hidden = count === 0;
    this.#calls.replaceChildren(
      h('summary', {}, `${count} ${count === 1 ? 'call fails' : 'calls fail'} when ${names} is down`),
      h('ul', {}, ...groups.flatMap(({ calls }) => calls).map((call) => this.#call(call))),
    );
  }

  #call({ path, line, what, protection }: AffectedGroups[number]['calls'][number]): HTMLElement {
    const link = h('button', { type: 'button', className: 'link' }, `${visible(path)}:${line}`);
    const href = `/${path.split('/').map(encodeURIComponent).join('/')}#L${line}`;
    link.addEventListener('click', () => this.send({ type: 'open-link', href }));
    return h('li', {}, link, ` ${visible(what)}: ${protection.map(({ text }) => text).join(', ')}`);
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
    ['Depends on', front.dependencies?.join(', ')],
    ['Escalation', front.escalation?.join(' → ')],
    ['Notify', front.communication?.join(', ')],
    ['Reviewed', front.lastReviewed],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
