import * as vscode from 'vscode';
import { datedTemplate } from '../runbook/template.ts';
import { commands } from '../extension/ids.ts';
import { sentence, type Services } from '../extension/services.ts';
import { openDocument } from './openDocument.ts';

interface Template extends vscode.QuickPickItem {
  readonly text: string;
}

/** Makes a runbook out of one of the templates that come with the extension. */
export function registerNewRunbook(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(commands.newRunbook, async () => {
    try {
      await newRunbook(services);
    } catch (error) {
      services.log.error(sentence(error));
      void vscode.window.showErrorMessage(`Couldn't create the runbook: ${sentence(error)}`);
    }
  });
}

async function newRunbook({ context }: Services): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('open a folder first.');
  const templates = await readTemplates(vscode.Uri.joinPath(context.extensionUri, 'media', 'templates'));
  const template = await vscode.window.showQuickPick(templates, {
    title: 'New Runbook from Template',
    placeHolder: 'Choose a template',
    matchOnDetail: true,
  });
  if (!template) return;
  const suggested = template.label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = await vscode.window.showInputBox({
    title: 'New Runbook from Template',
    prompt: 'File name in the runbooks folder',
    value: `${suggested}.runbook.md`,
    valueSelection: [0, suggested.length],
    validateInput: (value) => (/^[\w][\w .-]*\.md$/.test(value) ? undefined : 'Enter a file name ending in .md'),
  });
  if (!name) return;
  const file = vscode.Uri.joinPath(folder, 'runbooks', name);
  if (await exists(file)) throw new Error(`runbooks/${name} already exists.`);
  // A link that came with the workspace would have the file written somewhere else.
  if ((await isLink(vscode.Uri.joinPath(folder, 'runbooks'))) || (await isLink(file)))
    throw new Error(`runbooks/${name} leads to another folder.`);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(datedTemplate(template.text, new Date())));
  await openDocument(file);
  await vscode.commands.executeCommand(commands.openRunbookBeside, file);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

async function isLink(place: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(place)).type & vscode.FileType.SymbolicLink) !== 0;
  } catch {
    // A link that leads nowhere has no target to look at, and is listed by its folder alone.
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(place, '..')).then(
      (found) => found,
      () => [],
    );
    return entries.some(
      ([name, type]) => place.path.endsWith(`/${name}`) && (type & vscode.FileType.SymbolicLink) !== 0,
    );
  }
}

async function readTemplates(folder: vscode.Uri): Promise<Template[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const files = entries.filter(([name]) => name.endsWith('.md')).map(([name]) => name);
  const templates = await Promise.all(
    files.map(async (name) => {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
      const title = /^title:[ \t]*["']?(.+?)["']?[ \t]*$/m.exec(text)?.[1] ?? /^# (.+)$/m.exec(text)?.[1];
      const about = /^# .+\n+([^\n#].+)$/m.exec(text)?.[1];
      return { label: title ?? name.replace(/(?:\.runbook)?\.md$/, ''), detail: about, text, name };
    }),
  );
  // The blank one last: most people are better served by one of the others.
  const isBlank = ({ name }: { name: string }): number => (name.startsWith('blank') ? 1 : 0);
  return templates.sort((a, b) => isBlank(a) - isBlank(b) || a.label.localeCompare(b.label));
}
