import * as vscode from 'vscode';
import { insideRoot, realRoot } from '../files/insideRoot.ts';
import { parseRunbookLink, type FilledIn } from '../surroundings/runbookLink.ts';
import { sentence, type Services } from './services.ts';

interface Opener {
  readonly open: (uri: vscode.Uri) => Promise<void>;
  /** Fills in values of a runbook that is being opened. */
  readonly fill: (uri: vscode.Uri, values: ReadonlyMap<string, string>) => Promise<FilledIn>;
}

/** Opens a runbook from `vscode://breakwater.breakwater/open?runbook=...&name=value`. Never runs anything. */
export function registerRunbookLink(services: Services, opener: Opener): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async (uri) => {
      try {
        await follow(uri, opener);
      } catch (error) {
        services.log.warn(`A link wasn't followed: ${sentence(error)}`);
        void vscode.window.showErrorMessage(sentence(error));
      }
    },
  });
}

async function follow({ path, query }: vscode.Uri, { open, fill }: Opener): Promise<void> {
  if (path !== '/open')
    throw new Error("This link isn't known: it must begin with vscode://breakwater.breakwater/open.");
  const link = parseRunbookLink(query);
  if (typeof link === 'string') throw new Error(link);
  const uri = findRunbook(link.runbook);
  await open(uri);
  if (link.values.size === 0) return;
  const { values, refused } = await fill(uri, link.values);
  const filled = [...values.keys()].join(', ');
  const told = [filled && `Filled in from the link: ${filled}. Check before you run anything.`, ...refused];
  const show = refused.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const text = told.filter(Boolean).join(' ');
  if (text !== '') void show(text);
}

/** The file in the first folder that has it. @throws with a sentence where no folder has, or it leads out of it */
function findRunbook(path: string): vscode.Uri {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) throw new Error('Open the folder with the runbook first, then follow the link again.');
  let problem: unknown;
  for (const { uri } of folders) {
    try {
      insideRoot(realRoot(uri.fsPath), path);
      return vscode.Uri.joinPath(uri, path);
    } catch (error) {
      problem ??= error;
    }
  }
  throw problem;
}
