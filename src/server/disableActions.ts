import { pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type SnippetTextEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../lint/model.ts';
import { hasPage } from '../lint/model.ts';
import { showPageCommand } from '../protocol/server.ts';
import { configName } from '../files/configSearch.ts';
import type { ClientTraits } from './clientTraits.ts';
import type { ConfigChange } from './configChange.ts';
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

/** Turns the rule of a finding off in the configuration. */
export async function configActions(
  message: LintMessage,
  document: TextDocument,
  projects: Projects,
  { createsFiles, folders }: Pick<ClientTraits, 'createsFiles'> & { readonly folders: readonly string[] },
): Promise<CodeAction[]> {
  if (!hasPage(message.ruleId)) return [];
  const change = await projects.disableInConfig(document.uri, message.ruleId, folders);
  if (!change || (change.text === undefined && !createsFiles)) return [];
  return [
    {
      title: `Disable ${message.ruleId} in ${configName}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(message, document)],
      edit: configEdit(change),
    },
  ];
}

function configEdit({ path, text, edits }: ConfigChange): WorkspaceEdit {
  const uri = pathToFileURL(path).href;
  const config = TextDocument.create(uri, 'json', 0, text ?? '');
  const changes = edits.map(({ range, newText }) => ({
    range: { start: config.positionAt(range.start), end: config.positionAt(range.end) },
    newText,
  }));
  if (text !== undefined) return { changes: { [uri]: changes } };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: changes },
    ],
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
