import * as vscode from 'vscode';
import { createRunner } from '../processes/runner.ts';
import { machineProcesses } from '../processes/processTree.ts';
import { randomIds, systemClock, userName } from '../processes/system.ts';
import { filledCommands, textOf, type Part } from '../run/filled.ts';
import type { Orphan } from '../run/orphans.ts';
import type { RunLog } from '../record/logPorts.ts';
import type { CommandRunner, LookUp, SessionPorts } from '../run/ports.ts';
import { environmentOf, type Variable } from '../run/prepare.ts';
import { Reduction } from '../record/reduce.ts';
import { statesOf } from '../run/itemState.ts';
import { leftOpen } from '../reports/leftOpen.ts';
import { RunSession } from '../run/session.ts';
import type { Target } from '../run/confirmation.ts';
import type { RunState } from '../record/state.ts';
import { targetQueryOf, targetOf } from '../run/target.ts';
import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { valuesFromLink, type FilledIn } from '../surroundings/runbookLink.ts';
import { documentFolder } from './documentFolder.ts';
import { EXPECTED, ReplayDrill, type DrillPlan } from '../processes/replayDrill.ts';
import { pathOf } from './runsFolder.ts';
import type { RunStore } from './runStore.ts';
import { sentence } from './services.ts';

export interface RunbookText {
  readonly runbook: Runbook;
  readonly text: string;
}

/** `dry-run`: nothing is executed, and nothing kept. */
export type RunKind = 'drill' | 'dry-run';

/** A runbook's present run: taken up where it was left, or begun with the responder's first act. */
export class LiveRun implements vscode.Disposable {
  readonly #store: RunStore;
  readonly #uri: vscode.Uri;
  readonly #document: () => RunbookText;
  readonly #cwd: string;
  /** Milliseconds after which a command is stopped, unless its block says otherwise. */
  readonly #timeout: () => number | undefined;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #session: RunSession | undefined;
  #starting: Promise<RunSession> | undefined;
  #warnings: readonly string[] = [];
  #orphans: readonly Orphan[] = [];
  #kind: RunKind | undefined;
  #plan: DrillPlan | undefined;
  #drill: ReplayDrill | undefined;
  #log: RunLog | undefined;
  /** Values of a link, until the run begins and they are on record. */
  readonly #linked = new Map<string, string>();
  #turn: Promise<void> = Promise.resolve();

  private constructor(
    store: RunStore,
    uri: vscode.Uri,
    document: () => RunbookText,
    cwd: string,
    timeout: () => number | undefined,
  ) {
    this.#store = store;
    this.#uri = uri;
    this.#document = document;
    this.#cwd = cwd;
    this.#timeout = timeout;
  }

  static async open(
    store: RunStore,
    uri: vscode.Uri,
    document: () => RunbookText,
    cwd: string,
    timeout: () => number | undefined,
  ): Promise<LiveRun> {
    const run = new LiveRun(store, uri, document, cwd, timeout);
    await run.#takeUp();
    return run;
  }

  get state(): RunState {
    if (this.#session) return this.#session.state;
    const linked = [...this.#linked].map(([name, value]) => [name, { value, secret: false, from: 'link' as const }]);
    const state = new Reduction().state(this.#document().runbook, this.#warnings);
    return { ...state, variables: Object.fromEntries(linked) as RunState['variables'] };
  }

  /** The run, begun if need be. */
  session(): Promise<RunSession> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** The run, if it has begun. */
  get begun(): RunSession | undefined {
    return this.#session;
  }

  /** Fills in the values of a link where nothing is set. That begins no run. */
  async fillFrom(link: ReadonlyMap<string, string>): Promise<FilledIn> {
    const set = Object.entries(this.state.variables).map(([name, { value = '' }]) => [name, value] as const);
    const filled = valuesFromLink(link, this.#document().runbook.placeholders, new Map(set));
    for (const [name, value] of filled.values)
      if (this.#session) await this.#session.setVariable(name, value, false, 'link');
      else this.#linked.set(name, value);
    this.#changed.fire();
    return filled;
  }

  /** Processes of commands that outlived the window they were started from. */
  get orphans(): readonly Orphan[] {
    return this.#orphans;
  }

  /** Ends what is left of an execution. @returns a sentence where that was not possible. */
  async stopOrphan(execution: string): Promise<string | undefined> {
    if (!this.#session) return undefined;
    const left = await this.#session.stopOrphan(execution);
    await this.#findOrphans(this.#session);
    return left.length > 0 ? `Couldn't stop it. Process ids: ${left.join(', ')}.` : undefined;
  }

  /** What commands would act on if they ran now. For trusted workspaces only. */
  target(block: Block, ask: LookUp): Promise<Target> {
    const { shell = '' } = block;
    const on = block.attributes['on'];
    const commands = on ? [`${on} true`] : textOf(this.filled(block));
    const env = environmentOf(block);
    if (this.#session) return this.#session.target({ commands, shell, env }, ask);
    return targetOf(targetQueryOf({ commands, shell }, env, env), (questions) =>
      ask(questions, { cwd: this.#cwd, workspace: [this.#cwd, this.#folder] }),
    );
  }

  /** The block's commands with the values that are known now, to be shown. */
  filled(block: Block): readonly (readonly Part[])[] {
    if (this.#session) return this.#session.filled(block);
    const { runbook } = this.#document();
    const presets = runbook.placeholders.map(({ name, default: value = '' }): [string, Variable] => [
      name,
      { value, secret: false },
    ]);
    const linked = [...this.#linked].map(([name, value]): [string, Variable] => [name, { value, secret: false }]);
    return filledCommands(runbook, block, new Map([...presets, ...linked]));
  }

  /** The text has been edited; what was done stays done. */
  edited(): void {
    if (this.#session) this.#session.preview(this.#document().runbook);
    else this.#changed.fire();
  }

  /** The text is on disk now: the record keeps it, so that it tells what was done when. */
  async saved(): Promise<void> {
    const { runbook, text } = this.#document();
    const hash = await sha256(text);
    const session = this.#session;
    if (session && !session.state.endedAt && session.state.hash !== hash) {
      await session.runbookChanged(runbook, { hash, snapshot: text });
    }
  }

  /** Ends this run, if it has begun, and stands ready for another one; a drill or a dry run begins at once. */
  startNew(kind?: RunKind, plan?: DrillPlan): Promise<void> {
    // One after the other: two at once would show the one and run in the other.
    return (this.#turn = this.#turn.catch(() => undefined).then(() => this.#startNew(kind, plan)));
  }

  /** Shows the run that the log has as unfinished now, in place of one that has ended. */
  takeUp(): Promise<void> {
    return (this.#turn = this.#turn
      .catch(() => undefined)
      .then(() => this.#release())
      .then(() => this.#takeUp()));
  }

  async #startNew(kind?: RunKind, plan?: DrillPlan): Promise<void> {
    await this.#starting?.catch(() => undefined);
    if (this.#session && !this.#session.state.endedAt) await this.#abandon(this.#session);
    await this.#release(kind);
    this.#plan = plan;
    if (kind) await this.session();
  }

  /** Lets go of the present run as it stands. */
  async #release(kind?: RunKind): Promise<void> {
    // Those of a link were for the run that it opened.
    if (this.#session) this.#linked.clear();
    await this.#session?.dispose();
    this.#session = undefined;
    this.#starting = undefined;
    this.#warnings = [];
    this.#orphans = [];
    this.#drill = undefined;
    this.#plan = undefined;
    this.#kind = kind;
    this.#changed.fire();
  }

  async #abandon(session: RunSession): Promise<void> {
    const { counts } = statesOf(session.runbook, session.state);
    await session.end('abandoned', leftOpen(counts, session.running));
  }

  async #takeUp(): Promise<void> {
    const log = await this.#store.open(this.#uri).catch((error: unknown) => {
      this.#warnings = [`Couldn't read earlier runs: ${sentence(error)}`];
      return undefined;
    });
    if (!log) return;
    const { runbook, text } = this.#document();
    try {
      const now = { hash: await sha256(text), snapshot: text };
      const { events } = await log.read();
      const started = events.find((event) => event?.type === 'run-started');
      // A drill executes nothing, also one whose log does not say what it replays.
      if (started?.drill) this.#plan = { replay: started.replay ?? EXPECTED, faults: started.faults ?? '' };
      const session = await RunSession.resume(await this.#ports(log, runbook), runbook, now);
      this.#starting = Promise.resolve(session);
      this.#use(session);
      await this.#findOrphans(session);
    } catch (error) {
      this.#warnings = [sentence(error)];
      await log.close();
    }
  }

  async #start(): Promise<RunSession> {
    const drill = this.#kind === 'drill';
    const dryRun = this.#kind === 'dry-run';
    const { run, log } = this.#store.create(this.#uri, dryRun);
    const { runbook, text } = this.#document();
    const about = { path: pathOf(this.#uri), title: runbook.title, hash: await sha256(text), snapshot: text };
    const ports = await this.#ports(log, runbook);
    const session = await RunSession.start(ports, runbook, { run, runbook: about, drill, dryRun, ...this.#plan });
    await this.#drill?.prepare(session);
    for (const [name, value] of this.#linked) await session.setVariable(name, value, false, 'link');
    this.#use(session);
    return session;
  }

  /** What this run is a drill of; undefined where commands are executed. */
  get drill(): ReplayDrill | undefined {
    return this.#drill;
  }

  /** How the responder of a drill did; undefined for other runs. */
  async score(): Promise<string | undefined> {
    if (!this.#drill || !this.#session || !this.#log) return undefined;
    return this.#drill.score(this.#session, this.#log, this.#store.folder(this.#uri));
  }

  async #ports(log: RunLog, runbook: Runbook): Promise<SessionPorts> {
    this.#log = log;
    if (this.#plan) this.#drill = await ReplayDrill.open(this.#plan, this.#store.folder(this.#uri));
    const ports: SessionPorts = {
      log,
      runner: this.#runner(),
      clock: systemClock,
      ids: randomIds,
      processes: await machineProcesses(),
      overflow: this.#store.overflow(this.#uri),
      by: userName(),
      cwd: this.#cwd,
      folder: this.#folder,
    };
    return this.#drill?.ports(ports, runbook) ?? ports;
  }

  get #folder(): string {
    return documentFolder(this.#uri).fsPath;
  }

  async #findOrphans(session: RunSession): Promise<void> {
    this.#orphans = await session.orphans().catch(() => []);
    this.#changed.fire();
  }

  #runner(): CommandRunner {
    const runner = createRunner();
    const start: CommandRunner['start'] = (request, output) =>
      runner.start({ ...request, timeout: request.timeout ?? this.#timeout() }, output);
    return { start };
  }

  #use(session: RunSession): void {
    this.#session = session;
    session.subscribe(() => this.#changed.fire());
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#session?.dispose();
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
