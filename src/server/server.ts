import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  MessageType,
  ShowDocumentRequest,
  ShowMessageNotification,
  type CancellationToken,
  type Connection,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { WATCHED_FILES } from '../files/projectNames.ts';
import {
  affectedCallsRequest,
  checkWorkspaceRequest,
  pageIdsRequest,
  pageRequest,
  stopCheckNotification,
} from '../protocol/server.ts';
import { parseRunbook } from '../runbook/parse.ts';
import type { Runbook } from '../runbook/model.ts';
import { sourceHover } from './callHover.ts';
import { initializeResult } from './capabilities.ts';
import { codeActions, documentOfAction, resolveAction } from './codeActions.ts';
import { registerPullDiagnostics } from './diagnostics.ts';
import { foldingOf, lensesOf, linksOf, stepCommand, symbolsOf, terminalCommand } from './outline.ts';
import { completions, hover, isMarkdown, isRunbook } from './runbooks.ts';
import { showRunbookCommand } from './runbookCalls.ts';
import { Session } from './session.ts';

/**
 * Serves a client until it leaves. Diagnostics are sent, or wait to be asked for by clients that do; everything slow
 * happens after the first document opens.
 */
export function serve(connection: Connection): void {
  const session = new Session(connection);
  registerLifecycle(connection, session);
  registerChanges(connection, session);
  registerFeatures(connection, session);
  registerOutline(connection, session);
  session.documents.listen(connection);
  connection.listen();
}

function registerLifecycle(connection: Connection, session: Session): void {
  connection.onInitialize((params) => {
    session.start(params);
    if (session.traits.pulls) {
      registerPullDiagnostics(connection, {
        ofOpen: (uri) => session.diagnosticsOf(uri),
        versionOf: (uri) => session.documents.get(uri)?.version,
        ofWorkspace: (token) => session.workspaceDiagnostics(token),
        change: (token) => session.change(token),
      });
    }
    return initializeResult(session.traits, session.encoding);
  });
  connection.onInitialized(() => {
    const { registersConfiguration, watches } = session.traits;
    if (registersConfiguration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'breakwater' });
    }
    if (watches) {
      const watchers = [{ globPattern: WATCHED_FILES }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    session.status({ state: 'ready', findings: 0 });
    void session.checkAgain();
  });
  connection.onShutdown(() => session.dispose());
}

function registerChanges(connection: Connection, session: Session): void {
  const { documents } = session;
  documents.onDidOpen(({ document }) => session.opened(document));
  documents.onDidChangeContent(({ document }) => void session.edited(document));
  documents.onDidSave(({ document }) => void session.saved(document));
  documents.onDidClose(({ document }) => void session.closed(document));
  connection.onDidChangeWatchedFiles(({ changes }) => session.filesChanged(changes.map(({ uri }) => uri)));
  connection.onDidChangeConfiguration(({ settings }) => session.configured(settings));
  connection.onNotification(
    'workspace/didChangeWorkspaceFolders',
    ({ event }: { event: { added: readonly { uri: string }[]; removed: readonly { uri: string }[] } }) =>
      session.foldersChanged(
        event.added.map(({ uri }) => uri),
        event.removed.map(({ uri }) => uri),
      ),
  );
  // The token comes last, after parameters that clients may send or not.
  connection.onRequest(checkWorkspaceRequest, (...sent: readonly unknown[]) =>
    session.checkWorkspace(sent.at(-1) as CancellationToken),
  );
  connection.onRequest(affectedCallsRequest, ({ uri, text }: { uri: string; text: string }) =>
    session.calls.affected(uri, text),
  );
  connection.onNotification(stopCheckNotification, () => session.workspace.stop());
}

function registerFeatures(connection: Connection, session: Session): void {
  const { documents, linter, projects, runbooks } = session;
  connection.onCodeAction(async (params) => {
    const document = documents.get(params.textDocument.uri);
    if (!document) return [];
    if (isMarkdown(document)) return runbooks.actions(params, document, session.traits);
    const client = { ...session.traits, folders: session.folders };
    return codeActions(params, document, linter, projects, session.calls, client);
  });
  connection.onCodeActionResolve(async (action) => {
    const document = documents.get(documentOfAction(action) ?? '');
    return (document && (await resolveAction(action, document, linter, projects, session.traits))) ?? action;
  });
  connection.onRequest(pageIdsRequest, async () => (await import('./pages.ts')).pageIds());
  connection.onRequest(pageRequest, async (id: unknown) => (await import('./pages.ts')).pageOf(id) ?? null);
  connection.onCompletion(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document && isMarkdown(document) ? completions(document, position) : [];
  });
  connection.onHover(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    if (isMarkdown(document)) return hover(document, position) ?? null;
    return sourceHover(document, document.offsetAt(position), linter, projects, session.calls);
  });
}

function registerOutline(connection: Connection, session: Session): void {
  const { documents, projects } = session;
  const read = <T>(
    { uri }: TextDocumentIdentifier,
    make: (runbook: Runbook, document: TextDocument, path: string) => T[],
  ): T[] => {
    const document = documents.get(uri);
    if (!document || !isMarkdown(document) || !isRunbook(document)) return [];
    const path = projects.pathOf(uri);
    return make(parseRunbook(document.getText(), { fileName: path }), document, path);
  };
  connection.onDocumentSymbol(({ textDocument }) => read(textDocument, symbolsOf));
  connection.onFoldingRanges(({ textDocument }) => read(textDocument, foldingOf));
  connection.onDocumentLinks(({ textDocument }) =>
    textDocument.uri.startsWith('file:') ? read(textDocument, linksOf) : [],
  );
  connection.onCodeLens(async ({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    if (!document?.uri.startsWith('file:')) return [];
    if (isMarkdown(document)) return session.traits.outlines ? read(textDocument, lensesOf) : [];
    const { version } = document;
    const facts = await projects.facts(document.uri, document.getText());
    return facts && document.version === version ? session.calls.lenses(document, facts) : [];
  });
  connection.onExecuteCommand(({ command, arguments: [uri, step] = [] }) => {
    if (command === showRunbookCommand && typeof uri === 'string' && uri.startsWith('file:')) {
      void connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true }).catch(() => undefined);
      return null;
    }
    if (command !== stepCommand || typeof uri !== 'string' || typeof step !== 'string') return null;
    // A server has no terminal, and runs nothing: the person does, after reading it.
    const line = terminalCommand(projects.pathOf(uri), step);
    const message = `Run this in a terminal: ${line}`;
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    return line;
  });
}
