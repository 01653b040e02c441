import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  MessageType,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import { WATCHED_FILES } from '../files/projectNames.ts';
import {
  affectedCallsRequest,
  checkWorkspaceRequest,
  pageIdsRequest,
  pageRequest,
  stopCheckNotification,
} from '../protocol/server.ts';
import { sourceHover } from './callHover.ts';
import { initializeResult } from './capabilities.ts';
import { codeActions, documentOfAction, resolveAction } from './codeActions.ts';
import { registerPullDiagnostics } from './diagnostics.ts';
import { invalidParams, requireParams } from './params.ts';
import { registerOutline } from './outlineRequests.ts';
import { completions, hover, isMarkdown } from './runbooks.ts';
import { isConfig, Session } from './session.ts';

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
    // The library takes this notification for itself when it is initialized, which is just before.
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event: { added, removed } }) =>
      session.foldersChanged(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      ),
    );
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
  // The token comes last, after parameters that clients may send or not.
  connection.onRequest(checkWorkspaceRequest, (...sent: readonly unknown[]) =>
    session.checkWorkspace(sent.at(-1) as CancellationToken),
  );
  connection.onRequest(affectedCallsRequest, (sent: { readonly uri?: unknown; readonly text?: unknown } | null) => {
    const { uri, text } = sent ?? {};
    if (typeof uri !== 'string' || typeof text !== 'string') throw invalidParams('"uri" and "text" must be strings.');
    return session.calls.affected(uri, text);
  });
  connection.onNotification(stopCheckNotification, () => session.workspace.stop());
}

function registerFeatures(connection: Connection, session: Session): void {
  const { documents, linter, projects, runbooks } = session;
  const actionClient = (): Parameters<typeof resolveAction>[4] => ({
    ...session.traits,
    folders: session.folders,
    configDocument: (path, text) => session.configDocument(path, text),
    tell: (message) => void connection.sendNotification('window/showMessage', { type: MessageType.Warning, message }),
  });
  connection.onCodeAction(async (params) => {
    requireParams(params, 'textDocument', 'range', 'context');
    const document = documents.get(params.textDocument.uri);
    if (!document || isConfig(document)) return [];
    if (isMarkdown(document)) return runbooks.actions(params, document, session.traits);
    return codeActions(params, document, linter, projects, session.calls, actionClient());
  });
  connection.onCodeActionResolve(async (action) => {
    if (typeof action !== 'object' || action === null) throw invalidParams('A code action must be an object.');
    const document = documents.get(documentOfAction(action) ?? '');
    return (document && (await resolveAction(action, document, linter, projects, actionClient()))) ?? action;
  });
  connection.onRequest(pageIdsRequest, async () => (await import('./pages.ts')).pageIds());
  // Clients send the id as it is, or as the only parameter by position; the token comes last.
  connection.onRequest(pageRequest, async (...sent: readonly unknown[]) => {
    const [id, ...more] = sent.slice(0, -1);
    if (typeof id !== 'string' || more.length > 0) throw invalidParams('The id of a page must be one string.');
    return (await import('./pages.ts')).pageOf(id) ?? null;
  });
  connection.onCompletion((params) => {
    requireParams(params, 'textDocument', 'position');
    const { textDocument, position } = params;
    const document = documents.get(textDocument.uri);
    return document && isMarkdown(document) ? completions(document, position) : [];
  });
  connection.onHover(async (params) => {
    requireParams(params, 'textDocument', 'position');
    const { textDocument, position } = params;
    const document = documents.get(textDocument.uri);
    if (!document || isConfig(document)) return null;
    if (isMarkdown(document)) return hover(document, position) ?? null;
    return sourceHover(document, document.offsetAt(position), linter, projects, session.calls);
  });
}
