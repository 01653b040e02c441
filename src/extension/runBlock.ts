import * as vscode from 'vscode';
import { settingsFiles } from '../processes/settingsFiles.ts';
import { lookUpTarget } from '../processes/targetLookUp.ts';
import { confirmationFor, type Target } from '../run/confirmation.ts';
import { withFolderSettings } from '../run/folderSettings.ts';
import type { PreparedCommand } from '../run/prepare.ts';
import type { RunSession } from '../run/session.ts';
import { visibleCommand } from '../run/visibleCommand.ts';
import type { Block } from '../blocks/model.ts';
import { visible } from '../text/visible.ts';
import type { ReplayDrill } from '../processes/replayDrill.ts';
import { concernsLeft } from '../walk/cases.ts';
import type { NotRun } from '../walk/inOrder.ts';
import { sentence } from './services.ts';
import { terminalRunner } from './terminalRun.ts';

interface How {
  /** Expressions that tell production targets by their names. */
  readonly production: readonly string[];
  /** To be talked to there. */
  readonly terminal: boolean;
  /** Nothing is executed. */
  readonly drill?: ReplayDrill;
  /** Cases that the responder has said to hold; undefined where the block alone was asked for. */
  readonly given?: readonly string[];
}

/**
 * Runs a block after the responder has agreed to it as its risk and its target ask for. For trusted workspaces only.
 * @returns why, where it was not run.
 */
export async function runBlock(
  session: RunSession,
  block: Block,
  { production, terminal, drill, given }: How,
): Promise<NotRun | undefined> {
  const first = session.prepare(block);
  if ('refusal' in first) return { message: first.refusal, missing: first.missing };
  const elsewhere = await askPlace(session, block, first);
  if (elsewhere !== undefined) return elsewhere;
  const prepared = session.prepare(block);
  if ('refusal' in prepared) return { message: prepared.refusal, missing: prepared.missing };
  const context = await session.target(prepared, drill?.lookUp ?? lookUpTarget);
  const judged = await withFolderSettings(prepared, settingsFiles);
  const concerns = concernsLeft(session, block, judged.concerns, given);
  if (!(await agreed(session, block, { ...judged, concerns }, context, production))) {
    await session.refuse(block, 'confirmation cancelled');
    return { message: 'Not run (confirmation cancelled).' };
  }
  try {
    const running = session.run(block, context, {
      prepared,
      // Nothing of a drill is executed, in a terminal neither.
      runner: !drill && (prepared.interactive || terminal) ? terminalRunner : undefined,
    });
    // A background step goes on beside the next ones, until it is stopped.
    if (prepared.background) running.catch(() => undefined);
    else await running;
    return undefined;
  } catch (error) {
    return { message: sentence(error) };
  }
}

/** After a block that opened a shell elsewhere: nothing is run here that may be meant for that shell. */
async function askPlace(
  session: RunSession,
  block: Block,
  { insideOf, commands }: PreparedCommand,
): Promise<NotRun | undefined> {
  if (insideOf === undefined || session.state.dryRun) return undefined;
  const step = insideOf.step === undefined ? 'a step before' : `step ${insideOf.step}`;
  const message = `Is this meant for the shell that ${step} opened, or for this machine?`;
  const here = 'Run Here';
  const copy = 'Copy for That Shell';
  const detail = `${visibleCommand(insideOf.command)}\n\nTo be run:\n${visibleCommand(session.masked(commands.join('\n')))}`;
  const answer = await vscode.window.showWarningMessage(
    message,
    { modal: true, detail: detail.slice(0, 2_000) },
    here,
    copy,
  );
  if (answer === here) {
    session.meantHere(insideOf.block);
    return undefined;
  }
  await session.refuse(block, answer === copy ? 'copied for the open shell' : 'meant for another shell');
  if (answer !== copy) return { message: 'Not run (meant for another shell?).' };
  await vscode.env.clipboard.writeText(commands.join('\n'));
  return { message: `Not run here. Copied: paste it into the shell that ${step} opened.` };
}

async function agreed(
  session: RunSession,
  block: Block,
  { commands, risk, concerns }: PreparedCommand,
  context: Target,
  production: readonly string[],
): Promise<boolean> {
  const before = Object.values(session.state.executions)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .find((execution) => execution.context)?.context;
  const judged = { risk, attributes: block.attributes, concerns };
  const asked = confirmationFor(judged, context, { production }, before);
  if (asked.kind === 'none') return true;
  const shown = visibleCommand(session.masked(commands.join('\n'))).slice(0, 1_000);
  if (asked.kind === 'confirm') {
    const run = 'Run';
    return (
      (await vscode.window.showWarningMessage(visible(asked.message), { modal: true, detail: shown }, run)) === run
    );
  }
  const typed = await vscode.window.showInputBox({
    title: visible(asked.message),
    prompt: `Type ${asked.name} to run: ${shown.replaceAll('\n', ' ; ')}`,
    placeHolder: asked.name,
    ignoreFocusOut: true,
    validateInput: (value) => (value === asked.name ? undefined : `Type ${asked.name}, or press Escape to cancel.`),
  });
  return typed === asked.name;
}
