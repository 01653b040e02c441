import type {
  DocumentView,
  FilledBlock,
  FromWebview,
  Permissions,
  RunRequest,
  RunView,
  StepOutline,
  TargetView,
  ToWebview,
} from '../protocol/webview.ts';
import { Announcer } from './announcer.ts';
import { CodeBlock } from './blockView.ts';
import { askReason, showKeys } from './dialogs.ts';
import { DocumentPage } from './documentView.ts';
import { button, h } from './dom.ts';
import { keepFocus, watchFocus } from './focus.ts';
import { BlanksForm } from './form.ts';
import { Header } from './header.ts';
import { listenToKeys } from './keyboard.ts';
import type { Memory } from './memory.ts';
import { Notes } from './notesView.ts';
import { keepPlace } from './place.ts';
import { askRecord } from './recordDialog.ts';
import type { Send } from './send.ts';
import { stepOf, type Spot } from './stepOf.ts';
import { statusWords, Stepper } from './stepper.ts';
import { UndoBar } from './undo.ts';

/** The page: draws what the host tells, and tells the host what the responder wants. */
export class App {
  readonly #blocks = new Map<string, CodeBlock>();
  readonly #header: Header;
  readonly #stepper: Stepper;
  readonly #form: BlanksForm;
  readonly #page: DocumentPage;
  readonly #notes = new Notes();
  readonly #live = new Announcer();
  readonly #notice = h('div', { className: 'notice', hidden: true });
  readonly #main = h('main', { className: 'main', tabIndex: -1 });
  readonly #root: HTMLElement;
  readonly #undo: UndoBar;
  private readonly send: Send;
  #document: DocumentView | undefined;
  #run: RunView | undefined;
  #permissions: Permissions = { canTrust: false };
  #targets: Readonly<Record<string, TargetView>> = {};
  #filled: Readonly<Record<string, FilledBlock>> = {};
  /** Where the responder went before the host has answered. */
  #going: string | undefined;
  /** The step that was clicked, until the run has been drawn with it. */
  #clicked: string | undefined;

  constructor(root: HTMLElement, sendToHost: Send, memory: Memory) {
    this.#root = root;
    this.send = (message) => {
      this.#remember(message);
      sendToHost(message);
    };
    const { send } = this;
    this.#undo = new UndoBar(sendToHost);
    this.#header = new Header(send, this.#live.say);
    this.#stepper = new Stepper((step) => this.#go(step), memory);
    this.#form = new BlanksForm(send);
    this.#page = new DocumentPage(
      send,
      (id) => this.#blocks.get(id),
      () => this.#run && this.#page.show(this.#run),
    );
    this.#main.append(this.#header.element, this.#form.element, this.#page.element, this.#notes.element);
    this.#keys();
    this.#clicks();
    watchFocus(() => this.#focusCurrent());
  }

  receive(message: ToWebview): void {
    keepFocus(
      () => this.#take(message),
      (before) => this.#focusNear(before),
    );
  }

  #take(message: ToWebview): void {
    switch (message.type) {
      case 'document':
        return this.#showDocument(message.document);
      case 'cannot-show':
        return this.#cannotShow(message.reason);
      case 'run':
        return this.#showRun(message.run);
      case 'permissions':
        this.#permissions = message.permissions;
        this.#header.permit(message.permissions);
        for (const block of this.#blocks.values()) block.permit(message.permissions);
        return;
      case 'targets':
        this.#targets = message.targets;
        this.#stepper.aim(message.targets);
        for (const [id, block] of this.#blocks) block.aim(own(message.targets, id));
        return;
      case 'commands':
        this.#filled = message.commands;
        for (const [id, block] of this.#blocks) block.fill(own(message.commands, id));
        return;
      case 'ask-values':
        return this.#ask(message.block, message.names, message.request);
      case 'output':
        return this.#blocks.get(message.block)?.output(message.text, message.reset);
      case 'block-message':
        return this.#blocks.get(message.block)?.say(message.message);
      case 'notice':
        this.#notice.hidden = !message.message;
        this.#notice.textContent = message.message;
        this.#live.say(message.message);
        return;
      case 'act':
        return this.#act(message.action);
    }
  }

  #showDocument(view: DocumentView): void {
    this.#document = view;
    if (!this.#main.isConnected) {
      this.#root.replaceChildren(
        this.#stepper.element,
        this.#main,
        this.#undo.element,
        this.#notice,
        this.#live.element,
      );
      this.#main.focus();
    }
    keepPlace(this.#main, () => {
      this.#updateBlocks(view);
      this.#header.update(view);
      this.#form.update(view);
      this.#page.update(view);
    });
    this.#stepper.update(view);
    if (this.#run) this.#drawRun(this.#run);
  }

  #updateBlocks(view: DocumentView): void {
    const present = new Set<string>();
    for (const block of view.blocks) {
      present.add(block.id);
      const known = this.#blocks.get(block.id);
      if (known) known.update(block);
      else {
        const { id } = block;
        const made = new CodeBlock(block, this.send, this.#live.say, () =>
          this.#focusStep(this.#stepOf({ block: id })),
        );
        made.fill(own(this.#filled, id));
        made.permit(this.#permissions);
        made.aim(own(this.#targets, block.id));
        this.#blocks.set(block.id, made);
      }
    }
    for (const id of this.#blocks.keys()) if (!present.has(id)) this.#blocks.delete(id);
  }

  #cannotShow(reason: string): void {
    const openAsText = button('Open as Text', 'source', () => this.send({ type: 'open-as-text' }), {
      className: 'primary',
    });
    this.#root.replaceChildren(
      h(
        'div',
        { className: 'cannot-show', attributes: { role: 'alert' } },
        h('h1', {}, 'Not shown as a runbook'),
        h('p', {}, reason),
        openAsText,
      ),
    );
  }

  #showRun(run: RunView): void {
    const before = this.#run;
    this.#run = run;
    if (this.#arrived(before, run)) this.#going = undefined;
    this.#drawRun(run);
    const step = this.#step(run.current);
    if (before) this.#tellChanges(before, run);
    this.#live.say(this.#undo.show(run, statusWords) ?? '');
    if (before && before.current !== run.current && step) {
      this.#live.say(`Now at ${step.title}`);
      // A click has shown the step already; from one that is done the page goes on to the next.
      if (step.id !== this.#clicked) this.#reveal(step.id);
      if (this.#onStep()) this.#focusStep(step.id);
    }
    this.#clicked = undefined;
    // The first picture after a reload opens where the responder was.
    if (!before && run.startedAt && step) this.#reveal(step.id);
  }

  /** Whether the run shows where the responder went: until then keys are meant for that step, whatever comes between. */
  #arrived(before: RunView | undefined, { current, steps, endedAt }: RunView): boolean {
    const going = this.#going;
    if (going === undefined || endedAt !== undefined || current === going || !this.#step(going)) return true;
    return own(before?.steps ?? {}, going)?.status !== own(steps, going)?.status;
  }

  #tellChanges(before: RunView, now: RunView): void {
    for (const { id, title } of this.#document?.steps ?? []) {
      const status = now.steps[id]?.status;
      if (status && status !== 'doing' && status !== before.steps[id]?.status) {
        this.#live.say(`${title}: ${statusWords[status]}`);
      }
    }
  }

  #drawRun(run: RunView): void {
    this.#header.show(run);
    this.#stepper.show(run);
    this.#form.show(run);
    this.#page.show(run);
    this.#notes.show(run);
    for (const [id, block] of this.#blocks) {
      const execution = own(run.executions, id);
      block.show(execution, execution && own(run.orphans, execution.execution));
    }
    this.#markNext();
  }

  /** One primary button: Run of the current step's next command. */
  #markNext(): void {
    const next = this.#nextCommand(this.#current);
    for (const block of this.#blocks.values()) block.next(block === next);
  }

  #step(id: string | undefined): StepOutline | undefined {
    return this.#document?.steps.find((step) => step.id === id);
  }

  get #current(): StepOutline | undefined {
    return this.#step(this.#going ?? this.#run?.current) ?? this.#document?.steps[0];
  }

  #go(step: string): void {
    this.#enter(step);
    this.#reveal(step);
    this.#focusStep(step);
  }

  #enter(step: string): void {
    if (this.#current?.id === step && this.#run?.current === step) return;
    this.#going = step;
    this.send({ type: 'enter', step });
  }

  /** Whether keys go to the current step, and not to a control. */
  #onStep(): boolean {
    const { activeElement } = document;
    return !activeElement || activeElement === document.body || activeElement.matches('.main, .document [data-step]');
  }

  #focusStep(id: string | undefined): void {
    const element = id === undefined ? undefined : this.#page.step(id);
    (element ?? this.#main).focus({ preventScroll: true });
  }

  #focusCurrent(): void {
    if (this.#main.isConnected) this.#focusStep(this.#current?.id);
  }

  /** Where a control has gone, to the step that it was in. */
  #focusNear(before: Element): void {
    const spot = spotOf([before, ...ancestors(before)]);
    this.#focusStep(this.#stepOf(spot) ?? this.#current?.id);
  }

  #stepOf(spot: Spot): string | undefined {
    return stepOf(this.#document?.steps ?? [], spot);
  }

  #ask(id: string, names: readonly string[], request: RunRequest): void {
    const uses = names.flatMap((name) => this.#document?.placeholders.find((use) => use.name === name) ?? []);
    const step = this.#stepOf({ block: id });
    if (step !== undefined) this.#enter(step);
    this.#blocks.get(id)?.ask(uses, request);
  }

  /** What a step was before the responder changed it, to be put back. */
  #remember(message: FromWebview): void {
    if (message.type !== 'tick' && message.type !== 'skip') return;
    const { title } = this.#step(message.step) ?? {};
    const { status = 'to-do', reason } = own(this.#run?.steps ?? {}, message.step) ?? {};
    if (title !== undefined) this.#undo.asked({ step: message.step, title, status, reason });
  }

  /** At once: whoever steps through with a key held down does not want to watch the page glide. */
  #reveal(step: string): void {
    this.#page.step(step)?.scrollIntoView({ block: 'center' });
  }

  #move(by: 1 | -1): void {
    const ids = this.#stepper.visible;
    const at = ids.indexOf(this.#current?.id ?? '');
    const next = at < 0 ? ids[0] : ids[at + by];
    if (next) this.#go(next);
  }

  #commandsOf(step: StepOutline | undefined): readonly CodeBlock[] {
    return (step?.blocks ?? []).flatMap((id) => this.#blocks.get(id) ?? []).filter(({ isCommand }) => isCommand);
  }

  /** The step's first command that has not succeeded; undefined where all have. */
  #nextCommand(step: StepOutline | undefined): CodeBlock | undefined {
    return this.#commandsOf(step).find((block) => !block.succeeded);
  }

  /** Finds the current step's next command; says why there is none, and goes to where it could be run again. */
  #command(): CodeBlock | undefined {
    const [first] = this.#commandsOf(this.#current);
    const next = this.#nextCommand(this.#current);
    if (!first) this.#live.say('This step has no command.');
    else if (this.#permissions.refusal) first.say(this.#permissions.refusal);
    else if (next?.running) this.#live.say('This command is running.');
    else if (next) return next;
    else first.say('All commands of this step have succeeded. Enter on Run Again runs one again.');
    return undefined;
  }

  #act(action: Extract<ToWebview, { type: 'act' }>['action']): void {
    // What a dialog asks comes first.
    if (document.querySelector('dialog[open]')) return;
    const step = this.#current;
    if (action === 'note') {
      const { title = '', frontMatter = {} } = this.#document ?? {};
      return askRecord(step?.title ?? title, frontMatter, step?.id, this.send);
    }
    if (action === 'cancel') {
      for (const [block, { running }] of this.#blocks) if (running) this.send({ type: 'cancel', block });
      return;
    }
    if (!step) return;
    if (action === 'tick')
      this.send({ type: 'tick', step: step.id, ticked: this.#run?.steps[step.id]?.status !== 'done' });
    else if (action === 'skip')
      askReason(step.title, (reason) => this.send({ type: 'skip', step: step.id, reason: reason || undefined }));
    else if (action === 'run') this.#command()?.run();
    else this.#command()?.runTo();
  }

  /** A click makes the step it is in current, and leaves the focus on it: the next key is meant for that step. */
  #clicks(): void {
    const element = this.#page.element;
    const stepAt = (event: Event): string | undefined => this.#stepOf(spotOf(event.composedPath()));
    // Before the control itself acts, so that the record tells where it was done.
    const enter = (event: Event): void => {
      const step = stepAt(event);
      if (step === undefined || this.#run?.endedAt !== undefined) return;
      this.#clicked = step;
      this.#enter(step);
    };
    element.addEventListener('click', enter, true);
    element.addEventListener('click', (event) => {
      const [target] = event.composedPath();
      if (!(target instanceof Element)) return;
      const byMouse = event.detail > 0 || target.closest('[data-runs]') !== null;
      const typed = target.closest('.block-ask, a, input:not([type=checkbox]), textarea, select') !== null;
      const asking = document.activeElement?.closest('.block-ask') != null;
      const step = stepAt(event);
      if (byMouse && !typed && !asking && step !== undefined) this.#focusStep(step);
    });
  }

  #toRun(): void {
    this.#command()?.focusRun();
  }

  /** The block's command, where its step is current; else its step becomes current first. */
  #runFocused(): void {
    const block = document.activeElement?.closest<HTMLElement>('[data-block]')?.dataset['block'] ?? '';
    const step = this.#stepOf({ block });
    if (step !== undefined && step !== this.#current?.id) return this.#go(step);
    this.#blocks.get(block)?.run();
    this.#focusStep(step);
  }

  #toCancel(): void {
    const running = [...this.#blocks.values()].find((block) => block.running);
    if (running) running.focusCancel();
    else this.#live.say('No command is running.');
  }

  #keys(): void {
    listenToKeys({
      next: () => this.#move(1),
      previous: () => this.#move(-1),
      tick: () => this.#act('tick'),
      undo: () => this.#undo.undo() || this.#live.say('Nothing to undo.'),
      toRun: () => this.#toRun(),
      runFocused: () => this.#runFocused(),
      refuseSpace: () => this.#live.say('Space runs nothing. Press Enter to run.'),
      skip: () => this.#act('skip'),
      note: () => this.#act('note'),
      toCancel: () => this.#toCancel(),
      values: () => this.#form.focusFirstEmpty(),
      filter: () => this.#stepper.filter.focus(),
      source: () => this.#current && this.send({ type: 'open-source', line: this.#current.line }),
      help: showKeys,
      leave: () => {
        if (document.activeElement === this.#stepper.filter && this.#stepper.filter.value) {
          this.#stepper.filter.value = '';
          this.#stepper.filter.dispatchEvent(new Event('input'));
        }
        this.#focusCurrent();
      },
    });
  }
}

function spotOf(path: readonly (EventTarget | null)[]): Spot {
  const datas = path.filter((one) => one instanceof HTMLElement).map(({ dataset }) => dataset);
  const nearest = (name: 'step' | 'block' | 'check' | 'line'): string | undefined =>
    datas.find((data) => data[name] !== undefined)?.[name];
  const line = nearest('line');
  return {
    block: nearest('block'),
    check: nearest('check'),
    step: nearest('step'),
    line: line === undefined ? undefined : Number(line),
  };
}

function ancestors(element: Element): readonly Element[] {
  return element.parentElement ? [element.parentElement, ...ancestors(element.parentElement)] : [];
}

/** Ids come from documents: one may be `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
