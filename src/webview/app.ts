import type { DocumentView, FromWebview, RunRequest, RunView, ToWebview } from '../protocol/webview.ts';
import { Announcer } from './announcer.ts';
import { Bar } from './bar.ts';
import { BlockSet } from './blockSet.ts';
import type { CodeBlock } from './blockView.ts';
import { askReason, showKeys } from './dialogs.ts';
import { DocumentPage } from './documentView.ts';
import { cannotShow } from './cannotShow.ts';
import { h } from './dom.ts';
import { focusOn, keepFocus, watchFocus } from './focus.ts';
import { BlanksForm } from './form.ts';
import { Header } from './header.ts';
import { listenToKeys } from './keyboard.ts';
import type { Memory } from './memory.ts';
import { Notes } from './notesView.ts';
import { own } from './own.ts';
import { keepPlace } from './place.ts';
import { Position } from './position.ts';
import { askRecord } from './recordDialog.ts';
import type { Send } from './send.ts';
import { StartEntry } from './startEntry.ts';
import { StartSection } from './startView.ts';
import { stepState } from './states.ts';
import { Stepper } from './stepper.ts';
import { UndoOffer } from './undo.ts';

/** The page: draws what the host tells, and tells the host what the responder wants. */
export class App {
  readonly #blocks: BlockSet;
  readonly #header: Header;
  readonly #bar: Bar;
  readonly #stepper: Stepper;
  readonly #form: BlanksForm;
  readonly #start: StartSection;
  readonly #entry = new StartEntry();
  readonly #page: DocumentPage;
  readonly #notes: Notes;
  readonly #live = new Announcer();
  readonly #notice = h('div', { className: 'notice', hidden: true });
  readonly #main = h('main', { className: 'main', tabIndex: -1 });
  readonly #root: HTMLElement;
  readonly #undo: UndoOffer;
  readonly #position: Position;
  private readonly send: Send;
  #document: DocumentView | undefined;
  #run: RunView | undefined;

  constructor(root: HTMLElement, sendToHost: Send, memory: Memory) {
    this.#root = root;
    this.send = (message) => {
      this.#remember(message);
      sendToHost(message);
    };
    const { send } = this;
    this.#undo = new UndoOffer(sendToHost);
    this.#header = new Header(send, this.#live.say);
    this.#stepper = new Stepper(
      (step) => this.#go(step),
      { undo: this.#undo.element, start: this.#entry.element },
      memory,
    );
    this.#form = new BlanksForm(send);
    this.#start = new StartSection(send, () => this.#entry.show(this.#start.summary));
    this.#entry.element.addEventListener('click', () => this.#start.focus());
    this.#blocks = new BlockSet(send, this.#live.say, (block) =>
      this.#position.focusStep(this.#position.stepOf({ block })),
    );
    this.#page = new DocumentPage(
      send,
      (id) => this.#blocks.get(id),
      () => this.#run && this.#drawText(this.#run),
    );
    this.#notes = new Notes((step) => this.#page.drawn(step));
    this.#bar = new Bar(send, memory, (folded) => root.classList.toggle('list-folded', folded));
    this.#position = new Position(
      { main: this.#main, text: this.#page.element, step: (id) => this.#page.step(id) },
      send,
    );
    this.#main.append(
      this.#header.element,
      this.#start.element,
      this.#form.element,
      this.#page.element,
      this.#notes.element,
    );
    this.#keys();
    this.#position.listenToClicks();
    watchFocus(
      () => this.#position.focusCurrent(),
      // Where the run has gone on meanwhile, the keys are meant for where it is now.
      () => this.#position.onStep() && this.#position.focusCurrent(),
    );
  }

  receive(message: ToWebview): void {
    keepFocus(
      () => this.#take(message),
      (before) => this.#position.focusNear(before),
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
        this.#header.permit(message.permissions);
        this.#start.permit(message.permissions);
        return this.#blocks.permit(message.permissions);
      case 'start':
        return this.#start.update(message.start);
      case 'targets':
        this.#stepper.aim(message.targets);
        this.#start.aim(message.targets);
        return this.#blocks.aim(message.targets);
      case 'commands':
        return this.#blocks.fill(message.commands);
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
      case 'calls':
        return this.#header.calls(message.groups);
      case 'go':
        return this.#position.step(message.step) && this.#go(message.step);
      case 'act':
        return this.#act(message.action);
    }
  }

  #showDocument(view: DocumentView): void {
    this.#document = view;
    this.#position.update(view.steps);
    if (!this.#main.isConnected) {
      this.#root.replaceChildren(
        this.#bar.element,
        this.#stepper.element,
        this.#main,
        this.#notice,
        this.#live.element,
      );
      focusOn(this.#main);
    }
    keepPlace(this.#main, () => {
      this.#blocks.update(view.blocks);
      this.#header.update(view);
      this.#form.update(view);
      this.#page.update(view);
    });
    this.#stepper.update(view);
    if (this.#run) this.#drawRun(this.#run);
  }

  #cannotShow(reason: string): void {
    this.#root.replaceChildren(cannotShow(reason, () => this.send({ type: 'open-as-text' })));
  }

  #showRun(run: RunView): void {
    const before = this.#run;
    this.#run = run;
    // What was told of one run is not true of the next.
    if (before?.run && before.run !== run.run) this.#forgetNotices();
    const clicked = this.#position.show(run);
    this.#drawRun(run);
    const step = this.#position.step(run.current);
    if (before) this.#tellChanges(before, run);
    this.#live.say(this.#undo.show(run) ?? '');
    if (before && before.current !== run.current && step) {
      this.#live.say(`Current step: ${step.title}`);
      // A click has shown the step already; from one that is done the page goes on to the next.
      if (step.id !== clicked) this.#reveal(step.id);
      if (this.#position.onStep()) this.#position.focusStep(step.id);
    }
    // The first picture after a reload opens where the responder was.
    if (!before && run.startedAt && step) this.#reveal(step.id);
  }

  #tellChanges(before: RunView, now: RunView): void {
    for (const { id, title } of this.#document?.steps ?? []) {
      const { state, text } = stepState(now, id);
      if (state !== stepState(before, id).state) this.#live.say(`${title}: ${text}`);
    }
  }

  #forgetNotices(): void {
    this.#notice.hidden = true;
    this.#notice.textContent = '';
    this.#blocks.forgetMessages();
  }

  #drawRun(run: RunView): void {
    const { current } = this.#position;
    this.#header.show(run);
    this.#stepper.show(run);
    this.#form.show(run);
    this.#start.show(run);
    this.#blocks.show(run, current);
    this.#bar.show(run, current, this.#blocks.nextOf(current) !== undefined);
    this.#drawText(run);
  }

  #drawText(run: RunView): void {
    this.#page.show(run);
    this.#notes.show(run);
  }

  #go(step: string): void {
    this.#position.enter(step);
    this.#reveal(step);
    this.#position.focusStep(step);
  }

  #ask(id: string, names: readonly string[], request: RunRequest): void {
    const uses = names.flatMap((name) => this.#document?.placeholders.find((use) => use.name === name) ?? []);
    const step = this.#position.stepOf({ block: id });
    if (step !== undefined) this.#position.enter(step);
    this.#blocks.get(id)?.ask(uses, request);
  }

  /** What a step was before the responder changed it, to be put back. */
  #remember(message: FromWebview): void {
    if (message.type !== 'tick' && message.type !== 'skip') return;
    const { title } = this.#position.step(message.step) ?? {};
    const { status = 'to-do', reason } = own(this.#run?.steps ?? {}, message.step) ?? {};
    if (title !== undefined) this.#undo.asked({ step: message.step, title, status, reason });
  }

  /** At once: whoever steps through with a key held down does not want to watch the page glide. */
  #reveal(step: string): void {
    this.#page.step(step)?.scrollIntoView({ block: 'center' });
  }

  #move(by: 1 | -1): void {
    const ids = this.#stepper.visible;
    const at = ids.indexOf(this.#position.current?.id ?? '');
    const next = at < 0 ? ids[0] : ids[at + by];
    if (next) this.#go(next);
  }

  /** Finds the current step's next command; says why there is none, and where it could be run again. */
  #command(): CodeBlock | undefined {
    const [first] = this.#blocks.commandsOf(this.#position.current);
    const next = this.#blocks.nextOf(this.#position.current);
    if (!first) this.#live.say('This step has no command.');
    else if (this.#blocks.refusal) first.say(this.#blocks.refusal);
    else if (next?.running) this.#live.say('This command is running.');
    else if (next) return next;
    else first.say('All commands in this step succeeded. Use Run Again to rerun one.');
    return undefined;
  }

  #act(action: Extract<ToWebview, { type: 'act' }>['action']): void {
    // What a dialog asks comes first.
    if (document.querySelector('dialog[open]')) return;
    const step = this.#position.current;
    if (action === 'note') {
      const { title = '', frontMatter = {} } = this.#document ?? {};
      return askRecord(step?.title ?? title, frontMatter, step?.id, this.send);
    }
    if (action === 'cancel') {
      for (const block of this.#blocks.running) this.send({ type: 'cancel', block });
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

  #toRun(): void {
    this.#command()?.focusRun();
  }

  /** The block's command, where its step is current; else its step becomes current first. */
  #runFocused(): void {
    const block = document.activeElement?.closest<HTMLElement>('[data-block]')?.dataset['block'] ?? '';
    const step = this.#position.stepOf({ block });
    if (step !== undefined && step !== this.#position.current?.id) return this.#go(step);
    this.#blocks.get(block)?.run();
    this.#position.focusStep(step);
  }

  #toCancel(): void {
    const [running] = this.#blocks.running;
    if (running !== undefined) this.#blocks.get(running)?.focusCancel();
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
      refuseSpace: () => this.#live.say('Press Enter to run.'),
      skip: () => this.#act('skip'),
      note: () => this.#act('note'),
      toCancel: () => this.#toCancel(),
      values: () => this.#form.focusFirstEmpty(),
      filter: () => this.#stepper.filter.focus(),
      source: () => this.#position.current && this.send({ type: 'open-source', line: this.#position.current.line }),
      help: showKeys,
      leave: () => {
        if (document.activeElement === this.#stepper.filter && this.#stepper.filter.value) {
          this.#stepper.filter.value = '';
          this.#stepper.filter.dispatchEvent(new Event('input'));
        }
        this.#position.focusCurrent();
      },
    });
  }
}
