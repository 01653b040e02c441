import {
  TextDocuments,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type PositionEncodingKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { pathToFileURL } from 'node:url';
import type { LintMessage } from '../lint/model.ts';
import { statusNotification, type ServerOptions, type ServerSettings, type ServerStatus } from '../protocol/server.ts';
import { traitsOf, type ClientTraits } from './clientTraits.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { chooseEncoding, documentStore } from './documents.ts';
import { Linter } from './linter.ts';
import { Projects, type ConfigProblem } from './projects.ts';
import { RunbookCalls } from './runbookCalls.ts';
import { isMarkdown, RunbookChecker } from './runbooks.ts';
import { readLintSettings, readSettings } from './settings.ts';
import { WorkspaceCheck } from './workspaceCheck.ts';
import { checkFiles, sourceFilesIn } from './workspaceFiles.ts';

/** One client: its documents, its settings, and what it has been told. */
export class Session {
  readonly documents: TextDocuments<TextDocument>;
  readonly projects: Projects;
  readonly linter: Linter;
  readonly runbooks: RunbookChecker;
  readonly workspace: WorkspaceCheck;
  readonly calls: RunbookCalls;
  traits: ClientTraits = traitsOf({}, {});
  encoding: PositionEncodingKind = chooseEncoding(undefined);
  /** The workspace's folders, as addresses. */
  folders: readonly string[] = [];

  readonly #connection: Connection;
  readonly #store = documentStore(() => this.encoding);
  readonly #pathUris = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #base: ServerSettings = {};
  #changes = 0;
  #told = 0;
  #misconfigured: ServerStatus | undefined;
  #config: string | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.documents = new TextDocuments(this.#store);
    this.projects = new Projects({
      openText: (path) =>
        this.documents
          .get(this.#pathUris.get(path) ?? '')
          ?.getText()
          .replace(/^\uFEFF/, ''),
      languageOf: (uri) => this.documents.get(uri)?.languageId,
      settingsFor: (uri) => this.#settingsFor(uri),
      onConfig: (path, problem) => this.#configRead(path, problem),
    });
    this.linter = new Linter(this.projects, {
      started: () => this.status({ state: 'linting' }),
      finished: (document, messages) => void this.#publishSource(document, messages),
      failed: (document, error) => {
        connection.console.error(`${document.uri}: ${error instanceof Error ? error.message : String(error)}`);
      },
      idle: () => this.#statusReady(),
    });
    this.calls = new RunbookCalls({
      folders: () => this.folders,
      opensRunbooks: () => !this.traits.outlines,
      projects: this.projects,
    });
    this.runbooks = new RunbookChecker(
      (uri) => this.projects.pathOf(uri),
      (uri, text) => this.calls.unused(uri, text),
      (document, diagnostics) => this.#publish(document, diagnostics),
    );
    this.workspace = new WorkspaceCheck({
      files: () => sourceFilesIn(this.folders).filter((uri) => !this.documents.get(uri)),
      check: (uris, token) =>
        checkFiles(uris, this.projects, (uri, text) => this.#store.create(uri, '', 0, text), token),
      publish: (document, messages) => this.#send(document.uri, diagnosticsOf(document, messages)),
      clear: (uri) => this.#send(uri, []),
      progress: (done, total) => this.status({ state: 'linting', done, total }),
      finished: () => this.#statusReady(),
    });
  }

  start({ capabilities, initializationOptions, workspaceFolders, rootUri }: InitializeParams): void {
    this.traits = traitsOf(capabilities, (initializationOptions ?? {}) as ServerOptions);
    this.encoding = chooseEncoding(capabilities.general?.positionEncodings);
    this.#base = readSettings(initializationOptions);
    this.folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  }

  status(now: ServerStatus): void {
    void this.#connection.sendNotification(statusNotification, now);
  }

  opened(document: TextDocument): void {
    this.#pathUris.set(this.projects.pathOf(document.uri), document.uri);
    this.workspace.forget(document.uri);
    this.look(document, 0);
  }

  /** Checks a document when its text has been calm for a while, where the client does not ask for it itself. */
  look(document: TextDocument, delay?: number): void {
    if (this.traits.pulls) return;
    if (isMarkdown(document)) this.runbooks.schedule(document, delay);
    else this.linter.schedule(document, delay);
  }

  async edited(document: TextDocument): Promise<void> {
    this.look(document);
    // Others that import it are checked again when it is saved; now they only must not be given its old text.
    if (!isMarkdown(document)) await this.projects.changed(this.projects.pathOf(document.uri));
  }

  async closed({ uri }: TextDocument): Promise<void> {
    this.linter.forget(uri);
    this.runbooks.forget(uri);
    const path = this.projects.pathOf(uri);
    this.#pathUris.delete(path);
    await this.projects.changed(path);
    this.#send(uri, []);
    if (await this.#checksWorkspace()) this.workspace.schedule();
  }

  /** A document is on disk as it is here. Clients that do not watch files tell nothing else, so all is read again. */
  async saved({ uri }: TextDocument): Promise<void> {
    this.calls.changed();
    if (this.traits.watches) await this.projects.changed(this.projects.pathOf(uri));
    else this.projects.refresh();
    await this.checkAgain();
  }

  async filesChanged(uris: readonly string[]): Promise<void> {
    this.calls.changed();
    for (const uri of uris) await this.projects.changed(this.projects.pathOf(uri));
    await this.checkAgain();
  }

  async configured(settings: unknown): Promise<void> {
    if (settings !== null && settings !== undefined) {
      this.#base = { lint: { ...this.#base.lint, ...readSettings(settings).lint } };
    }
    this.projects.settingsChanged();
    await this.checkAgain();
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    this.folders = [...this.folders.filter((uri) => !removed.includes(uri)), ...added];
    this.projects.refresh();
    await this.checkAgain();
  }

  /** Everything that has been said may be outdated. */
  async checkAgain(): Promise<void> {
    this.linter.invalidate();
    this.#changes++;
    for (const wake of this.#waiting) wake();
    for (const document of this.documents.all()) this.look(document);
    if (this.traits.pulls && this.traits.refreshesDiagnostics) this.#connection.languages.diagnostics.refresh();
    if (await this.#checksWorkspace()) this.workspace.schedule();
    else this.workspace.clear();
  }

  async diagnosticsOf(uri: string): Promise<readonly Diagnostic[] | undefined> {
    const document = this.documents.get(uri);
    if (!document) return undefined;
    if (isMarkdown(document)) return this.runbooks.diagnosticsOf(document);
    const { messages } = await this.linter.resultOf(document);
    return [...diagnosticsOf(document, messages), ...(await this.#missingRunbooks(document))];
  }

  /** All source files of the workspace, as they are open or on disk. */
  async *workspaceDiagnostics(
    token: CancellationToken,
  ): AsyncGenerator<{ readonly uri: string; readonly diagnostics: readonly Diagnostic[] }> {
    this.#told = this.#changes;
    const closed: string[] = [];
    for (const uri of sourceFilesIn(this.folders)) {
      const diagnostics = await this.diagnosticsOf(uri);
      if (token.isCancellationRequested) return;
      if (diagnostics) yield { uri, diagnostics };
      else closed.push(uri);
    }
    const open = (uri: string, text: string): TextDocument => this.#store.create(uri, '', 0, text);
    for await (const { document, messages } of checkFiles(closed, this.projects, open, token)) {
      yield { uri: document.uri, diagnostics: diagnosticsOf(document, messages) };
    }
  }

  /** Resolves with the first change that the workspace's diagnostics do not hold yet, or with the token. */
  async change(token: CancellationToken): Promise<void> {
    if (this.#changes !== this.#told || token.isCancellationRequested) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      token.onCancellationRequested(wake);
    });
  }

  /** Checks the whole workspace because somebody wants it, and says what was found. */
  async checkWorkspace(token: CancellationToken): Promise<{ readonly files: number; readonly findings: number }> {
    return this.workspace.run(token);
  }

  dispose(): void {
    this.linter.dispose();
    this.runbooks.dispose();
    this.workspace.dispose();
    for (const wake of this.#waiting) wake();
  }

  /** What the client pushed or began with, and over it what it answers when it is asked. */
  async #settingsFor(uri: string): Promise<NonNullable<ServerSettings['lint']>> {
    if (!this.traits.answersConfiguration) return this.#base.lint ?? {};
    const answer: unknown = await this.#connection.workspace
      .getConfiguration({ scopeUri: uri, section: 'breakwater.lint' })
      .catch(() => null);
    return { ...this.#base.lint, ...readLintSettings(answer) };
  }

  async #checksWorkspace(): Promise<boolean> {
    const [folder] = this.folders;
    if (this.traits.pulls || folder === undefined) return false;
    return (await this.#settingsFor(folder)).run === 'workspace';
  }

  #configRead(path: string, problem: ConfigProblem | undefined): void {
    this.#config = path;
    this.#misconfigured = problem && { state: 'misconfigured', message: problem.message, config: path };
    const uri = pathToFileURL(path).href;
    if (!problem) return this.#send(uri, []);
    this.#connection.console.error(`${path}: ${problem.message}. Using the recommended preset instead.`);
    const document = this.#store.create(uri, 'json', 0, problem.text);
    this.#send(uri, [
      { source: 'breakwater', severity: 1, range: toRange(problem.range, document), message: problem.message },
    ]);
  }

  #statusReady(): void {
    const findings = this.linter.findings + this.workspace.findings;
    this.status(
      this.#misconfigured ?? {
        state: 'ready',
        findings,
        ...(this.#config === undefined ? {} : { config: this.#config }),
        ...(this.workspace.checked ? { workspace: true } : {}),
      },
    );
  }

  async #publishSource(document: TextDocument, messages: readonly LintMessage[]): Promise<void> {
    const { version } = document;
    const missing = await this.#missingRunbooks(document);
    if (document.version !== version || this.documents.get(document.uri) !== document) return;
    this.#publish(document, [...diagnosticsOf(document, messages), ...missing]);
  }

  /** What calls lead to that no runbook covers, for those who want to know. */
  async #missingRunbooks(document: TextDocument): Promise<Diagnostic[]> {
    if ((await this.#settingsFor(document.uri)).missingRunbooks !== true) return [];
    const facts = await this.projects.facts(document.uri, document.getText());
    return facts ? this.calls.missing(document, facts) : [];
  }

  #publish(document: TextDocument, diagnostics: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    void this.#connection.sendDiagnostics({ uri, diagnostics });
  }
}

function diagnosticsOf(document: TextDocument, messages: readonly LintMessage[]): Diagnostic[] {
  return messages.map((message) => toDiagnostic(message, document));
}
