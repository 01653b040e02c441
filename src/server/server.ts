import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { statusNotification, type ServerSettings, type ServerStatus } from '../protocol/server.ts';
import { codeActions, fixAllKind } from './codeActions.ts';
import { toDiagnostic } from './convert.ts';
import { Linter } from './linter.ts';
import { Projects } from './projects.ts';
import { completions, hover, isMarkdown, RunbookChecker } from './runbooks.ts';

const watched =
  '**/{*.{ts,tsx,mts,cts,js,jsx,mjs,cjs},breakwater.config.json,package.json,package-lock.json,tsconfig.json}';

/** Serves a client until it leaves. Diagnostics are pushed; everything slow happens after the first document opens. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const pathUris = new Map<string, string>();
  let client: InitializeParams['capabilities'] = {};
  let given: ServerSettings = {};
  let misconfigured: ServerStatus | undefined;
  let config: string | undefined;

  const projects = new Projects({
    openText: (path) =>
      documents
        .get(pathUris.get(path) ?? '')
        ?.getText()
        .replace(/^\uFEFF/, ''),
    languageOf: (uri) => documents.get(uri)?.languageId,
    settingsFor: async (uri) => {
      if (!client.workspace?.configuration) return given.lint ?? {};
      const section: unknown = await connection.workspace.getConfiguration({
        scopeUri: uri,
        section: 'breakwater.lint',
      });
      return (section as ServerSettings['lint'] | null) ?? {};
    },
    onConfig: (path, problem) => {
      config = path;
      misconfigured = problem === undefined ? undefined : { state: 'misconfigured', message: problem, config: path };
      if (problem !== undefined) connection.console.error(`${path}: ${problem}. Using the recommended preset instead.`);
    },
  });

  const status = (now: ServerStatus): void => void connection.sendNotification(statusNotification, now);
  const linter = new Linter(projects, {
    started: () => status({ state: 'linting' }),
    finished: (document, messages) => {
      const diagnostics = messages.map((message) => toDiagnostic(message, document));
      void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
    },
    failed: (document, error) => {
      connection.console.error(`${document.uri}: ${error instanceof Error ? error.message : String(error)}`);
    },
    idle: () => status(misconfigured ?? { state: 'ready', findings: linter.findings, ...(config ? { config } : {}) }),
  });

  const runbooks = new RunbookChecker(
    (uri) => projects.pathOf(uri),
    (document, diagnostics) =>
      void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics }),
  );

  const look = (document: TextDocument, delay?: number): void =>
    isMarkdown(document) ? runbooks.schedule(document, delay) : linter.schedule(document, delay);

  const relint = (): void => {
    linter.invalidate();
    for (const document of documents.all()) look(document);
  };

  connection.onInitialize(({ capabilities, initializationOptions }) => {
    client = capabilities;
    given = (initializationOptions as ServerSettings | undefined) ?? {};
    return {
      serverInfo: { name: 'Breakwater' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: ['{'] },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: 'breakwater' });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] });
    }
    status({ state: 'ready', findings: 0 });
  });

  documents.onDidOpen(({ document }) => {
    pathUris.set(projects.pathOf(document.uri), document.uri);
    look(document, 0);
  });
  documents.onDidChangeContent(({ document }) => {
    if (document.version === undefined) return;
    look(document);
    if (isMarkdown(document)) return;
    const path = projects.pathOf(document.uri);
    // Others that import it are linted again when it is saved; now they only must not be given its old text.
    void projects.changed(path);
  });
  documents.onDidClose(({ document }) => {
    linter.forget(document.uri);
    runbooks.forget(document.uri);
    const path = projects.pathOf(document.uri);
    pathUris.delete(path);
    void projects.changed(path);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) await projects.changed(projects.pathOf(uri));
    relint();
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    given = (settings as { breakwater?: ServerSettings } | null)?.breakwater ?? given;
    projects.settingsChanged();
    relint();
  });

  connection.onCodeAction(async (params) => {
    const document = documents.get(params.textDocument.uri);
    if (!document) return [];
    return isMarkdown(document) ? runbooks.actions(params, document) : codeActions(params, document, linter, projects);
  });
  connection.onCompletion(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document && isMarkdown(document) ? completions(document, position) : [];
  });
  connection.onHover(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    return document && isMarkdown(document) ? (hover(document, position) ?? null) : null;
  });
  connection.onShutdown(() => {
    linter.dispose();
    runbooks.dispose();
  });

  documents.listen(connection);
  connection.listen();
}
