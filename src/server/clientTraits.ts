import type { ClientCapabilities } from 'vscode-languageserver';
import type { ServerOptions } from '../protocol/server.ts';

/** What a client can do that the server goes by. */
export interface ClientTraits {
  /** It asks for diagnostics, so they are not sent as well. */
  readonly pulls: boolean;
  /** It tells when files change on disk. */
  readonly watches: boolean;
  readonly answersConfiguration: boolean;
  readonly registersConfiguration: boolean;
  /** It fetches the edit of a code action when it is chosen. */
  readonly resolvesEdits: boolean;
  /** An edit may create a file. */
  readonly createsFiles: boolean;
  /** An edit may be a snippet, with places to type at. */
  readonly takesSnippets: boolean;
  /** It has a command that shows the page of a rule. */
  readonly showsPages: boolean;
  readonly refreshesDiagnostics: boolean;
  /** It has no outline of Markdown of its own. */
  readonly outlines: boolean;
}

export function traitsOf(client: ClientCapabilities, options: ServerOptions): ClientTraits {
  const { textDocument, workspace } = client;
  return {
    pulls: textDocument?.diagnostic !== undefined && options.diagnostics !== 'push',
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    takesSnippets:
      workspace?.workspaceEdit?.documentChanges === true && workspace.workspaceEdit.snippetEditSupport === true,
    showsPages: options.pages === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    outlines: options.outline !== false,
  };
}
