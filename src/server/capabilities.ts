import {
  CodeActionKind,
  TextDocumentSyncKind,
  type InitializeResult,
  type PositionEncodingKind,
} from 'vscode-languageserver';
import { version } from '../../package.json';
import type { ClientTraits } from './clientTraits.ts';
import { fixAllKind, proveKind } from './codeActions.ts';
import { stepCommand } from './outline.ts';
import { showRunbookCommand } from './runbookCalls.ts';

/** What runbooks have beside diagnostics. */
const outline = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: false },
  executeCommandProvider: { commands: [stepCommand, showRunbookCommand] },
};

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
      ...(traits.outlines ? outline : { codeLensProvider: outline.codeLensProvider }),
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
