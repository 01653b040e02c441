import * as vscode from 'vscode';
import { commands } from '../extension/ids.ts';
import { sentence, type Services } from '../extension/services.ts';

const DISCARD = 'Discard All';

/** Shows what agents have proposed as a runbook, where a person runs it step by step, or does not. */
export function registerProposals({ log }: Services): vscode.Disposable {
  const failed = (error: unknown): void => {
    log.error(sentence(error));
    void vscode.window.showErrorMessage(sentence(error));
  };
  return vscode.commands.registerCommand(commands.proposals, () => showProposals(failed).catch(failed));
}

/** @param failed is told why proposals could not be discarded: by then the command has ended. */
async function showProposals(failed: (error: unknown) => void): Promise<void> {
  const { pendingProposals, proposalsRunbook, settleProposals } = await import('./runbookHost.ts');
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const pending = await Promise.all(
    folders.map(async ({ uri }) => ({ root: uri.fsPath, proposals: await pendingProposals(uri.fsPath) })),
  );
  const all = pending.flatMap(({ proposals }) => proposals);
  if (all.length === 0) return void vscode.window.showInformationMessage('Agents have proposed no steps.');
  const content = proposalsRunbook(all);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand(commands.openRunbookBeside, document.uri);
  // Until they are discarded they stay on the list.
  void vscode.window
    .showInformationMessage(`${all.length} proposed. Nothing has run.`, DISCARD)
    .then(async (answer) => {
      if (answer !== DISCARD) return;
      for (const { root, proposals } of pending)
        await settleProposals(root, new Set(proposals.map(({ call }) => call)));
      void vscode.window.showInformationMessage(`${all.length} discarded.`);
    })
    .then(undefined, failed);
}
