import * as vscode from 'vscode';

/**
 * Shows a document in a tab that stays. `showTextDocument` would wait for the editor itself, and fail where another one
 * takes its place at that moment, although the tab is there.
 */
export async function openDocument(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false } satisfies vscode.TextDocumentShowOptions);
}
