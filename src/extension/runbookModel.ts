import * as vscode from 'vscode';
import type { ExecutionView, GivenValues, RunView } from '../protocol/webview.ts';
import type { ExecutionState, RunState } from '../record/state.ts';
import { statesOf, type RunStates } from '../run/itemState.ts';
import { allBlocks } from '../run/plan.ts';
import type { RunSession } from '../run/session.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { visible } from '../text/visible.ts';
import type { FilledIn } from '../surroundings/runbookLink.ts';
import { chooseWayTo, runInOrder, type InOrder, type NotRun, type Stopped } from '../walk/inOrder.ts';
import { blocksFailed, blocksInSection, blocksUpTo, stepsInSection } from '../walk/plan.ts';
import { BeforeStart } from './beforeStart.ts';
import { documentFolder } from './documentFolder.ts';
import { FilledBlocks, type Filled } from './filledBlocks.ts';
import { settings } from './ids.ts';
import { LiveRun, type RunKind } from './liveRun.ts';
import { LiveTargets } from './liveTargets.ts';
import { OutputNews } from './outputNews.ts';
import { askCase, askDone, askSecretValue, askWay, finishRun, mayReplace } from './runQuestions.ts';
import { runBlock } from './runBlock.ts';
import { recordIntent, type RunIntent } from './runIntents.ts';
import { pathOf } from './runsFolder.ts';
import { RunStore } from './runStore.ts';
import type { Progress } from './runStatus.ts';
import { askDrill } from './drillQuestions.ts';
import { readShown, type Shown } from './shownRunbook.ts';
import type { RunHere, Services } from './services.ts';
import { refusalToRun } from './trust.ts';

interface RunHow {
  readonly terminal?: boolean;
  readonly values?: GivenValues;
  readonly given?: readonly string[];
}

/** A document read as a runbook, with its run: what all views of the document share. */
export class RunbookModel implements vscode.Disposable {
  readonly #documentChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeDocument = this.#documentChanged.event;
  readonly #runChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeRun = this.#runChanged.event;
  readonly output = new OutputNews();
  readonly targets = new LiveTargets({
    blocks: () => allBlocks(this.#runbook),
    lookUp: (block, ask) =>
      refusalToRun(this.document.uri).refusal ? undefined : this.#run?.target(block, this.#run.drill?.lookUp ?? ask),
    production: () => this.#setting<string[]>(settings.productionPatterns) ?? [],
  });
  readonly start = new BeforeStart({
    frontMatter: () => this.#runbook.frontMatter,
    uri: () => this.document.uri,
    run: () => this.#run,
  });
  readonly #disposables: vscode.Disposable[] = [];
  readonly #secrets = new Set<string>();
  /** Blocks that run, or of which the responder is asked whether they may. */
  readonly #starting = new Map<string, Promise<NotRun | undefined>>();
  readonly #filled = new FilledBlocks();
  readonly #services: Services;
  #document: vscode.TextDocument;
  #disposed = false;
  #runbook: Runbook = parseRunbook('');
  #shown: Shown = { cannot: '' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds. */
  #readingTook = 0;
  #run: LiveRun | undefined;
  readonly ready: Promise<void>;

  constructor(document: vscode.TextDocument, services: Services) {
    this.#services = services;
    this.#document = document;
    this.#read();
    this.#disposables.push(
      vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
        if (changed === this.#document && contentChanges.length > 0) this.#readSoon();
      }),
      vscode.workspace.onDidSaveTextDocument((saved) => {
        if (saved === this.#document) void this.#run?.saved();
      }),
    );
    this.ready = this.#open(new RunStore(services));
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }

  /** The same file, opened again: VS Code gives it another object. */
  set document(document: vscode.TextDocument) {
    if (document === this.#document) return;
    this.#document = document;
    this.#read();
    // It may have been saved while nobody looked.
    if (!document.isDirty) void this.#run?.saved();
  }

  /** Whether the run has begun and goes on; how its steps stand; how many commands run. */
  get progress(): Progress | undefined {
    const session = this.#run?.begun;
    if (!session || session.state.endedAt) return undefined;
    const { counts, summary } = this.#states(session.state);
    const steps = this.#runbook.steps.length;
    return { counts, summary, steps, running: session.running, dryRun: session.state.dryRun === true };
  }

  /** The run as an incident sees it; undefined where none goes on, or nothing of it is kept. */
  get here(): RunHere | undefined {
    const state = this.#run?.begun?.state;
    if (!state || state.endedAt || state.dryRun) return undefined;
    const { uri } = this.#document;
    const step = this.#runbook.steps.find(({ id }) => id === state.current);
    return { run: state.run, path: pathOf(uri), uri, drill: state.drill, ...(step ? { step } : {}) };
  }

  get title(): string {
    return this.#runbook.title;
  }

  /** Resolves when no command runs and nothing is asked about one. */
  async idle(): Promise<void> {
    await this.ready;
    do {
      await Promise.allSettled(this.#starting.values());
      await this.#run?.begun?.idle();
    } while (this.#starting.size > 0);
  }

  get shown(): Shown {
    return this.#shown;
  }

  /** Undefined until the record of an earlier run, if any, has been read. */
  get run(): RunView | undefined {
    if (!this.#run) return undefined;
    const { executions, ...state } = this.#run.state;
    return {
      ...state,
      executions: mapValues(executions, withoutOutput),
      states: this.#states(this.#run.state),
      loaded: this.#run.begun?.loaded ?? {},
      secretsGiven: [...this.#secrets],
      orphans: Object.fromEntries(
        this.#run.orphans.map(({ execution, pids, unproven }) => [execution, { pids, unproven }]),
      ),
    };
  }

  #states(state: RunState): RunStates {
    return statesOf(this.#runbook, state);
  }

  /** Commands of blocks with placeholders, with the values that are known; the same object while nothing changes. */
  get filled(): Filled {
    return this.#run ? this.#filled.of(this.#run, this.#runbook) : {};
  }

  /** The output kept of each block's latest execution; it is told first, so that what is told next follows on it. */
  outputs(): { block: string; execution: string; text: string }[] {
    if (this.#run) this.output.compare(this.#run.state);
    const executions = this.#run?.state.executions ?? {};
    return Object.values(executions).map(({ block, execution, output }) => ({ block, execution, text: output }));
  }

  /** Writes an intent down. Intents that name what the runbook does not have are left alone. */
  async record(message: RunIntent): Promise<void> {
    await this.ready;
    if (this.#run) await recordIntent(this.#run, this.#runbook, message);
    const silent = message.type === 'escalated' && this.#run?.drill?.answer(message.to);
    if (silent) void vscode.window.showWarningMessage(silent);
  }

  /** Asks for a secret; its value stays in this process and is written nowhere. @returns whether it was given. */
  async askSecret(name: string): Promise<boolean> {
    if (!this.#isSecret(name)) return false;
    const value = await askSecretValue(name);
    return value ? this.setSecret(name, value) : false;
  }

  /** @returns whether it is a secret of this runbook. Its value stays in memory. */
  async setSecret(name: string, value: string): Promise<boolean> {
    if (!this.#isSecret(name) || value === '') return false;
    await this.ready;
    await (await this.#run?.session())?.setVariable(name, value, true);
    this.#secrets.add(name);
    this.#runChanged.fire();
    return true;
  }

  /**
   * Runs a block's commands, in a terminal if they ask for one or `terminal` does. Asks for the secrets it needs.
   * @param how `values`: stored before; `given`: of a run in order. @returns why, where they were not run.
   */
  async runBlock(id: string, { terminal = false, values = {}, given }: RunHow = {}): Promise<NotRun | undefined> {
    await this.ready;
    const refusal = refusalToRun(this.document.uri).refusal;
    if (refusal) return { message: refusal };
    const run = this.#run;
    const block = this.#block(id);
    if (!run || !block) return { message: 'No command to run here.' };
    if (run.state.endedAt) return { message: 'This run has ended. Start a new one to run commands.' };
    // A second click while the first is being asked about, or runs, is no second run.
    if (this.#starting.has(id)) return undefined;
    const production = this.#setting<string[]>(settings.productionPatterns) ?? [];
    const starting = this.#prepared(run, block, values).then(
      (refused) =>
        refused ??
        run.session().then((session) => runBlock(session, block, { production, terminal, drill: run.drill, given })),
    );
    this.#starting.set(id, starting);
    try {
      return await starting;
    } finally {
      this.#starting.delete(id);
      // It may have switched the context.
      this.targets.refreshSoon();
    }
  }

  /** Stores values and asks for secrets. @returns why the block cannot run all the same. */
  async #prepared(run: LiveRun, block: Block, values: GivenValues): Promise<NotRun | undefined> {
    for (const [name, value] of Object.entries(values)) await this.record({ type: 'set-variable', name, value });
    const session = await run.session();
    const whyNot = await this.start.whyNot(session);
    if (whyNot !== undefined) return { message: whyNot };
    const prepared = session.prepare(block);
    const missing = 'refusal' in prepared ? prepared.missing : [];
    // Those that the page asks for come first: after them it comes here again.
    if (missing.some((name) => !this.#isSecret(name))) {
      return { message: needs(missing), missing: missing.filter((name) => !this.#isSecret(name)) };
    }
    for (const name of missing) if (!(await this.askSecret(name))) return { message: needs([name]) };
    return undefined;
  }

  #isSecret(name: string): boolean {
    return this.#runbook.placeholders.some((use) => use.name === name && use.type === 'secret');
  }

  /** Runs what is open up to this block. @returns where it stopped, and why. */
  async runTo(id: string, values: GivenValues = {}): Promise<Stopped | undefined> {
    await this.ready;
    const refusal = refusalToRun(this.document.uri).refusal;
    if (refusal || !this.#run) return { block: id, message: refusal ?? 'No command to run here.' };
    for (const [name, value] of Object.entries(values)) await this.record({ type: 'set-variable', name, value });
    const session = await this.#run.session();
    await chooseWayTo(session, this.#block(id));
    return this.#runInOrder(session, ({ runbook, state }) => blocksUpTo(runbook, state, id), { wanted: id });
  }

  /** Runs what is open in the current step's section, or what failed. @returns where it stopped, and why. */
  async runMany(what: 'section' | 'failed'): Promise<Stopped | undefined> {
    await this.ready;
    if (!this.#run || refusalToRun(this.document.uri).refusal) return undefined;
    const session = await this.#run.session();
    if (what === 'failed') return this.#runInOrder(session, ({ runbook, state }) => blocksFailed(runbook, state), {});
    const { runbook, state } = session;
    const within = stepsInSection(runbook, state.current ?? '');
    return this.#runInOrder(session, () => blocksInSection(runbook, state, state.current ?? ''), { within });
  }

  #runInOrder(
    session: RunSession,
    blocks: (session: RunSession) => readonly Block[],
    how: Pick<InOrder, 'wanted' | 'within'>,
  ): Promise<Stopped | undefined> {
    const run: InOrder['run'] = (block, given) => this.runBlock(block.id, { given });
    return runInOrder(session, blocks(session), { run, askWay, askDone, askCase, ...how });
  }

  /** Stops all commands of this runbook. */
  stopAll(): void {
    this.#run?.begun?.cancelAll();
  }

  cancel(block: string): void {
    const execution = this.#run?.state.executions[block]?.execution;
    if (execution) this.#run?.begun?.cancel(execution);
  }

  /** Ends a command that outlived its window. @returns a sentence where that was not possible. */
  async stopOrphan(id: string): Promise<string | undefined> {
    const execution = this.#run?.state.executions[id]?.execution;
    const refusal = refusalToRun(this.document.uri).refusal;
    return refusal ?? (execution && (await this.#run?.stopOrphan(execution)));
  }

  /** A block's commands as they would be sent, as far as they are filled in; its text where it has none. */
  textToCopy(id: string): string | undefined {
    const block = this.#block(id);
    if (!block) return undefined;
    if (block.kind !== 'command' || block.commands.length === 0) return block.content;
    const prepared = this.#run?.begun?.prepare(block);
    return (prepared && 'commands' in prepared ? prepared.commands : block.commands).join('\n');
  }

  /** What a block's latest execution did, as Markdown without secrets; undefined where it has not run. */
  resultToCopy(id: string): string | undefined {
    const block = this.#block(id);
    return block && this.#run?.begun?.resultOf(block);
  }

  /** Ends the run once the responder, told what that leaves open, has agreed. */
  async finish(): Promise<void> {
    const session = this.#run?.begun;
    if (!session || session.state.endedAt) return;
    await finishRun(session, (state) => this.#states(state));
    const score = session.state.endedAt ? await this.#run?.score() : undefined;
    if (score === undefined) return;
    const report = await vscode.workspace.openTextDocument({ language: 'plaintext', content: visible(score) });
    await vscode.window.showTextDocument(report, vscode.ViewColumn.Beside);
  }

  /** Goes on with the run that was finished. */
  async reopen(): Promise<void> {
    const session = this.#run?.begun;
    if (session?.state.endedAt) await session.reopen();
  }

  /** Takes up the run that was reopened. */
  async takeUp(): Promise<void> {
    await this.ready;
    await this.#run?.takeUp();
  }

  /** Fills in the values of a link where nothing is set. Runs nothing. */
  async fillFrom(link: ReadonlyMap<string, string>): Promise<FilledIn> {
    await this.ready;
    if (!this.#run || this.#run.state.endedAt)
      throw new Error('This run has ended: start a new one to fill in values.');
    return this.#run.fillFrom(link);
  }

  /** Starts a new run; asks first where that would end a run that goes on. */
  async startNew(kind?: RunKind): Promise<void> {
    await this.ready;
    const present = this.#run?.begun;
    if (present && !(await mayReplace(present))) return;
    const { uri } = this.#document;
    const folder = new RunStore(this.#services).folder(uri);
    const plan = kind === 'drill' ? await askDrill(this.#runbook, pathOf(uri), folder) : undefined;
    if (kind === 'drill' && !plan) return;
    this.#secrets.clear();
    await this.#run?.startNew(kind, plan);
  }

  async #open(store: RunStore): Promise<void> {
    const minutes = (): number => this.#setting<number>(settings.runsTimeout) ?? 0;
    const run = await LiveRun.open(
      store,
      this.document.uri,
      () => ({ runbook: this.#runbook, text: this.document.getText() }),
      this.#cwd(),
      () => (minutes() > 0 ? minutes() * 60_000 : undefined),
    );
    if (this.#disposed) return run.dispose();
    this.#run = run;
    this.#disposables.push(run, this.output, this.targets, this.start);
    let filled = this.filled;
    run.onDidChange(() => {
      this.output.compare(run.state);
      // Another value may be another target.
      if (filled !== this.filled) this.targets.refreshSoon();
      filled = this.filled;
      this.#runChanged.fire();
    });
    this.output.compare(run.state);
    this.#runChanged.fire();
    this.targets.refreshSoon();
  }

  /** Soon, and while the text goes on changing at most half of the time. */
  #readSoon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#read();
      },
      Math.min(Math.max(this.#readingTook, 15), 1_000),
    );
  }

  #read(): void {
    const began = performance.now();
    const { shown, runbook } = readShown(this.document, this.#setting<string>(settings.runsShell));
    this.#shown = shown;
    if (runbook) this.#runbook = runbook;
    this.#readingTook = performance.now() - began;
    this.#documentChanged.fire();
    this.#run?.edited();
    this.targets.refreshSoon('edit');
    void this.start.refresh();
  }

  #block(id: string): Block | undefined {
    return allBlocks(this.#runbook).find((block) => block.id === id);
  }

  #setting<Value>(id: string): Value | undefined {
    return vscode.workspace.getConfiguration(undefined, this.document.uri).get<Value>(id);
  }

  /** Where commands start: in the runbook's own folder, as on the command line; in the workspace's if it has none. */
  #cwd(): string {
    return documentFolder(this.document.uri).fsPath;
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }
}

function needs(names: readonly string[]): string {
  return `Needs a value: ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

function withoutOutput(execution: ExecutionState): ExecutionView {
  const copy: { -readonly [Key in keyof ExecutionState]?: ExecutionState[Key] } = { ...execution };
  for (const key of ['output', 'process', 'owner'] as const) delete copy[key];
  return copy as ExecutionView;
}

function mapValues<Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
