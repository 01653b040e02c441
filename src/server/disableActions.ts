import { pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type SnippetTextEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../lint/model.ts';
import { showPageCommand } from '../protocol/server.ts';
import { configName } from '../files/configSearch.ts';
import type { ClientTraits } from './clientTraits.ts';
import type { ConfigDocuments } from './configChange.ts';
import { toDiagnostic } from './convert.ts';
import type { Projects } from './projects.ts';

/** What stands for the reason in a comment that we write. */
const reason = '-- reason';

/** The edit of a comment that disables a rule; its reason is typed over where the client takes snippets. */
export function commentEdit(
  edits: readonly TextEdit[],
  document: TextDocument,
  { takesSnippets }: Pick<ClientTraits, 'takesSnippets'>,
): WorkspaceEdit {
  const { uri, version } = document;
  if (!takesSnippets || !edits.some(({ newText }) => newText.includes(reason)))
    return { changes: { [uri]: [...edits] } };
  const snippets = edits.map(({ range, newText }): SnippetTextEdit => {
    const value = newText.replace(/[\\$}]/g, '\\$&').replace(reason, '-- ${1:reason}');
    return { range, snippet: { kind: 'snippet', value } };
  });
  return { documentChanges: [{ textDocument: { uri, version }, edits: snippets }] };
}

/** What turning a rule off in the configuration depends on. */
export type ConfigClient = Pick<ClientTraits, 'createsFiles' | 'takesVersions'> & {
  /** The workspace's folders, as addresses. */
  readonly folders: readonly string[];
  readonly configDocument: ConfigDocuments;
};

/** The edit that turns a rule off in the configuration of a document; undefined where that has no effect. */
export async function configEdit(
  ruleId: string,
  document: TextDocument,
  projects: Projects,
  { createsFiles, takesVersions, folders, configDocument }: ConfigClient,
): Promise<WorkspaceEdit | undefined> {
  const change = await projects.disableInConfig(document.uri, ruleId, folders, configDocument);
  if (!change) return undefined;
  const { path, opened, edits } = change;
  const uri = opened?.document.uri ?? pathToFileURL(path).href;
  if (!opened) {
    const start = { line: 0, character: 0 };
    const written = edits.map(({ newText }) => ({ range: { start, end: start }, newText }));
    return createsFiles
      ? {
          documentChanges: [
            { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
            { textDocument: { uri, version: null }, edits: written },
          ],
        }
      : undefined;
  }
  const { document: config, version } = opened;
  const changes = edits.map(({ range, newText }) => ({
    range: { start: config.positionAt(range.start), end: config.positionAt(range.end) },
    newText,
  }));
  return takesVersions
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

/** Turns the rule of a finding off in the configuration. */
export function configAction(message: LintMessage, document: TextDocument): CodeAction {
  return {
    title: `Disable ${message.ruleId} in ${configName}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(message, document)],
  };
}

/** Opens the page of a rule or check, in clients that can show it. */
export function pageAction(id: string, diagnostic: Diagnostic): CodeAction {
  const title = `Show documentation for ${id}`;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: showPageCommand, arguments: [id] },
  };
}
