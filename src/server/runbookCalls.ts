import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type CodeLens,
  type Command,
  type Diagnostic,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import cacheDown from '../../media/templates/cache-down.md';
import databaseFailover from '../../media/templates/database-failover.md';
import dependencyOutage from '../../media/templates/dependency-outage.md';
import queueBacklog from '../../media/templates/queue-backlog.md';
import { affectedCalls, type AffectedCall, type CodeCall } from '../dependencies/affected.ts';
import { dependencyOf, type Destination } from '../dependencies/dependency.ts';
import { runbookNameFor, runbookTextFor, templateFor, type OutageTemplate } from '../dependencies/newRunbook.ts';
import { runbooksFor, scopeOf, uncovered, type RunbookScope } from '../dependencies/scope.ts';
import { readSource } from '../files/readSource.ts';
import { displayPath, joinPath, slashed } from '../files/paths.ts';
import { leftOutByText, WALKED_BYTES } from '../files/sourceKinds.ts';
import { readEach, unusedDependencies } from '../inventory/codeCalls.ts';
import { readScopes } from '../inventory/runbookScopes.ts';
import type { FileFacts } from '../lint/describeCall.ts';
import type { LintMessage } from '../lint/model.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { toDiagnostic, toRange } from './convert.ts';
import type { Projects } from './projects.ts';
import { MAX_UNASKED_FILES, sourceFilesIn } from './workspaceFiles.ts';

/** Opens a runbook, by its address. The server's own command for clients that have none. */
export const showRunbookCommand = 'breakwater.runbook.show';
/** That of our own extension, which opens it as a page. */
const openRunbookCommand = 'breakwater.runbook.open';

/** What runbooks say is read again after so many milliseconds: not every client tells when one is written. */
const MAX_AGE_MS = 30_000;

const templates: Readonly<Record<OutageTemplate, string>> = {
  'cache-down': cacheDown,
  'database-failover': databaseFailover,
  'dependency-outage': dependencyOutage,
  'queue-backlog': queueBacklog,
};

type Call = FileFacts['calls'][number];

interface Ports {
  /** The workspace's folders, as addresses. */
  readonly folders: () => readonly string[];
  /** The client opens runbooks itself. */
  readonly opensRunbooks: () => boolean;
  readonly projects: Projects;
}

/** Which runbooks cover what the code calls, and which calls fail when something of a runbook is down. */
export class RunbookCalls {
  readonly #ports: Ports;
  readonly #scopes = new Map<string, { readonly at: number; readonly scopes: readonly RunbookScope[] }>();
  /** Calls of files by address, as long as their text is the same. */
  readonly #calls = new Map<string, { readonly text: string; readonly calls: readonly CodeCall[] }>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** A file may be other than it was: what is read of it next is read anew. */
  changed(): void {
    this.#scopes.clear();
  }

  /** For the call's hover: the runbooks that cover what it leads to. */
  hover(uri: string, call: Call): string | undefined {
    const found = runbooksFor(this.#scopesOf(uri), destinationOf(call));
    if (found.length === 0) return undefined;
    const links = found.slice(0, 3).map(({ title, path }) => `[${escaped(title)}](${pathToFileURL(path).href})`);
    return `Runbook${found.length === 1 ? '' : 's'}: ${links.join(', ')}`;
  }

  /** Above each line with calls that a runbook covers: its name, to be opened. */
  lenses(document: TextDocument, facts: FileFacts): CodeLens[] {
    const scopes = this.#scopesOf(document.uri);
    const shown = new Map<string, CodeLens>();
    for (const call of scopes.length === 0 || facts.test ? [] : facts.calls) {
      const [first] = runbooksFor(scopes, destinationOf(call));
      const { start } = toRange(call.range, document);
      if (first === undefined || call.test) continue;
      const range = { start: { line: start.line, character: 0 }, end: { line: start.line, character: 0 } };
      shown.set(`${start.line}:${first.path}`, { range, command: this.#open(`Runbook: ${first.title}`, first) });
    }
    return [...shown.values()];
  }

  /** For findings about calls: opens the runbook that covers what is called, or makes one. */
  actions(document: TextDocument, facts: FileFacts, findings: readonly LintMessage[], creates: boolean): CodeAction[] {
    const scopes = this.#scopesOf(document.uri);
    const actions = new Map<string, CodeAction>();
    for (const message of findings) {
      const call = callIn(facts, message);
      if (call === undefined || call.test) continue;
      const diagnostics = [toDiagnostic(message, document)];
      const covering = runbooksFor(scopes, destinationOf(call)).slice(0, 3);
      for (const scope of covering) {
        const title = `Open runbook: ${scope.title}`;
        actions.set(title, { title, kind: CodeActionKind.QuickFix, diagnostics, command: this.#open(title, scope) });
      }
      const made = covering.length === 0 && creates ? this.#create(document.uri, call) : undefined;
      if (made) actions.set(made.title, { ...made, diagnostics });
    }
    return [...actions.values()];
  }

  /** `no-runbook`, for those who want to be told. */
  missing(document: TextDocument, facts: FileFacts): Diagnostic[] {
    const scopes = this.#scopesOf(document.uri);
    return facts.calls.flatMap((call) => {
      const name = call.test ? undefined : uncovered(scopes, destinationOf(call));
      if (name === undefined) return [];
      const message = `No runbook covers ${name}: name it under \`dependencies\` in the front matter of one.`;
      const severity = DiagnosticSeverity.Information;
      return [{ source: 'breakwater', code: 'no-runbook', severity, message, range: toRange(call.range, document) }];
    });
  }

  /** What fails when something that a runbook names is down; paths are relative to its workspace folder. */
  async affected(uri: string, text: string): Promise<readonly { name: string; calls: readonly AffectedCall[] }[]> {
    const scope = scopeOf(uri, text);
    const root = this.#rootOf(uri);
    if (scope === undefined || root === undefined) return [];
    return affectedCalls(scope, await this.#callsBelow(root)).map(({ name, calls }) => ({ name, calls }));
  }

  /** Which dependencies of a runbook no code of its workspace folder uses. */
  async unused(uri: string, text: string): Promise<readonly string[]> {
    const scope = scopeOf(uri, text);
    const root = this.#rootOf(uri);
    if (scope === undefined || scope.dependencies.length === 0 || root === undefined) return [];
    const files = sourceFilesIn([root]);
    // Of more files than are checked unasked nobody knows what they call.
    if (files.length > MAX_UNASKED_FILES) return [];
    const paths = files.map((file) => fileURLToPath(file));
    return unusedDependencies(
      scope,
      (take) => readEach(paths, take),
      () => this.#callsBelow(root),
    );
  }

  async #callsBelow(root: string): Promise<readonly CodeCall[]> {
    const base = slashed(fileURLToPath(root));
    const files = sourceFilesIn([root]);
    const all: CodeCall[] = [];
    for (const uri of files.length > MAX_UNASKED_FILES ? [] : files) {
      const path = slashed(fileURLToPath(uri));
      const text = readQuietly(path);
      if (text === undefined || text.length > WALKED_BYTES || leftOutByText(text) !== undefined) continue;
      const known = this.#calls.get(uri);
      const calls = known?.text === text ? known.calls : await this.#callsOf(uri, text, displayPath(path, base));
      this.#calls.set(uri, { text, calls });
      all.push(...calls);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return all;
  }

  async #callsOf(uri: string, text: string, path: string): Promise<readonly CodeCall[]> {
    const facts = await this.#ports.projects.facts(uri, text);
    const lines = new LineIndex(text);
    return (facts?.calls ?? []).map((call) => {
      const { timeout, errors, status, policy, fanout, method, test } = call;
      const { line } = lines.positionAt(call.range.start);
      const protection = { timeout, errors, status, policy, fanout };
      return { ...destinationOf(call), ...protection, path, line, test, ...(method === undefined ? {} : { method }) };
    });
  }

  #scopesOf(uri: string): readonly RunbookScope[] {
    const root = this.#rootOf(uri);
    if (root === undefined) return [];
    const known = this.#scopes.get(root);
    if (known !== undefined && performance.now() - known.at < MAX_AGE_MS) return known.scopes;
    const scopes = readScopes(slashed(fileURLToPath(root)));
    this.#scopes.set(root, { at: performance.now(), scopes });
    return scopes;
  }

  /** The innermost workspace folder that a file is in. */
  #rootOf(uri: string): string | undefined {
    const holding = this.#ports
      .folders()
      .filter((folder) => folder.startsWith('file:') && uri.startsWith(`${folder.replace(/\/$/, '')}/`));
    return holding.sort((a, b) => b.length - a.length)[0];
  }

  #open(title: string, { path }: RunbookScope): Command {
    return this.#opens(title, pathToFileURL(path).href);
  }

  #opens(title: string, uri: string): Command {
    const command = this.#ports.opensRunbooks() ? openRunbookCommand : showRunbookCommand;
    return { title, command, arguments: [uri] };
  }

  #create(from: string, call: Call): CodeAction | undefined {
    const root = this.#rootOf(from);
    const destination = destinationOf(call);
    const name = dependencyOf(destination);
    if (root === undefined || name === undefined) return undefined;
    const path = joinPath(joinPath(slashed(fileURLToPath(root)), 'runbooks'), runbookNameFor(name));
    if (readQuietly(path) !== undefined) return undefined;
    const uri = pathToFileURL(path).href;
    const start = { line: 0, character: 0 };
    const newText = runbookTextFor(templates[templateFor(destination)], name, new Date());
    return {
      title: `Create a runbook for when ${name} is down`,
      kind: CodeActionKind.QuickFix,
      edit: {
        documentChanges: [
          { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
          { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText }] },
        ],
      },
    };
  }
}

function destinationOf({ api, library, target }: Call): Destination {
  return {
    api,
    ...(library === undefined ? {} : { library: library.name }),
    ...(target === undefined ? {} : { target }),
  };
}

/** The innermost call that a finding is about: at its place, or around it. */
function callIn({ calls }: FileFacts, { range }: LintMessage): Call | undefined {
  const near = calls.filter((call) => call.range.start <= range.end && range.start <= call.range.end);
  return near.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
}

function readQuietly(path: string): string | undefined {
  try {
    return readSource(path)?.text;
  } catch {
    return undefined;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>()]/g, '\\$&');
}
