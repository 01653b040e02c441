import type { Runbook, Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { stepHash } from '../record/anchor.ts';
import type { Target } from './confirmation.ts';
import type { Ended, NewEvent, Noted, Outcome, RunEvent, RunStarted } from '../record/events.ts';
import { namesFor } from './capture.ts';
import { Executions, type Recorder } from './executions.ts';
import { withoutStyles } from './expectation.ts';
import type { Part } from './filled.ts';
import { LiveRecord } from './liveRecord.ts';
import { endLeft, endOrphan, findOrphans, type Orphan } from './orphans.ts';
import type { CommandRunner, LookUp, SessionPorts } from './ports.ts';
import { joinFolder, openerOf, type Preparation, type PreparedCommand } from './prepare.ts';
import { resultMarkdown } from '../record/result.ts';
import { RunVariables } from './runVariables.ts';
import { ShellState } from './shellState.ts';
import type { RunState } from '../record/state.ts';
import { targetQueryOf, targetOf } from './target.ts';
import { SET_BY_ENV_FILE, SET_BY_PROFILE } from '../surroundings/envFile.ts';
import { profileText, type Profile } from '../surroundings/profile.ts';
import { choiceText, type Choice, type Way } from '../surroundings/ways.ts';
import { Ways, type Standpoint } from './ways.ts';

/** Told what a command printed, as it comes; more waits until the promise settles. */
export type Printed = (block: string, text: string) => Promise<void> | undefined;

/** One responder's walk through one runbook. Whatever `state` shows as done is in the log before. */
export class RunSession {
  readonly #ports: SessionPorts;
  readonly #record: LiveRecord;
  readonly #variables: RunVariables;
  readonly #ways = new Ways();
  readonly #loaded: Record<string, string> = {};
  readonly #printed = new Set<Printed>();
  readonly #executions: Executions;
  #runbook: Runbook;
  readonly #shell: ShellState;
  /** Blocks with commands that were put into the background, and go on after the block. */
  readonly #besides = new Set<string>();
  /** What commands have acted on so far, the latest of each kind. */
  #context: Target = {};

  private constructor(ports: SessionPorts, runbook: Runbook) {
    this.#ports = ports;
    this.#runbook = runbook;
    this.#record = new LiveRecord(ports, () => this.#runbook);
    const { cwd } = runbook.frontMatter;
    this.#shell = new ShellState(cwd ? joinFolder(ports.folder ?? ports.cwd, cwd) : ports.cwd);
    this.#variables = new RunVariables(() => this.#runbook, this.#shell);
    this.#executions = new Executions(ports, this.#recorder(), this.#shell);
  }

  static async start(
    ports: SessionPorts,
    runbook: Runbook,
    what: Pick<RunStarted, 'run' | 'runbook' | 'drill' | 'dryRun' | 'replay' | 'faults'>,
  ): Promise<RunSession> {
    const session = new RunSession(ports, runbook);
    await session.record({ type: 'run-started', ...what });
    await session.#record.follow();
    return session;
  }

  /**
   * Goes on with a run. Rejects with a sentence where a newer Breakwater wrote it or where there is no run.
   * @param now the runbook's file as it is: where its hash differs, steps are found again and marked.
   */
  static async resume(
    ports: SessionPorts,
    runbook: Runbook,
    now: { readonly hash: string; readonly snapshot: string },
  ): Promise<RunSession> {
    const session = new RunSession(ports, runbook);
    const events = await session.#record.read();
    const open = Object.values(session.state.executions).filter(({ status }) => status === 'running');
    const alive = await Promise.all(
      open.map(async ({ owner }) => owner !== undefined && (await ports.processes?.alive(owner))),
    );
    await session.record({
      type: 'resumed',
      running: open.filter((_, index) => alive[index]).map((one) => one.execution),
    });
    for (const [index, { execution, startedAt }] of open.entries()) {
      if (alive[index]) continue;
      const message = 'Unknown result: still running when Breakwater stopped.';
      const began = Date.parse(startedAt);
      const passed = Number.isNaN(began) ? 0 : Math.max(0, Date.parse(ports.clock.now()) - began);
      await session.record({ type: 'block-ended', execution, how: 'unknown', duration: passed, message });
    }
    session.#carryOn(events);
    if (session.state.hash !== now.hash) await session.runbookChanged(runbook, now);
    await session.#record.follow();
    return session;
  }

  get state(): RunState {
    return this.#record.state;
  }

  get runbook(): Runbook {
    return this.#runbook;
  }

  /** Calls back with each new state; during output at most every 50 ms. */
  subscribe(listener: (state: RunState) => void): () => void {
    return this.#record.subscribe(listener);
  }

  /** Calls back with all that commands of this session print, masked; but for what an `overflow` of the ports takes. */
  onPrint(listener: Printed): () => void {
    this.#printed.add(listener);
    return () => this.#printed.delete(listener);
  }

  /** Writes an event and then shows it. Never rejects: what is in memory only is shown with a warning. */
  record(event: NewEvent): Promise<void> {
    return this.#record.record(event);
  }

  enter = (step: string): Promise<void> => this.record({ type: 'step-entered', ...this.#named(step) });
  tick = (step: string): Promise<void> => this.record({ type: 'step-ticked', ...this.#named(step) });
  untick = (step: string): Promise<void> => this.record({ type: 'step-unticked', ...this.#named(step) });
  skip = (step: string, reason?: string, automatic?: true): Promise<void> =>
    this.record({ type: 'step-skipped', ...this.#named(step), reason: this.#masked(reason), automatic });
  fail = (step: string, reason?: string): Promise<void> =>
    this.record({ type: 'step-failed', ...this.#named(step), reason: this.#masked(reason) });
  note = (kind: Noted['kind'], text: string, step?: string): Promise<void> =>
    this.record({ type: 'noted', kind, text: this.#masked(text) ?? '', step });
  escalated = (to: string, reason?: string): Promise<void> =>
    this.record({ type: 'escalated', to: this.#masked(to) ?? '', reason: this.#masked(reason) });
  messageSent = (channel: string, text: string): Promise<void> =>
    this.record({ type: 'message-sent', channel: this.#masked(channel) ?? '', text: this.#masked(text) ?? '' });
  setSeverity = (severity: string): Promise<void> =>
    this.record({ type: 'severity-changed', severity: this.#masked(severity) ?? '' });
  setRole = (role: string, person: string): Promise<void> =>
    this.record({ type: 'role-changed', role: this.#masked(role) ?? '', person: this.#masked(person) ?? '' });
  async end(outcome: Outcome, left?: string): Promise<void> {
    await this.record({ type: 'run-ended', outcome, left });
    this.#executions.stopWaiting();
  }

  reopen = (): Promise<void> => this.record({ type: 'run-reopened' });

  check(check: string, ticked: boolean): Promise<void> {
    const step = this.#runbook.steps.find((one) => one.checks.some(({ id }) => id === check));
    const text = step?.checks.find(({ id }) => id === check)?.text;
    return this.record({ type: ticked ? 'check-ticked' : 'check-unticked', check, step: step?.id, text });
  }

  /** A secret's value stays in memory. */
  async setVariable(name: string, value: string, wanted = this.isSecret(name), from?: 'link'): Promise<void> {
    const secret = this.#variables.set(name, value, wanted);
    await this.record({ type: 'variable-set', name, secret, value: secret ? undefined : value, from });
  }

  /** Variables of a file that the responder agreed to: for all commands, and never on record; their names are. */
  async loadEnvironment(file: string, values: Readonly<Record<string, string>>): Promise<void> {
    this.#variables.load(values);
    for (const name of Object.keys(values)) this.#loaded[name] = SET_BY_ENV_FILE;
    await this.note('note', `Environment loaded from ${file}: ${Object.keys(values).join(', ')}`);
  }

  /** Profiles of tools that the responder agreed to: for all commands. */
  async useProfile(profile: Profile): Promise<void> {
    this.#shell.load(Object.fromEntries(profile.variables.map(({ name, value }) => [name, value])));
    for (const { name } of profile.variables) this.#loaded[name] = SET_BY_PROFILE;
    await this.note('note', `Profile set: ${profileText(profile)}`);
  }

  /** Where variables come from that a file or a profile has set in this session, by name. */
  get loaded(): Readonly<Record<string, string>> {
    return this.#loaded;
  }

  isSecret(name: string): boolean {
    return this.#variables.isSecret(name);
  }

  /** The block as it would run now, or why it may not. */
  prepare(block: Block): Preparation {
    return this.#ways.agreed(this.#runbook, block, this.#variables.prepare(block, this.state));
  }

  /** What the choices around a line of the runbook come to in this run. */
  standpoint(line: number): Standpoint {
    return this.#ways.standpoint(this.#runbook, line, this.state);
  }

  /** The responder says which of several ways this run goes. @param alone that the rest of the page is not meant. */
  async choose(choice: Choice, way: Way, alone = false): Promise<void> {
    this.#ways.choose(choice, way, alone);
    await this.note('note', `Chosen: "${way.name}", of ${choiceText(choice)}`);
  }

  /** The responder says that blocks after that one, which opened a shell elsewhere, are meant for this machine. */
  meantHere(opener: string): void {
    this.#variables.meantHere(opener);
  }

  /** The block's commands with the values that are known now, to be shown. */
  filled(block: Block): readonly (readonly Part[])[] {
    return this.#variables.filled(block);
  }

  /** What is typed by hand in the session that the block opens, with the values that are known now. */
  filledInner(block: Block): readonly string[] {
    return this.#variables.filledInner(block);
  }

  /** What the record would hold as the block's command if it ran now; undefined where it may not. */
  commandNow(block: Block): string | undefined {
    const prepared = this.prepare(block);
    return 'refusal' in prepared ? undefined : this.#masked(prepared.commands.join('\n'));
  }

  /** What the commands would act on at the moment, after what earlier commands have set. */
  async target(
    command: Pick<PreparedCommand, 'commands' | 'shell'> & Partial<PreparedCommand>,
    lookUp: LookUp,
  ): Promise<Target> {
    const { cwd = this.#shell.cwd, env = {} } = command;
    // What it acts on is where it is carried to; what that acts on is not known here.
    const asked = command.on === undefined ? command : { commands: [`${command.on} true`] };
    const query = targetQueryOf(asked, { ...this.#shell.values, ...env }, { ...this.#shell.env, ...env });
    const { cwd: home, folder = home } = this.#ports;
    const found = await targetOf(query, (questions) => lookUp(questions, { cwd, workspace: [home, folder] }));
    return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, this.#masked(value) ?? '']));
  }

  /**
   * Runs a block after the responder agreed to it, with its retries. Resolves with how it ended last; rejects with a
   * sentence where it may not run.
   * @param how `prepared`: what was agreed to; `runner`: in place of the session's own, as for blocks that talk with the
   *   responder.
   */
  async run(
    block: Block,
    context: Target = {},
    how: { readonly prepared?: PreparedCommand; readonly runner?: CommandRunner } = {},
  ): Promise<Ended> {
    const { prepared = this.prepare(block), runner = this.#ports.runner } = how;
    if (this.state.endedAt !== undefined) throw new Error('This run has ended. Start a new one to run commands.');
    if ('refusal' in prepared) throw new Error(prepared.refusal);
    if (prepared.insideOf !== undefined && !this.state.dryRun) throw new Error(`${openerOf(prepared.insideOf)}.`);
    const going = this.state.executions[block.id];
    const others = going?.status === 'running' && !this.#executions.has(going.execution) ? going.owner : undefined;
    if (others !== undefined && (await this.#ports.processes?.alive(others)))
      throw new Error('This command is running in another window of this run.');
    this.#variables.opened(block.id);
    this.#ways.started(this.#runbook, block.line);
    await this.#recordContext(context);
    if (prepared.beside) this.#besides.add(block.id);
    return this.#executions.run(block, prepared, { context, runner });
  }

  /** The responder, asked whether a block may run, said no. */
  refuse(block: Block, reason: string): Promise<void> {
    const command = this.#masked(this.commandNow(block) ?? block.commands.join('\n')) ?? '';
    const step = this.#runbook.steps.find((one) => one.blocks.some(({ id }) => id === block.id))?.id;
    return this.record({ type: 'block-refused', block: block.id, step, command, reason: this.#masked(reason) ?? '' });
  }

  /** What is known of the target now and was something else for the commands before. */
  async #recordContext(context: Target): Promise<void> {
    const changed = Object.keys(context).filter((kind) => (this.#context[kind] ?? context[kind]) !== context[kind]);
    const pick = (from: Target): Target => Object.fromEntries(changed.map((kind) => [kind, from[kind]!]));
    const before = pick(this.#context);
    this.#context = { ...this.#context, ...context };
    if (changed.length > 0) await this.record({ type: 'context-changed', before, now: pick(context) });
  }

  /** Ends a command, or the wait for its next attempt. */
  cancel(execution: string): void {
    this.#executions.cancel(execution);
  }

  /** Ends all commands of this session. */
  cancelAll(): void {
    this.#executions.cancelAll();
  }

  /** What a block's latest execution did, as Markdown without secrets; undefined where it has not run. */
  resultOf(block: Block): string | undefined {
    const execution = this.state.executions[block.id];
    if (execution === undefined) return undefined;
    const step = this.#runbook.steps.find((one) => one.blocks.some(({ id }) => id === block.id));
    const plain = { ...execution, output: withoutStyles(execution.output) };
    // Once more, with the secrets that were given since.
    return this.#masked(resultMarkdown(step?.title ?? this.#runbook.title, plain, this.#ports.by));
  }

  /** A text without secrets: the values that were given so far, and what looks like one. */
  masked(text: string): string {
    return this.#variables.masked(text);
  }

  /** How many commands of this session run, or are about to be tried again. */
  get running(): number {
    return this.#executions.count;
  }

  /** Resolves when no command of this session runs. */
  idle(): Promise<void> {
    return this.#executions.idle();
  }

  /** Shows the run against a text that is still being edited; `runbookChanged` writes it down once it is saved. */
  preview(runbook: Runbook): void {
    this.#runbook = runbook;
    this.#record.redraw();
  }

  /** The file was edited: steps are found again by what they say and do. */
  async runbookChanged(runbook: Runbook, now: { readonly hash: string; readonly snapshot: string }): Promise<void> {
    const found = this.#record.anchors(runbook);
    this.#runbook = runbook;
    await this.record({ type: 'runbook-changed', hash: now.hash, snapshot: now.snapshot, ...found });
  }

  /** Processes that commands of unknown result left running. */
  orphans(): Promise<readonly Orphan[]> {
    return findOrphans(this.state, this.#ports.processes);
  }

  /** Ends what an execution left running. Resolves with the ids of processes that could not be ended. */
  stopOrphan(execution: string): Promise<readonly number[]> {
    return endOrphan(this.state, this.#ports.processes, execution);
  }

  /** Lets go of the log. Commands that run are ended, also those in the background of a block. */
  async dispose(): Promise<void> {
    this.#printed.clear();
    await this.#record.close(() => this.#executions.dispose());
    for (const block of this.#besides) {
      const last = this.state.executions[block];
      if (last) await endLeft(this.#ports.processes, { execution: last.execution, mark: last.process });
    }
  }

  #recorder(): Recorder {
    return {
      runbook: () => this.#runbook,
      run: () => this.state.run,
      dryRun: () => this.state.dryRun === true,
      ended: () => this.state.endedAt !== undefined,
      record: (event) => this.record(event),
      show: (event) => this.#record.show(event),
      print: (block, text) => {
        const taken = [...this.#printed].map((listener) => listener(block, text));
        return taken.length === 0 ? undefined : Promise.all(taken).then(() => undefined);
      },
      showOutput: (execution, text, how) => this.#record.showOutput(execution, text, how),
      masked: (text) => this.#masked(text) ?? '',
      secrets: () => this.#variables.secrets(),
      found: (value) => this.#variables.learned.add(value),
      isSecret: (name) => this.isSecret(name),
      capture: async (name, value) => {
        for (const one of namesFor(this.#runbook, name)) await this.setVariable(one, value);
      },
    };
  }

  /** Place and values as far as the log tells them: not what commands exported, and no secrets. */
  #carryOn(events: readonly RunEvent[]): void {
    for (const [name, { value }] of Object.entries(this.state.variables)) {
      if (value !== undefined) this.#variables.set(name, value, false);
    }
    for (const event of events)
      if (event.type === 'block-started') this.#context = { ...this.#context, ...event.context };
    const { cwd, folder = cwd } = this.#ports;
    const gone = this.#shell.resume(events, [cwd, folder]);
    if (gone.length === 0) return;
    this.#record.warn(
      `Variables set by earlier commands were lost: ${gone.join(', ')}. Rerun those commands if you need them.`,
    );
  }

  #named(id: string): { step: string; title?: string; hash?: string } {
    const step: Step | undefined = this.#runbook.steps.find((one) => one.id === id);
    return step === undefined ? { step: id } : { step: id, title: step.title, hash: stepHash(step) };
  }

  #masked(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.masked(text);
  }
}
