import {
  CodeActionKind,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type InitializeResult,
  type PositionEncodingKind,
} from 'vscode-languageserver';
import { version } from '../../package.json';
import type { ServerOptions } from '../protocol/server.ts';
import { fixAllKind, proveKind } from './codeActions.ts';
import { stepCommand } from './outline.ts';

/** What runbooks have beside diagnostics. */
const outline = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: false },
  executeCommandProvider: { commands: [stepCommand] },
};

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
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    outlines: options.outline !== false,
  };
}

/** The answer to `initialize`. */
export function initializeResult(traits: ClientTraits, positionEncoding: PositionEncodingKind): InitializeResult {
  return {
    serverInfo: { name: 'Breakwater', version },
    capabilities: {
      positionEncoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      completionProvider: { triggerCharacters: ['{'] },
      hoverProvider: true,
      codeActionProvider: {
        codeActionKinds: [
          CodeActionKind.QuickFix,
          CodeActionKind.RefactorRewrite,
          CodeActionKind.RefactorExtract,
          fixAllKind,
          proveKind,
        ],
        ...(traits.resolvesEdits ? { resolveProvider: true } : {}),
      },
      ...(traits.outlines ? outline : {}),
      ...(traits.pulls
        ? {
            diagnosticProvider: {
              identifier: 'breakwater',
              interFileDependencies: true,
              workspaceDiagnostics: true,
            },
          }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
