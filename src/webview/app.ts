import type { DocumentView, Permissions, RunView, StepOutline, TargetView, ToWebview } from '../protocol/webview.ts';
import { Announcer } from './announcer.ts';
import { CodeBlock } from './blockView.ts';
import { askReason, showKeys } from './dialogs.ts';
import { DocumentPage } from './documentView.ts';
import { button, h } from './dom.ts';
import { BlanksForm } from './form.ts';
import { Header } from './header.ts';
import { listenToKeys } from './keyboard.ts';
import type { Memory } from './memory.ts';
import { Notes } from './notesView.ts';
import { keepPlace } from './place.ts';
import { askRecord } from './recordDialog.ts';
import type { Send } from './send.ts';
import { statusWords, Stepper } from './stepper.ts';

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
  #document: DocumentView | undefined;
  #run: RunView | undefined;
  #permissions: Permissions = { canTrust: false };
  #targets: Readonly<Record<string, TargetView>> = {};
  /** Where the responder went by key before the host has answered. */
  #going: string | undefined;

  constructor(
    root: HTMLElement,
    private readonly send: Send,
    memory: Memory,
  ) {
    this.#root = root;
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
  }

  receive(message: ToWebview): void {
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
      this.#root.replaceChildren(this.#stepper.element, this.#main, this.#notice, this.#live.element);
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
        const made = new CodeBlock(block, this.send, this.#live.say);
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
    this.#going = undefined;
    this.#drawRun(run);
    const step = this.#step(run.current);
    if (before) this.#tellChanges(before, run);
    if (before && before.current !== run.current && step) {
      this.#live.say(`Now at ${step.title}`);
      this.#reveal(step.id);
    }
    // The first picture after a reload opens where the responder was.
    if (!before && run.startedAt && step) this.#reveal(step.id);
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
  }

  #step(id: string | undefined): StepOutline | undefined {
    return this.#document?.steps.find((step) => step.id === id);
  }

  get #current(): StepOutline | undefined {
    return this.#step(this.#going ?? this.#run?.current) ?? this.#document?.steps[0];
  }

  #go(step: string): void {
    this.#going = step;
    this.send({ type: 'enter', step });
    this.#reveal(step);
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

  #commandOf(step: StepOutline | undefined): CodeBlock | undefined {
    const blocks = (step?.blocks ?? []).map((id) => this.#blocks.get(id)).filter((block) => block?.isCommand);
    const state = this.#run?.executions ?? {};
    return blocks.find((block) => state[block!.element.dataset['block']!]?.status !== 'succeeded') ?? blocks[0];
  }

  #act(action: 'run' | 'run-to' | 'tick' | 'skip' | 'note' | 'cancel'): void {
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
    else {
      const command = this.#commandOf(step);
      if (!command) this.#live.say('This step has no command.');
      else if (this.#permissions.refusal) command.say(this.#permissions.refusal);
      else if (action === 'run') command.run();
      else command.runTo();
    }
  }

  #keys(): void {
    listenToKeys({
      next: () => this.#move(1),
      previous: () => this.#move(-1),
      tick: () => this.#act('tick'),
      run: () => this.#act('run'),
      runTo: () => this.#act('run-to'),
      skip: () => this.#act('skip'),
      note: () => this.#act('note'),
      cancel: () => this.#act('cancel'),
      values: () => this.#form.focusFirstEmpty(),
      filter: () => this.#stepper.filter.focus(),
      source: () => this.#current && this.send({ type: 'open-source', line: this.#current.line }),
      help: showKeys,
      leave: () => {
        if (document.activeElement === this.#stepper.filter && this.#stepper.filter.value) {
          this.#stepper.filter.value = '';
          this.#stepper.filter.dispatchEvent(new Event('input'));
        }
        this.#main.focus({ preventScroll: true });
      },
    });
  }
}

/** Ids come from documents: one may be `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
