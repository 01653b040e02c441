import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { waitFor } from '../support/wait.ts';

describe('Breakwater inside VS Code', () => {
  it('is present and activates when a TypeScript file opens', async () => {
    const extension = vscode.extensions.getExtension('breakwater.breakwater');
    assert.ok(extension, 'the extension is installed');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'a folder is open');
    await vscode.window.showTextDocument(vscode.Uri.file(join(folder.uri.fsPath, 'src', 'payments.ts')));
    await waitFor('activation', () => extension.isActive);
    // VS Code calls an extension active that failed to activate; this throws its reason.
    await extension.activate();
  });

  it('offers every command that its manifest declares', async () => {
    const extension = vscode.extensions.getExtension('breakwater.breakwater')!;
    await extension.activate();
    const declared = (extension.packageJSON as { contributes: { commands: { command: string }[] } }).contributes
      .commands;
    const known = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 0);
    assert.deepEqual(
      declared.map(({ command }) => command).filter((id) => !known.has(id)),
      [],
    );
  });
});
