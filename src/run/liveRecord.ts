import { LOG_VERSION, type BlockOutput, type NewEvent, type RunEvent } from '../record/events.ts';
import type { LogContent } from '../record/logPorts.ts';
import { Reduction } from '../record/reduce.ts';
import type { ExecutionState, RunState } from '../record/state.ts';
import type { Runbook } from '../runbook/model.ts';
import type { SessionPorts } from './ports.ts';

/** Bytes of a side file that are read to show how an execution's output ended. */
const SIDE_FILE_TAIL_BYTES = 64 * 1024;

/** A run's record as it grows: each event is on disk before the state shows it; what others write is taken in. */
export class LiveRecord {
  readonly #ports: SessionPorts;
  readonly #runbook: () => Runbook;
  readonly #reduction = new Reduction();
  readonly #listeners = new Set<(state: RunState) => void>();
  #warnings: string[] = [];
  #state: RunState | undefined;
  #last = '';
  #unfollow: () => void = () => undefined;
  #told = false;

  constructor(ports: SessionPorts, runbook: () => Runbook) {
    this.#ports = ports;
    this.#runbook = runbook;
  }

  get state(): RunState {
    const problem = this.#ports.log.problem();
    this.#state ??= this.#reduction.state(
      this.#runbook(),
      problem === undefined ? this.#warnings : [problem, ...this.#warnings],
    );
    return this.#state;
  }

  /** Where steps and blocks of the runbook are found again after an edit. */
  anchors(runbook: Runbook): { readonly anchors: Record<string, string>; readonly blocks: Record<string, string> } {
    return {
      anchors: Object.fromEntries(this.#reduction.anchors(runbook)),
      blocks: Object.fromEntries(this.#reduction.blockAnchors(runbook)),
    };
  }

  /** Calls back with each new state; during output at most every 50 ms. */
  subscribe(listener: (state: RunState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in the log as it is. Rejects with a sentence where a newer Breakwater wrote it or where there is no run. */
  async read(): Promise<readonly RunEvent[]> {
    const { events, warnings, refused } = await this.#ports.log.read();
    if (refused !== undefined) throw new Error(refused);
    if (events.length === 0) throw new Error('This log contains no run.');
    this.#warnings = [...warnings];
    for (const event of events) this.#take(event);
    await this.#readTails(Object.values(this.state.executions));
    return events;
  }

  /** Writes an event and then shows it. Never rejects: what is in memory only is shown with a warning. */
  async record(event: NewEvent): Promise<void> {
    const whole = this.#event(event);
    await this.#ports.log.append(whole).catch(() => undefined);
    this.#take(whole);
    this.tell();
  }

  /** Shows an event at once, for output that comes faster than it can be written. Settles when it is on disk. */
  show(event: NewEvent): Promise<void> {
    const whole = this.#event(event);
    this.#take(whole);
    this.#tellSoon();
    return this.#ports.log.append(whole).catch(() => undefined);
  }

  /** Shows output that the log holds, or will hold, in another form. */
  showOutput(execution: string, text: string, how: 'added' | 'whole' | 'end'): void {
    if (how === 'added') this.#reduction.print(execution, text);
    else this.#reduction.goOn(execution, text, how === 'whole');
    this.#state = undefined;
    this.#tellSoon();
  }

  warn(sentence: string): void {
    this.#warnings.push(sentence);
    this.#state = undefined;
  }

  /** The runbook is another one now. */
  redraw(): void {
    this.#state = undefined;
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }

  /** From here on, what others write to the log is taken in as it comes. */
  async follow(): Promise<void> {
    const read = await this.#ports.log.read().catch(() => undefined);
    for (const event of read?.events ?? []) this.#take(event);
    this.#unfollow = this.#ports.log.follow((update) => this.#update(update));
  }

  /** Lets go of the log once `before` has settled. */
  async close(before: () => Promise<void>): Promise<void> {
    this.#unfollow();
    this.#listeners.clear();
    await before();
    await this.#ports.log.close();
  }

  #update({ events, refused }: LogContent): void {
    // Our own come back from the file, too.
    const others = events.filter((event) => this.#take(event));
    const spilled = others.filter((event) => event.type === 'block-output' && event.spilled !== undefined);
    void this.#readTails(spilled as BlockOutput[]).then(() => spilled.length > 0 && this.tell());
    if (refused !== undefined && !this.#warnings.includes(refused)) this.#warnings.push(refused);
    this.redraw();
  }

  /** Reads what the log does not hold: the end of what executions printed, from their side files. */
  async #readTails(executions: readonly Pick<ExecutionState, 'execution' | 'spilled'>[]): Promise<void> {
    for (const { execution, spilled } of executions) {
      const tail = spilled === undefined ? '' : await this.#ports.log.tail(spilled.file, SIDE_FILE_TAIL_BYTES);
      if (tail === '') continue;
      this.#reduction.goOn(execution, tail, spilled!.bytes <= SIDE_FILE_TAIL_BYTES);
      this.#state = undefined;
    }
  }

  #event(event: NewEvent): RunEvent {
    // Merged logs are read in the order of times, so a clock that is put back must not undo this.
    const now = this.#ports.clock.now();
    this.#last = now > this.#last ? now : this.#last;
    return { v: LOG_VERSION, id: this.#ports.ids.next(), at: this.#last, by: this.#ports.by, ...event } as RunEvent;
  }

  /** False where it was there already. */
  #take(event: RunEvent): boolean {
    if (!this.#reduction.add(event)) return false;
    if (typeof event.at === 'string' && event.at > this.#last && event.at <= this.#ports.clock.now())
      this.#last = event.at;
    this.#state = undefined;
    return true;
  }

  #tellSoon(): void {
    if (this.#told) return;
    this.#told = true;
    this.#ports.clock.after(50, () => {
      this.#told = false;
      this.tell();
    });
  }
}
