import * as vscode from 'vscode';
import { commands } from '../extension/ids.ts';
import type { LanguageServer } from './languageClient.ts';

/** Pages come from the extension itself, so they open without a network. */
const scheme = 'breakwater-page';

/** Shows pages of rules and runbook checks in the Markdown preview. */
export function registerPages(start: () => Promise<LanguageServer>): vscode.Disposable {
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => {
      const id = path.replace(/^\/|\.md$/g, '');
      return (await (await start()).page(id)) ?? `No page is known for ${id}.`;
    },
  });
  const show = vscode.commands.registerCommand(commands.showPage, async (id: unknown) => {
    const wanted = typeof id === 'string' ? id : await pickPage(await start());
    if (wanted === undefined) return;
    const page = vscode.Uri.from({ scheme, path: `/${wanted.replace(/[^\w-]/g, '')}.md` });
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
  return vscode.Disposable.from(provider, show);
}

async function pickPage(server: LanguageServer): Promise<string | undefined> {
  return vscode.window.showQuickPick(server.pageIds(), { title: 'Show Rule Documentation' });
}
