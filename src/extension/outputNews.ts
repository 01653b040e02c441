import * as vscode from 'vscode';
import type { ExecutionState, RunState } from '../record/state.ts';

export interface Output {
  readonly block: string;
  readonly execution: string;
  readonly text: string;
  /** The text replaces what was shown. */
  readonly reset: boolean;
}

/** Milliseconds between two pictures of a command that prints faster than anybody reads. */
const COMPARE_INTERVAL_MS = 250;

interface Seen {
  readonly execution: string;
  readonly printed: number;
  readonly at: number;
}

/** Tells what commands have printed since it was last told, so that views are not sent all of it each time. */
export class OutputNews implements vscode.Disposable {
  readonly #told = new vscode.EventEmitter<Output>();
  readonly onDidPrint = this.#told.event;
  readonly #seen = new Map<string, Seen>();
  #latest: RunState | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  compare(state: RunState): void {
    this.#latest = state;
    let later = false;
    for (const execution of Object.values(state.executions)) later = !this.#tell(execution) || later;
    if (!later) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#latest) this.compare(this.#latest);
    }, COMPARE_INTERVAL_MS);
  }

  /** False where it is too early to tell. */
  #tell({ block, execution, output, printed, status }: ExecutionState): boolean {
    const before = this.#seen.get(block);
    const same = before?.execution === execution;
    const fresh = printed - (same ? before.printed : 0);
    if (same && fresh === 0) return true;
    const goesOn = same && fresh <= output.length;
    const now = performance.now();
    if (same && !goesOn && status === 'running' && now - before.at < COMPARE_INTERVAL_MS) return false;
    this.#seen.set(block, { execution, printed, at: now });
    this.#told.fire({ block, execution, text: goesOn ? output.slice(-fresh) : output, reset: !goesOn });
    return true;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#told.dispose();
  }
}
