import * as vscode from 'vscode';
import type { RunState } from '../run/state.ts';

export interface Output {
  readonly block: string;
  readonly execution: string;
  readonly text: string;
  /** The text replaces what was shown. */
  readonly reset: boolean;
}

/** Tells what commands have printed since it was last told, so that views are not sent all of it each time. */
export class OutputNews implements vscode.Disposable {
  readonly #told = new vscode.EventEmitter<Output>();
  readonly onDidPrint = this.#told.event;
  readonly #seen = new Map<string, { readonly execution: string; readonly output: string }>();

  compare({ executions }: RunState): void {
    for (const { block, execution, output } of Object.values(executions)) {
      const before = this.#seen.get(block);
      if (before?.execution === execution && before.output === output) continue;
      this.#seen.set(block, { execution, output });
      const goesOn = before?.execution === execution && output.startsWith(before.output);
      const text = goesOn ? output.slice(before.output.length) : output;
      this.#told.fire({ block, execution, text, reset: !goesOn });
    }
  }

  dispose(): void {
    this.#told.dispose();
  }
}
