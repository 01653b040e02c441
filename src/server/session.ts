import {
  TextDocuments,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type PositionEncodingKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintMessage } from '../lint/model.ts';
import { statusNotification, type ServerOptions, type ServerSettings, type ServerStatus } from '../protocol/server.ts';
import { traitsOf, type ClientTraits } from './clientTraits.ts';
import { toDiagnostic, toRange } from './convert.ts';
import { chooseEncoding, documentStore } from './documents.ts';
import { lastDrillOf, type KeptRuns } from './drills.ts';
import { Linter } from './linter.ts';
import { Projects, type ConfigProblem } from './projects.ts';
import { RunbookCalls } from './runbookCalls.ts';
import { isMarkdown, RunbookChecker } from './runbooks.ts';
import { readLintSettings, readSettings } from './settings.ts';
import { WorkspaceCheck } from './workspaceCheck.ts';
import { checkFiles, sourceFilesIn } from './workspaceFiles.ts';
import { fileKind } from '../files/projectNames.ts';

/** One client: its documents, its settings, and what was published to it. */
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
  /** Requests for the workspace's diagnostics that wait for a change. */
  readonly #waiting = new Set<() => void>();
  /** The configurations in use, by path, with what is wrong with them. */
  readonly #configs = new Map<string, ConfigProblem | undefined>();
  #base: ServerSettings = {};
  /** Where the client keeps records of runs beside the workspace's. */
  #runs: string | undefined;
  #changes = 0;
  /** How many of the changes the workspace's diagnostics hold. */
  #answeredChanges = 0;

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
      (path) => lastDrillOf(path, this.#kept()),
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
    const { runs } = (initializationOptions ?? {}) as ServerOptions;
    this.#runs = typeof runs === 'string' && isAbsolute(runs) ? runs : undefined;
    this.folders = Array.isArray(workspaceFolders)
      ? workspaceFolders.flatMap((folder) => (typeof folder?.uri === 'string' ? [folder.uri] : []))
      : typeof rootUri === 'string'
        ? [rootUri]
        : [];
  }

  #kept(): KeptRuns | undefined {
    const roots = this.folders.filter((uri) => uri.startsWith('file:')).map((uri) => this.projects.pathOf(uri));
    return this.#runs === undefined ? undefined : { folder: this.#runs, roots };
  }

  status(now: ServerStatus): void {
    void this.#connection.sendNotification(statusNotification, now);
  }

  opened(document: TextDocument): void {
    this.#pathUris.set(this.projects.pathOf(document.uri), document.uri);
    this.workspace.opened(document.uri);
    this.#schedule(document, 0);
  }

  /** Checks a document after a pause in typing, unless the client requests diagnostics itself. */
  #schedule(document: TextDocument, delay?: number): void {
    if (this.traits.pulls || isConfig(document)) return;
    if (isMarkdown(document)) this.runbooks.schedule(document, delay);
    else this.linter.schedule(document, delay);
  }

  async edited(document: TextDocument): Promise<void> {
    this.#schedule(document);
    // Files that import it are checked again when it is saved; until then they only must not see its old text. A
    // configuration holds as it is on disk.
    if (!isMarkdown(document) && !isConfig(document)) await this.projects.changed(this.projects.pathOf(document.uri));
  }

  async closed(document: TextDocument): Promise<void> {
    const { uri } = document;
    const path = this.projects.pathOf(uri);
    this.#pathUris.delete(path);
    if (isConfig(document)) return;
    this.linter.forget(uri);
    this.runbooks.forget(uri);
    await this.projects.changed(path);
    this.#send(uri, []);
    if (isMarkdown(document)) return;
    this.workspace.closed(uri);
    const all = await this.#checksWorkspace();
    if (all || this.workspace.checked) this.workspace.changed(all);
  }

  /** A document was saved. Clients that do not watch files report no other changes, so everything is read again. */
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

  /** Everything that has been published may be outdated. */
  async checkAgain(): Promise<void> {
    this.linter.invalidate();
    this.#changes++;
    for (const wake of this.#waiting) wake();
    await this.#reviewConfigs();
    for (const document of this.documents.all()) this.#schedule(document);
    if (this.traits.pulls && this.traits.refreshesDiagnostics) this.#connection.languages.diagnostics.refresh();
    this.workspace.changed(await this.#checksWorkspace());
  }

  /** A configuration as it is open, or as it is on disk: its version is null then. */
  configDocument(path: string, textOnDisk: string): { document: TextDocument; version: number | null } {
    const open = this.documents.get(this.#pathUris.get(path) ?? '');
    if (open) return { document: open, version: open.version };
    return { document: this.#store.create(pathToFileURL(path).href, 'json', 0, textOnDisk), version: null };
  }

  async diagnosticsOf(uri: string): Promise<readonly Diagnostic[] | undefined> {
    const document = this.documents.get(uri);
    if (!document) return undefined;
    // What is wrong with a configuration is sent when it is read.
    if (isConfig(document)) return [];
    if (isMarkdown(document)) return this.runbooks.diagnosticsOf(document);
    const { messages } = await this.linter.resultOf(document);
    return [...diagnosticsOf(document, messages), ...(await this.#missingRunbooks(document))];
  }

  /** All source files of the workspace, as they are open or on disk. */
  async *workspaceDiagnostics(
    token: CancellationToken,
  ): AsyncGenerator<{ readonly uri: string; readonly diagnostics: readonly Diagnostic[] }> {
    this.#answeredChanges = this.#changes;
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
    if (this.#changes !== this.#answeredChanges || token.isCancellationRequested) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      token.onCancellationRequested(wake);
    });
  }

  /** Checks the whole workspace because a person asked, and answers how much was found. */
  async checkWorkspace(token: CancellationToken): Promise<{ readonly files: number; readonly findings: number }> {
    return this.workspace.checkNow(token);
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
    const known = this.#configs.get(path);
    this.#configs.set(path, problem);
    const uri = pathToFileURL(path).href;
    if (!problem) return this.#send(uri, []);
    if (known?.message !== problem.message)
      this.#connection.console.error(`${path}: ${problem.message}. Using the recommended preset instead.`);
    const { document } = this.configDocument(path, problem.text);
    // Not the open text, if it is another: the ranges are of the text on disk.
    const onDisk = this.#store.create(uri, 'json', 0, problem.text);
    const shown = withoutMark(document.getText()) === problem.text ? document : onDisk;
    this.#send(uri, [
      { source: 'breakwater', severity: 1, range: toRange(problem.range, shown), message: problem.message },
    ]);
  }

  /** Removes what was published about configurations that have been deleted, or fixed while nothing used them. */
  async #reviewConfigs(): Promise<void> {
    let changed = false;
    for (const [path, problem] of this.#configs) {
      const now = await this.projects.configState(path);
      if (now === undefined) this.#configs.delete(path);
      else if (problem && !now.problem) this.#configs.set(path, undefined);
      else continue;
      changed = true;
      this.#send(pathToFileURL(path).href, []);
    }
    if (changed) this.#statusReady();
  }

  #statusReady(): void {
    const { checked, tooMany } = this.workspace;
    const [path] = this.#configs.keys();
    for (const [config, problem] of this.#configs)
      if (problem) return this.status({ state: 'misconfigured', message: problem.message, config });
    this.status({
      state: 'ready',
      findings: this.linter.findings + this.workspace.findings,
      ...(path === undefined ? {} : { config: path }),
      ...(checked ? { workspace: true } : {}),
      ...(tooMany === undefined ? {} : { tooManyFiles: tooMany }),
    });
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

/** A configuration of ours, which some clients open with the server as well. It isn't checked as source. */
export function isConfig({ uri }: Pick<TextDocument, 'uri'>): boolean {
  return fileKind(uri.replace(/[?#].*$/, '')) === 'config';
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function diagnosticsOf(document: TextDocument, messages: readonly LintMessage[]): Diagnostic[] {
  return messages.map((message) => toDiagnostic(message, document));
}
