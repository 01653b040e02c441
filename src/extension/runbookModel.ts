import * as vscode from 'vscode';
import type { DocumentView, ExecutionView, FromWebview, RunView } from '../protocol/webview.ts';
import type { ExecutionState } from '../run/state.ts';
import type { Block, Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { documentView } from './documentMessage.ts';
import { Executions } from './execution.ts';
import { settings } from './ids.ts';
import { LiveRun } from './liveRun.ts';
import { prepare } from './preparedCommand.ts';
import { RunStore } from './runStore.ts';
import type { Services } from './services.ts';
import { refusalToRun } from './trust.ts';

/** Longer texts are not shown as a runbook: drawing them would hold the window up. UTF-16 units. */
const longest = 2_000_000;

export type Shown = { readonly view: DocumentView } | { readonly cannot: string };

/** A document read as a runbook, with its run: what all views of the document share. */
export class RunbookModel implements vscode.Disposable {
  readonly #documentChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeDocument = this.#documentChanged.event;
  readonly #runChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeRun = this.#runChanged.event;
  readonly #output = new vscode.EventEmitter<{ block: string; execution: string; text: string }>();
  readonly onOutput = this.#output.event;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #secrets = new Map<string, string>();
  #runbook: Runbook = parseRunbook('');
  #shown: Shown = { cannot: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #run: LiveRun | undefined;
  #executions: Executions | undefined;
  readonly ready: Promise<void>;

  constructor(
    readonly document: vscode.TextDocument,
    services: Services,
  ) {
    this.#read();
    this.#disposables.push(
      vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed === document && contentChanges.length > 0) this.#readSoon();
      }),
    );
    this.ready = this.#open(new RunStore(services));
  }

  get shown(): Shown {
    return this.#shown;
  }

  /** Undefined until the record of an earlier run, if any, has been read. */
  get run(): RunView | undefined {
    if (!this.#run) return undefined;
    const { executions, ...state } = this.#run.state;
    return { ...state, executions: mapValues(executions, withoutOutput), secretsGiven: [...this.#secrets.keys()] };
  }

  /** The output kept of each block's latest execution. */
  outputs(): { block: string; execution: string; text: string }[] {
    const executions = this.#run?.state.executions ?? {};
    return Object.values(executions).map(({ block, execution, output }) => ({ block, execution, text: output }));
  }

  /** Writes an intent down. Intents that name what the runbook does not have are left alone. */
  async record(
    message: Extract<FromWebview, { type: 'enter' | 'tick' | 'check' | 'skip' | 'note' | 'set-variable' }>,
  ): Promise<void> {
    await this.ready;
    const run = this.#run;
    if (!run || run.state.endedAt) return;
    const step = 'step' in message && message.step !== undefined ? message.step : undefined;
    const fields = step === undefined ? undefined : run.stepFields(step);
    if (fields && fields.hash === undefined) return;
    switch (message.type) {
      case 'enter':
        if (run.state.current === step && run.state.startedAt) return;
        return run.record({ type: 'step-entered', ...fields! });
      case 'tick':
        return run.record({ type: message.ticked ? 'step-ticked' : 'step-unticked', ...fields! });
      case 'skip':
        return run.record({ type: 'step-skipped', ...fields!, reason: message.reason });
      case 'check': {
        const check = this.#runbook.steps.flatMap(({ checks }) => checks).find(({ id }) => id === message.check);
        if (!check) return;
        return run.record({ type: message.ticked ? 'check-ticked' : 'check-unticked', check: check.id, step });
      }
      case 'note':
        return run.record({ type: 'noted', kind: message.kind, text: message.text, step });
      case 'set-variable': {
        const use = this.#runbook.placeholders.find(({ name }) => name === message.name);
        if (!use || use.type === 'secret') return;
        return run.record({ type: 'variable-set', name: use.name, secret: false, value: message.value });
      }
    }
  }

  /** Asks for a secret; its value stays in this process and is written nowhere. */
  async askSecret(name: string): Promise<void> {
    if (!this.#runbook.placeholders.some((use) => use.name === name && use.type === 'secret')) return;
    const prompt = `Value of ${name}. It is kept in memory until the window closes, and masked in output and records.`;
    const value = await vscode.window.showInputBox({ title: name, prompt, password: true, ignoreFocusOut: true });
    if (!value) return;
    this.#secrets.set(name, value);
    await this.#run?.record({ type: 'variable-set', name, secret: true });
  }

  /** Runs a block's commands. @returns a sentence where they were not run. */
  async runBlock(id: string): Promise<string | undefined> {
    await this.ready;
    const refusal = refusalToRun(this.document.uri).refusal;
    if (refusal) return refusal;
    const run = this.#run;
    const block = this.#block(id);
    if (!run || !block || block.kind !== 'command' || block.commands.length === 0)
      return 'There is no command to run here.';
    if (block.unclosed) return 'This block is never closed in the file, so it is not clear where its commands end.';
    if (run.state.endedAt) return 'This run has ended. Start a new one to run commands.';
    if (this.#executions?.isRunning(id)) return undefined;
    const shell = this.#shellOf(block);
    const prepared = prepare(block, this.#runbook.placeholders, { value: (name) => this.#value(name) }, shell);
    if ('refusal' in prepared) return prepared.refusal;
    if (block.risk === 'destroys' && !(await this.#confirmed(prepared.commands)))
      return 'Not run: it was not confirmed.';
    const step = this.#runbook.steps.find(({ blocks }) => blocks.includes(block))?.id;
    const minutes = this.#setting<number>(settings.runsTimeout) ?? 0;
    const timeout = minutes > 0 ? minutes * 60_000 : undefined;
    await this.#executions?.start({ block, step, shell, ...prepared, cwd: this.#cwd(), timeout });
    return undefined;
  }

  cancel(block: string): void {
    this.#executions?.cancel(block);
  }

  /** A block's commands as they would be sent, as far as they are filled in; its text where it has none. */
  textToCopy(id: string): string | undefined {
    const block = this.#block(id);
    if (!block) return undefined;
    if (block.kind !== 'command' || block.commands.length === 0) return block.content;
    const value = (name: string): string | undefined => (this.#secrets.has(name) ? undefined : this.#value(name));
    const prepared = prepare(block, this.#runbook.placeholders, { value }, this.#shellOf(block));
    return ('commands' in prepared ? prepared.commands : block.commands).join('\n');
  }

  async finish(): Promise<void> {
    if (this.#run?.state.startedAt && !this.#run.state.endedAt)
      await this.#run.record({ type: 'run-ended', outcome: 'done' });
  }

  async startNew(): Promise<void> {
    await this.#run?.startNew();
  }

  async #open(store: RunStore): Promise<void> {
    const run = await LiveRun.open(store, this.document.uri, () => ({
      runbook: this.#runbook,
      text: this.document.getText(),
    }));
    const executions = new Executions(run, () => this.#secrets.values());
    this.#run = run;
    this.#executions = executions;
    this.#disposables.push(run, executions);
    run.onDidChange(() => this.#runChanged.fire());
    executions.onOutput((news) => this.#output.fire(news));
    this.#runChanged.fire();
  }

  /** Soon, not at once: typing must not wait for reading. */
  #readSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), this.document.getText().length > 200_000 ? 500 : 60);
  }

  #read(): void {
    const text = this.document.getText();
    const refusal = unreadable(text);
    if (refusal) this.#shown = { cannot: refusal };
    else {
      this.#runbook = parseRunbook(text, { fileName: this.document.uri.path });
      this.#shown = { view: documentView(text, this.#runbook, this.document.uri) };
    }
    this.#documentChanged.fire();
    this.#runChanged.fire();
  }

  #block(id: string): Block | undefined {
    const { steps, blocks } = this.#runbook;
    return [...steps.flatMap((step) => step.blocks), ...blocks].find((block) => block.id === id);
  }

  #value(name: string): string | undefined {
    const use = this.#runbook.placeholders.find((one) => one.name === name);
    const value = this.#secrets.get(name) ?? this.#run?.state.variables[name]?.value ?? use?.default;
    return value === '' ? undefined : value;
  }

  #shellOf(block: Block): string {
    const named = block.shell ?? this.#runbook.frontMatter.shell;
    if (named && named !== 'sh' && named !== 'console') return named;
    return this.#setting<string>(settings.runsShell) || named || '';
  }

  #setting<Value>(id: string): Value | undefined {
    return vscode.workspace.getConfiguration(undefined, this.document.uri).get<Value>(id);
  }

  #cwd(): string {
    const folder = vscode.workspace.getWorkspaceFolder(this.document.uri)?.uri;
    return (folder ?? vscode.Uri.joinPath(this.document.uri, '..')).fsPath;
  }

  /** The responder has to write a word of the runbook's own: a click or a key pressed by habit is not enough. */
  async #confirmed(commands: readonly string[]): Promise<boolean> {
    const word = this.#runbook.frontMatter.services?.[0] ?? 'destroy';
    const typed = await vscode.window.showInputBox({
      title: 'This command destroys something',
      prompt: `Write ${word} to run: ${commands.join(' ; ').slice(0, 300)}`,
      placeHolder: word,
      ignoreFocusOut: true,
      validateInput: (value) => (value === word ? undefined : `Write ${word} to go on, or press Escape.`),
    });
    return typed === word;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }
}

function unreadable(text: string): string | undefined {
  if (text.includes('\0')) return 'This file holds bytes that are no text. A runbook is a Markdown file.';
  if (text.length <= longest) return undefined;
  const size = (text.length / 1e6).toFixed(1);
  return `This file is too long to be stepped through (${size} million characters; up to ${longest / 1e6} million are shown).`;
}

function withoutOutput(execution: ExecutionState): ExecutionView {
  const copy: Partial<ExecutionState> & ExecutionView = { ...execution };
  for (const key of ['output', 'process', 'owner'] as const) delete (copy as Partial<ExecutionState>)[key];
  return copy;
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
