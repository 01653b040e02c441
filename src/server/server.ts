import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { statusNotification, type ServerSettings, type ServerStatus } from '../protocol/server.ts';
import { codeActions, fixAllKind } from './codeActions.ts';
import { toDiagnostic } from './convert.ts';
import { Linter } from './linter.ts';
import { Projects } from './projects.ts';
import { completions, hover, isMarkdown, RunbookChecker } from './runbooks.ts';

const WATCHED_FILES =
  '**/{*.{ts,tsx,mts,cts,js,jsx,mjs,cjs},breakwater.config.json,package.json,package-lock.json,tsconfig.json}';

const serverCapabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: ['{'] },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
};

/** Serves a client until it leaves. Diagnostics are pushed; everything slow happens after the first document opens. */
export function serve(connection: Connection): void {
  new Server(connection).listen();
}

/** What connects one client's documents with the linter and the checks of runbooks. */
class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #pathUris = new Map<string, string>();
  readonly #projects: Projects;
  readonly #linter: Linter;
  readonly #runbooks: RunbookChecker;
  #client: InitializeParams['capabilities'] = {};
  #settings: ServerSettings = {};
  #misconfigured: ServerStatus | undefined;
  #config: string | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#projects = new Projects({
      openText: (path) => this.#openText(path),
      languageOf: (uri) => this.#documents.get(uri)?.languageId,
      settingsFor: (uri) => this.#lintSettings(uri),
      onConfig: (path, problem) => this.#setConfig(path, problem),
    });
    this.#linter = new Linter(this.#projects, {
      started: () => this.#sendStatus({ state: 'linting' }),
      finished: (document, messages) =>
        this.#sendDiagnostics(
          document,
          messages.map((message) => toDiagnostic(message, document)),
        ),
      failed: (document, error) => {
        connection.console.error(`${document.uri}: ${error instanceof Error ? error.message : String(error)}`);
      },
      idle: () => this.#sendIdleStatus(),
    });
    this.#runbooks = new RunbookChecker(
      (uri) => this.#projects.pathOf(uri),
      (document, diagnostics) => this.#sendDiagnostics(document, diagnostics),
    );
  }

  listen(): void {
    this.#listenToLifecycle();
    this.#listenToDocuments();
    this.#listenToWorkspace();
    this.#listenToRequests();
    this.#documents.listen(this.#connection);
    this.#connection.listen();
  }

  #listenToLifecycle(): void {
    this.#connection.onInitialize(({ capabilities, initializationOptions }) => {
      this.#client = capabilities;
      this.#settings = (initializationOptions as ServerSettings | undefined) ?? {};
      return { serverInfo: { name: 'Breakwater' }, capabilities: serverCapabilities };
    });
    this.#connection.onInitialized(() => {
      this.#registerForChanges();
      this.#sendStatus({ state: 'ready', findings: 0 });
    });
    this.#connection.onShutdown(() => {
      this.#linter.dispose();
      this.#runbooks.dispose();
    });
  }

  #registerForChanges(): void {
    const { client } = this.#connection;
    if (this.#client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void client.register(DidChangeConfigurationNotification.type, { section: 'breakwater' });
    }
    if (this.#client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED_FILES }] });
    }
  }

  #listenToDocuments(): void {
    this.#documents.onDidOpen(({ document }) => {
      this.#pathUris.set(this.#projects.pathOf(document.uri), document.uri);
      this.#check(document, 0);
    });
    this.#documents.onDidChangeContent(({ document }) => {
      if (document.version === undefined) return;
      this.#check(document);
      if (isMarkdown(document)) return;
      const path = this.#projects.pathOf(document.uri);
      // Others that import it are linted again when it is saved; now they only must not be given its old text.
      void this.#projects.changed(path);
    });
    this.#documents.onDidClose(({ document }) => {
      this.#linter.forget(document.uri);
      this.#runbooks.forget(document.uri);
      const path = this.#projects.pathOf(document.uri);
      this.#pathUris.delete(path);
      void this.#projects.changed(path);
      void this.#connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  }

  #listenToWorkspace(): void {
    this.#connection.onDidChangeWatchedFiles(async ({ changes }) => {
      for (const { uri } of changes) await this.#projects.changed(this.#projects.pathOf(uri));
      this.#checkAll();
    });
    this.#connection.onDidChangeConfiguration(({ settings }) => {
      this.#settings = (settings as { breakwater?: ServerSettings } | null)?.breakwater ?? this.#settings;
      this.#projects.settingsChanged();
      this.#checkAll();
    });
  }

  #listenToRequests(): void {
    this.#connection.onCodeAction(async (params) => {
      const document = this.#documents.get(params.textDocument.uri);
      if (!document) return [];
      return isMarkdown(document)
        ? this.#runbooks.actions(params, document)
        : codeActions(params, document, this.#linter, this.#projects);
    });
    this.#connection.onCompletion(({ textDocument, position }) => {
      const document = this.#documents.get(textDocument.uri);
      return document && isMarkdown(document) ? completions(document, position) : [];
    });
    this.#connection.onHover(({ textDocument, position }) => {
      const document = this.#documents.get(textDocument.uri);
      return document && isMarkdown(document) ? (hover(document, position) ?? null) : null;
    });
  }

  /** The text of a file that is open, without its byte order mark. */
  #openText(path: string): string | undefined {
    return this.#documents
      .get(this.#pathUris.get(path) ?? '')
      ?.getText()
      .replace(/^\uFEFF/, '');
  }

  /** Clients that cannot be asked gave their settings when they connected. */
  async #lintSettings(uri: string): Promise<NonNullable<ServerSettings['lint']>> {
    if (!this.#client.workspace?.configuration) return this.#settings.lint ?? {};
    const section: unknown = await this.#connection.workspace.getConfiguration({
      scopeUri: uri,
      section: 'breakwater.lint',
    });
    return (section as ServerSettings['lint'] | null) ?? {};
  }

  #setConfig(path: string, problem: string | undefined): void {
    this.#config = path;
    this.#misconfigured =
      problem === undefined ? undefined : { state: 'misconfigured', message: problem, config: path };
    if (problem === undefined) return;
    this.#connection.console.error(`${path}: ${problem}. Using the recommended preset instead.`);
  }

  #check(document: TextDocument, delayMs?: number): void {
    if (isMarkdown(document)) this.#runbooks.schedule(document, delayMs);
    else this.#linter.schedule(document, delayMs);
  }

  /** Something that many files depend on has changed. */
  #checkAll(): void {
    this.#linter.invalidate();
    for (const document of this.#documents.all()) this.#check(document);
  }

  #sendDiagnostics({ uri, version }: TextDocument, diagnostics: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri, version, diagnostics });
  }

  #sendStatus(status: ServerStatus): void {
    void this.#connection.sendNotification(statusNotification, status);
  }

  #sendIdleStatus(): void {
    const config = this.#config ? { config: this.#config } : {};
    this.#sendStatus(this.#misconfigured ?? { state: 'ready', findings: this.#linter.findings, ...config });
  }
}
