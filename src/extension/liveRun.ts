import * as vscode from 'vscode';
import { stepHash } from '../run/anchor.ts';
import { LOG_VERSION, type RunEvent } from '../run/events.ts';
import { Reduction } from '../run/reduce.ts';
import type { RunState } from '../run/state.ts';
import type { Runbook } from '../runbook/model.ts';
import { pathOf, type RunStore, type StoredRun } from './runStore.ts';
import { sentence } from './services.ts';

type Omitted<Event> = Event extends RunEvent ? Omit<Event, 'v' | 'id' | 'at' | 'by'> : never;
/** An event as it is recorded; when, who and its id are added here. */
export type NewEvent = Omitted<RunEvent>;

/** One responder's walk through one runbook. Its log is the truth; what is shown as done is on disk. */
export class LiveRun implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** The state may be another one. */
  readonly onDidChange = this.#changed.event;
  #reduction = new Reduction();
  #unfollow: () => void = () => {};
  #warnings: readonly string[];
  #unsaved: string | undefined;
  #started: boolean;

  private constructor(
    private readonly store: RunStore,
    private readonly uri: vscode.Uri,
    private stored: StoredRun,
    private readonly document: () => { readonly runbook: Runbook; readonly text: string },
  ) {
    this.#warnings = stored.warnings;
    this.#started = stored.events.length > 0;
    for (const event of stored.events) this.#reduction.add(event);
    this.#follow();
  }

  /** Takes up the runbook's open run, or stands ready to begin one with the first act. */
  static async open(
    store: RunStore,
    uri: vscode.Uri,
    document: () => { readonly runbook: Runbook; readonly text: string },
  ): Promise<LiveRun> {
    const stored = await store.open(uri);
    const run = new LiveRun(store, uri, stored ?? store.create(uri), document);
    if (stored) await run.#settleInterrupted();
    return run;
  }

  get id(): string {
    return this.stored.run;
  }

  get state(): RunState {
    const warnings = [...this.#warnings, ...(this.#unsaved ? [this.#unsaved] : [])];
    return this.#reduction.state(this.document().runbook, warnings);
  }

  /** Writes an event down, and changes the state when it is on disk. */
  async record(event: NewEvent): Promise<void> {
    if (!this.#started && event.type !== 'run-started') await this.#start();
    const full = {
      ...event,
      v: LOG_VERSION,
      id: crypto.randomUUID(),
      at: new Date().toISOString(),
      by: person(),
    } as RunEvent;
    try {
      await this.stored.log.append(full);
      this.#unsaved = this.stored.log.problem();
    } catch (error) {
      this.#unsaved = sentence(error);
    }
    this.#reduction.add(full);
    this.#changed.fire();
  }

  /** Writes output down: in the log, or beside it where there is much. */
  async recordOutput(execution: string, stream: 'stdout' | 'stderr', text: string, beside: boolean): Promise<void> {
    if (!beside) return this.record({ type: 'block-output', execution, stream, text });
    try {
      const spilled = await this.stored.log.spill(`${execution}.${stream}.txt`, text);
      await this.record({ type: 'block-output', execution, stream, spilled });
    } catch (error) {
      this.#unsaved = sentence(error);
    }
  }

  /** Fields that tie an event to a step, so that it is found again when the runbook has been edited. */
  stepFields(id: string): { step: string; hash?: string; title?: string } {
    const step = this.document().runbook.steps.find((one) => one.id === id);
    return step ? { step: id, hash: stepHash(step), title: step.title } : { step: id };
  }

  /** Ends this run, if it has begun, and stands ready for another one. */
  async startNew(): Promise<void> {
    if (this.#started && !this.state.endedAt) await this.record({ type: 'run-ended', outcome: 'abandoned' });
    this.#unfollow();
    await this.stored.log.close();
    this.stored = this.store.create(this.uri);
    this.#reduction = new Reduction();
    this.#started = false;
    this.#warnings = this.stored.warnings;
    this.#unsaved = undefined;
    this.#follow();
    this.#changed.fire();
  }

  async #start(): Promise<void> {
    this.#started = true;
    const { runbook, text } = this.document();
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const about = { path: pathOf(this.uri), title: runbook.title, hash, snapshot: text };
    await this.record({ type: 'run-started', run: this.stored.run, runbook: about, drill: false, dryRun: false });
  }

  /** Commands that were running when the last session ended have no known result. */
  async #settleInterrupted(): Promise<void> {
    const running = Object.values(this.state.executions).filter(({ status }) => status === 'running');
    for (const { execution, startedAt } of running) {
      const duration = Math.max(0, Date.now() - Date.parse(startedAt)) || 0;
      const message = 'It was running when the window stopped.';
      await this.record({ type: 'block-ended', execution, duration, how: 'unknown', message });
    }
    await this.record({ type: 'resumed' });
  }

  #follow(): void {
    this.#unfollow = this.stored.log.follow(({ events }) => {
      let news = false;
      for (const event of events) news = this.#reduction.add(event) || news;
      if (news) this.#changed.fire();
    });
  }

  dispose(): void {
    this.#unfollow();
    this.#changed.dispose();
    void this.stored.log.close().catch(() => {});
  }
}

function person(): string {
  return process.env['USER'] ?? process.env['USERNAME'] ?? 'unknown';
}
