import type { FilledBlock } from '../protocol/webview.ts';
import { allBlocks } from '../run/plan.ts';
import type { Runbook } from '../runbook/model.ts';
import type { LiveRun } from './liveRun.ts';

export type Filled = Readonly<Record<string, FilledBlock>>;

/** What each block's commands are with the values that are known, worked out where one of them may have changed. */
export class FilledBlocks {
  #runbook: Runbook | undefined;
  #key = '';
  #now: Filled = {};

  /** The same object as long as nothing changes. */
  of(run: LiveRun, runbook: Runbook): Filled {
    const { variables, executions } = run.state;
    // What commands set in their shell is known once they have ended.
    const ended = Object.values(executions).map(({ execution, status }) => `${execution} ${status}`);
    const key = JSON.stringify([variables, ended, run.begun?.loaded]);
    if (runbook === this.#runbook && key === this.#key) return this.#now;
    this.#runbook = runbook;
    this.#key = key;
    const filled = allBlocks(runbook)
      .filter(
        ({ kind, commands, placeholders }) => kind === 'command' && commands.length > 0 && placeholders.length > 0,
      )
      .map((block): [string, FilledBlock] => [
        block.id,
        { commands: run.filled(block), runs: run.begun?.commandNow(block) },
      ]);
    const now = Object.fromEntries(filled);
    if (JSON.stringify(now) !== JSON.stringify(this.#now)) this.#now = now;
    return this.#now;
  }
}
