import * as vscode from 'vscode';
import { lookUpContext } from '../processes/context.ts';
import { confirmationFor, type Context } from '../run/confirmation.ts';
import type { PreparedCommand } from '../run/prepare.ts';
import type { RunSession } from '../run/session.ts';
import type { Block } from '../runbook/model.ts';
import { sentence } from './services.ts';
import { terminalRunner } from './terminalRun.ts';

/** Why a block was not run, as a sentence; and the placeholders that need a value for it to run. */
export interface NotRun {
  readonly message: string;
  readonly missing?: readonly string[];
}

/**
 * Runs a block after the responder has agreed to it as its risk and its target ask for. For trusted workspaces only.
 * @param how `production`: expressions that tell production targets by their names; `terminal`: to be talked to there.
 * @returns why, where it was not run.
 */
export async function runBlock(
  session: RunSession,
  block: Block,
  { production, terminal }: { readonly production: readonly string[]; readonly terminal: boolean },
): Promise<NotRun | undefined> {
  if (block.unclosed) return { message: 'Not run: this code block is never closed in the file.' };
  const prepared = session.prepare(block);
  if ('refusal' in prepared) return { message: prepared.refusal, missing: prepared.missing };
  const context = await session.target(prepared, lookUpContext);
  if (!(await agreed(session, block, prepared, context, production)))
    return { message: 'Not run (confirmation cancelled).' };
  try {
    const running = session.run(block, context, {
      prepared,
      runner: prepared.interactive || terminal ? terminalRunner : undefined,
    });
    // A background step goes on beside the next ones, until it is stopped.
    if (prepared.background) running.catch(() => undefined);
    else await running;
    return undefined;
  } catch (error) {
    return { message: sentence(error) };
  }
}

async function agreed(
  session: RunSession,
  block: Block,
  { commands }: PreparedCommand,
  context: Context,
  production: readonly string[],
): Promise<boolean> {
  const before = Object.values(session.state.executions)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .find((execution) => execution.context)?.context;
  const asked = confirmationFor(block, context, { production }, before);
  if (asked.kind === 'none') return true;
  const shown = commands.join('\n').slice(0, 1_000);
  if (asked.kind === 'confirm') {
    const run = 'Run';
    return (await vscode.window.showWarningMessage(asked.message, { modal: true, detail: shown }, run)) === run;
  }
  const typed = await vscode.window.showInputBox({
    title: asked.message,
    prompt: `Type ${asked.name} to run: ${shown.replaceAll('\n', ' ; ')}`,
    placeHolder: asked.name,
    ignoreFocusOut: true,
    validateInput: (value) => (value === asked.name ? undefined : `Type ${asked.name}, or press Escape to cancel.`),
  });
  return typed === asked.name;
}
