import type { Permissions, RunView, StartView, TargetView } from '../protocol/webview.ts';
import { visible } from '../text/visible.ts';
import { button, h, icon } from './dom.ts';
import { focusOn } from './focus.ts';
import type { Send } from './send.ts';

const SIGNS = { met: 'check', unmet: 'cross', unknown: 'info' } as const;
const WORDS = { met: 'met', unmet: 'not met', unknown: 'not checked' } as const;
/** More than these say no more. */
const MAX_CONTEXTS = 5;

/** "Before you start": what the runbook requires, and what it would load into its commands if the responder says so. */
export class StartSection {
  readonly #send: Send;
  readonly #changed: () => void;
  readonly element = h('section', {
    className: 'blanks start',
    hidden: true,
    tabIndex: -1,
    attributes: { 'aria-label': 'Before you start' },
  });
  #start: StartView | undefined;
  #refusal: string | undefined;
  #ended = false;
  #contexts: readonly string[] = [];
  #drawn = '';

  /** @param changed told when there is something else to say in the list of steps. */
  constructor(send: Send, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  update(start: StartView | undefined): void {
    this.#start = start;
    this.#draw();
  }

  permit({ refusal }: Permissions): void {
    this.#refusal = refusal;
    this.#draw();
  }

  show({ endedAt }: RunView): void {
    this.#ended = endedAt !== undefined;
    this.#draw();
  }

  /** What the commands would act on now. */
  aim(targets: Readonly<Record<string, TargetView>>): void {
    this.#contexts = [...new Set(Object.values(targets).map(({ text }) => text))].filter(Boolean);
    this.#draw();
  }

  /** How it stands in a few words; undefined where the runbook wants nothing. */
  get summary(): string | undefined {
    if (!this.#start) return undefined;
    const { checks, envFile, profile } = this.#start;
    const count = (state: keyof typeof WORDS): number => checks.filter((check) => check.state === state).length;
    const said = (['unmet', 'unknown', 'met'] as const)
      .filter((state) => count(state) > 0)
      .map((state) => `${count(state)} ${WORDS[state]}`);
    const choices = [
      envFile && !envFile.loaded && 'env-file not loaded',
      profile && !profile.used && 'profile not set',
    ];
    return [...said, ...choices].filter(Boolean).join(', ');
  }

  focus(): void {
    this.element.scrollIntoView({ block: 'start' });
    focusOn(this.element);
  }

  #draw(): void {
    const key = JSON.stringify([this.#start, this.#refusal, this.#ended, this.#contexts]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const start = this.#start;
    this.element.hidden = !start;
    this.#changed();
    if (!start) return this.element.replaceChildren();
    const focused = this.element.querySelector<HTMLElement>(':focus')?.dataset['act'];
    this.element.replaceChildren(
      h('div', { className: 'blanks-head' }, h('h2', {}, 'Before you start')),
      ...this.#requirements(start),
      ...this.#envFile(start.envFile),
      ...this.#profile(start.profile),
    );
    if (focused !== undefined)
      focusOn(this.element.querySelector<HTMLElement>(`[data-act="${focused}"]:enabled`) ?? this.element);
  }

  #requirements({ checks, checking }: StartView): HTMLElement[] {
    if (checks.length === 0) return [];
    const rows = checks.map(({ text, state, detail }) =>
      h(
        'li',
        { className: 'start-check', data: { state } },
        icon(SIGNS[state]),
        h('span', { className: 'start-name' }, text),
        h('span', { className: 'start-detail' }, `${state === 'unmet' ? 'not met: ' : ''}${detail}`),
      ),
    );
    const contexts = this.#contexts.slice(0, MAX_CONTEXTS).map((text) => h('span', { className: 'chip' }, text));
    return [
      h('ul', { className: 'start-checks' }, ...rows),
      ...(contexts.length > 0 ? [h('p', { className: 'start-context' }, 'Commands act on ', ...contexts)] : []),
      this.#act(checking ? 'Checking...' : 'Check', 'check-requirements', {
        title: 'Ask the tools for their versions and logins. The first command of a run does so too.',
        disabled: checking,
      }),
    ];
  }

  #envFile(envFile: StartView['envFile']): HTMLElement[] {
    if (!envFile) return [];
    const { file, names, leftOut, problem, loaded } = envFile;
    const sets = names.length > 0 ? `sets ${names.join(', ')}` : '';
    const without = leftOut.length > 0 ? `never taken from a file: ${leftOut.join(', ')}` : '';
    const detail = [problem, sets, without].filter(Boolean).join('; ');
    return [
      h(
        'p',
        { className: 'start-choice' },
        h('code', {}, file),
        h('span', { className: 'start-detail' }, visible(detail)),
      ),
      loaded
        ? h('p', { className: 'start-loaded' }, icon('check'), 'Set by this runbook’s env-file, for this run')
        : this.#act('Load Environment File', 'load-environment', {
            title: 'Sets these variables for the commands of this run. Their values are hidden and not logged.',
            disabled: problem !== undefined || names.length === 0,
          }),
    ];
  }

  #profile(profile: StartView['profile']): HTMLElement[] {
    if (!profile) return [];
    const { variables, problem, used } = profile;
    const texts = variables.map(({ name, value }) => h('code', {}, `${name}=${value}`));
    const choice = used
      ? h('p', { className: 'start-loaded' }, icon('check'), 'Set by this runbook’s profile, for this run')
      : this.#act('Use Profile', 'use-profile', { title: 'Sets these variables for the commands of this run.' });
    return [
      h('p', { className: 'start-choice' }, ...texts, h('span', { className: 'start-detail' }, problem ?? '')),
      ...(variables.length > 0 ? [choice] : []),
    ];
  }

  #act(
    label: string,
    type: 'check-requirements' | 'load-environment' | 'use-profile',
    { title, disabled = false }: { readonly title: string; readonly disabled?: boolean },
  ): HTMLButtonElement {
    const refusal = this.#refusal ?? (this.#ended ? 'This run has ended.' : undefined);
    const made = button(label, undefined, () => this.#send({ type }), {
      title: refusal ?? title,
      className: 'start-act',
    });
    made.dataset['act'] = type;
    made.disabled = disabled || refusal !== undefined;
    return made;
  }
}
