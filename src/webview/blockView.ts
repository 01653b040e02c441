import type {
  BlockView,
  ExecutionView,
  FilledBlock,
  ItemState,
  Permissions,
  PlaceholderUse,
  RunRequest,
  TargetView,
  OrphanView,
} from '../protocol/webview.ts';
import type { Announce } from './announcer.ts';
import { blockActions, moreActions, type ActionState, type Acts } from './blockActions.ts';
import { codeView } from './codeView.ts';
import { isSameCommand, markedText } from './commandText.ts';
import { button, h, icon, sentence } from './dom.ts';
import { focusOn, replaceButtons } from './focus.ts';
import { openMenu } from './menu.ts';
import { NO_ORPHANS } from './orphanWords.ts';
import { OutputArea } from './outputArea.ts';
import { resultRow } from './resultRow.ts';
import { risks } from './risks.ts';
import type { Send } from './send.ts';
import { capital } from '../text/words.ts';
import { ValuePrompt } from './valuePrompt.ts';

/** What the responder has to know of a command beside its text. */
function warningChips({ settings, notices, hidden }: BlockView): HTMLElement[] {
  return [
    ...settings.map(({ name, value }) =>
      h('span', { className: 'chip setting', title: 'Set by the runbook.' }, `${name}: ${value}`),
    ),
    ...(hidden ? [h('span', { className: 'chip setting' }, icon('warning'), 'hidden characters')] : []),
    ...notices.map((notice) => h('span', { className: 'chip notice' }, ...sentence(notice))),
  ];
}

/** Lines that would not run, because nobody can tell whether they are commands. */
function unclearLines({ unclear }: BlockView): HTMLElement[] {
  if (unclear.length === 0) return [];
  const lines = unclear.slice(0, 3).map((line) => h('code', {}, line));
  const more = unclear.length > 3 ? ` and ${unclear.length - 3} more` : '';
  const text = h('span', {}, 'Not run, because it may be a command or output: ', ...lines, more);
  return [h('p', { className: 'unclear' }, icon('warning'), text)];
}

/** A code block with what can be done with it, and what came of it. Lives on while the document is drawn again. */
export class CodeBlock {
  readonly element = h('figure', { className: 'block' });
  readonly #output = new OutputArea();
  readonly #result = h('div', { className: 'result' });
  readonly #message = h('p', { className: 'block-message', hidden: true });
  readonly #actions = h('span', { className: 'block-actions' });
  readonly #resultActions = h('span', { className: 'result-actions' });
  readonly #target = h('span', { className: 'target', hidden: true });
  readonly #pre = h('pre', { className: 'code', tabIndex: 0, attributes: { role: 'group' } });
  readonly #prompt: ValuePrompt;
  readonly #ran = h('div', { className: 'ran', hidden: true });
  #filled: FilledBlock | undefined;
  #execution: ExecutionView | undefined;
  #shown = '';
  #runnable = false;
  #orphaned = false;
  #folded = false;

  constructor(
    private view: BlockView,
    private readonly send: Send,
    private readonly announce: Announce,
    /** Puts the focus to the block's step. */
    toStep: () => void,
  ) {
    this.#prompt = new ValuePrompt(send, toStep);
    this.update(view);
  }

  update(view: BlockView): void {
    this.view = view;
    const { id, language, kind, risk, interactive } = view;
    this.element.dataset['block'] = id;
    this.element.classList.add('block');
    for (const one of ['command', 'output', 'config', 'other']) {
      this.element.classList.toggle(`block-${one}`, one === kind);
    }
    const command = kind === 'command' && view.commands.length > 0;
    const name = language || (command ? 'shell' : kind === 'output' ? 'output' : 'text');
    const label = kind === 'output' ? 'Sample output' : `Code, ${name}`;
    this.element.setAttribute('aria-label', label);
    this.#pre.setAttribute('aria-label', label);
    const chips = h(
      'span',
      { className: 'chips' },
      h('span', { className: 'language' }, kind === 'output' ? 'sample output' : name),
      command && h('span', { className: `risk risk-${risk}`, title: risks[risk].title }, risks[risk].label),
      command &&
        interactive &&
        h('span', { className: 'chip', title: 'Runs in a terminal' }, icon('terminal'), 'terminal'),
      command && this.#target,
      ...(command ? warningChips(view) : []),
    );
    this.element.replaceChildren(
      h('figcaption', { className: 'block-bar' }, chips, this.#actions),
      this.#pre,
      ...unclearLines(view),
      this.#prompt.element,
      this.#message,
      this.#result,
      this.#ran,
      this.#output.element,
    );
    this.#drawCode();
    this.#drawActions();
  }

  /** Shows or takes away Run; why it cannot run is told once for the page. */
  permit({ refusal }: Permissions): void {
    this.#runnable = refusal === undefined;
    this.#drawActions();
  }

  /** Shows the commands with the values that are known now; as they are written where there are none. */
  fill(filled: FilledBlock | undefined): void {
    if (JSON.stringify(filled) === JSON.stringify(this.#filled)) return;
    this.#filled = filled;
    this.#drawCode();
    this.#drawRan();
  }

  /** Asks for values in place, then goes on with what was asked for. */
  ask(uses: readonly PlaceholderUse[], request: RunRequest): void {
    this.say('');
    this.announce(`Needs a value: ${uses.map(({ name }) => name).join(', ')}`);
    this.#prompt.open(uses, request);
  }

  /** Marks the block whose command comes next in the current step: its Run is the page's primary button. */
  next(next: boolean): void {
    this.element.classList.toggle('next', next);
  }

  /** Puts the focus on Run. */
  focusRun(): void {
    this.#actions.querySelector<HTMLElement>('.run')?.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Puts the focus on Cancel. */
  focusCancel(): void {
    this.#actions.querySelector<HTMLElement>('.cancel')?.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  /** Shows what the commands would act on; takes it away where that is not known. */
  aim(target: TargetView | undefined): void {
    this.#target.hidden = !target?.text;
    if (!target) return;
    this.#target.classList.toggle('target-production', target.production);
    this.#target.title = Object.entries(target.context)
      .map(([kind, name]) => `${kind}: ${name}`)
      .join('\n');
    this.#target.replaceChildren(icon('target'), `on ${target.text}`);
  }

  get isCommand(): boolean {
    return this.view.kind === 'command' && this.view.commands.length > 0;
  }

  /** What stands here has run, as it stands here. */
  get done(): boolean {
    return (
      /^(?:succeeded|dry-run)$/.test(this.#execution?.status ?? '') &&
      this.#ran.hidden === true &&
      !this.#execution?.edited
    );
  }

  get running(): boolean {
    return this.#execution?.status === 'running' || this.#execution?.retryInMs !== undefined;
  }

  run(terminal?: true): void {
    if (!this.isCommand || this.running) return;
    if (this.#prompt.isOpen) return this.#prompt.submit();
    this.say('');
    this.send({ type: 'run', block: this.view.id, terminal });
  }

  /** Runs what is open before it, too. */
  runTo(): void {
    if (!this.isCommand || this.running) return;
    this.#prompt.close();
    this.say('');
    this.send({ type: 'run-to', block: this.view.id });
  }

  say(message: string): void {
    this.#message.hidden = !message;
    this.#message.replaceChildren(...sentence(message));
    this.announce(message);
  }

  /** @param orphans processes that the execution left running when its window went. */
  show(state: ItemState, execution: ExecutionView | undefined, orphans: OrphanView = NO_ORPHANS): void {
    const before = this.#execution;
    this.#execution = execution;
    this.#orphaned = orphans.pids.length > 0;
    const key = JSON.stringify([state, execution ?? null, orphans]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.dataset['status'] = state.state;
    this.#drawActions();
    this.#drawRan();
    if (this.running) this.#prompt.close();
    if (!execution) this.#output.clear();
    else if (before?.status === 'running' || execution.status === 'running') this.announce(capital(state.text));
    this.#result.className = `result result-${state.state}`;
    // The row is there before there is a result, so that nothing moves for it.
    const row = this.isCommand && !execution && state.state === 'not-started' ? ['Not run'] : undefined;
    this.#result.replaceChildren(...(row ?? resultRow({ state, execution, orphans, actions: this.#resultActions })));
    if (execution) this.#drawResultActions();
  }

  output(text: string, reset: boolean): void {
    const shown = !this.#output.empty;
    if (reset) this.#output.clear();
    this.#output.append(text);
    if (shown === this.#output.empty) this.#drawResultActions();
  }

  #drawResultActions(): void {
    const fold = button(
      this.#folded ? 'Show Output' : 'Hide Output',
      this.#folded ? 'unfold' : 'fold',
      () => {
        this.#folded = !this.#folded;
        this.#output.fold(this.#folded);
        this.#drawResultActions();
      },
      { iconOnly: true, className: 'fold-output' },
    );
    fold.setAttribute('aria-expanded', String(!this.#folded));
    replaceButtons(this.#resultActions, this.#output.empty ? [] : [fold]);
  }

  #drawCode(): void {
    const { content, commands, language } = this.view;
    const marked = markedText(content.replace(/\n$/, ''), commands, this.#filled);
    this.#pre.replaceChildren(h('code', {}, ...codeView(marked, language)));
  }

  /** What ran, where that is not what would run now. */
  #drawRan(): void {
    const now = this.#filled ? this.#filled.runs : this.view.commands.join('\n');
    const ran = this.#execution?.command;
    this.#ran.hidden = ran === undefined || isSameCommand(ran, now);
    this.#ran.replaceChildren(...(ran === undefined ? [] : [h('span', {}, 'Ran:'), h('code', {}, ran)]));
  }

  get #actionState(): ActionState {
    return {
      view: this.view,
      isCommand: this.isCommand,
      running: this.running,
      runnable: this.#runnable,
      ran: this.#execution !== undefined,
      succeeded: this.#execution?.status === 'succeeded',
      orphaned: this.#orphaned,
    };
  }

  readonly #acts: Acts = {
    run: (terminal) => this.run(terminal),
    runTo: () => this.runTo(),
    cancel: () => this.send({ type: 'cancel', block: this.view.id }),
    stopOrphan: () => this.send({ type: 'stop-orphan', block: this.view.id }),
    rollBack: (block) => this.send({ type: 'run', block }),
    copy: () => this.send({ type: 'copy', block: this.view.id }),
    copyResult: () => this.send({ type: 'copy-result', block: this.view.id }),
    more: () => this.#openMenu(),
  };

  #openMenu(): void {
    const button = (): HTMLElement | null => this.#actions.querySelector('.more');
    const anchor = button();
    if (anchor) openMenu(anchor, moreActions(this.#actionState, this.#acts), () => focusOn(button()));
  }

  #drawActions(): void {
    replaceButtons(this.#actions, [...blockActions(this.#actionState, this.#acts)]);
  }
}
