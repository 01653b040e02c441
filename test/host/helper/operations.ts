import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments come as JSON; each operation names its own.
export type Operation = (...args: any[]) => unknown;

/** A diagnostic as scenarios see it: lines and columns 1-based, as in the Problems view. */
export interface PlainDiagnostic {
  readonly message: string;
  readonly source: string | undefined;
  readonly code: string | number | undefined;
  /** Where the code links to. */
  readonly link: string | undefined;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const severities = ['error', 'warning', 'information', 'hint'] as const;

function plain(diagnostic: vscode.Diagnostic): PlainDiagnostic {
  const { code, range } = diagnostic;
  return {
    message: diagnostic.message,
    source: diagnostic.source,
    code: typeof code === 'object' ? code.value : code,
    link: typeof code === 'object' ? code.target.toString() : undefined,
    severity: severities[diagnostic.severity] ?? 'hint',
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

const document = (path: string) => vscode.workspace.openTextDocument(vscode.Uri.file(path));

async function quickFixes(path: string, line: number): Promise<vscode.CodeAction[]> {
  const { range } = (await document(path)).lineAt(line - 1);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    vscode.Uri.file(path),
    range,
    undefined,
    50,
  );
  return found ?? [];
}

/** What a scenario may ask for. Paths are absolute; lines and columns are 1-based. */
export const operations = {
  command: (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, ...args),
  commands: () => vscode.commands.getCommands(true),
  async open(path: string) {
    await vscode.window.showTextDocument(await document(path), { preview: false });
  },
  diagnostics: (path: string) => vscode.languages.getDiagnostics(vscode.Uri.file(path)).map(plain),
  text: async (path: string) => (await document(path)).getText(),
  /** Replaces the whole text, unsaved. */
  async edit(path: string, text: string) {
    const opened = await document(path);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(opened.uri, new vscode.Range(0, 0, opened.lineCount, 0), text);
    return vscode.workspace.applyEdit(edit);
  },
  save: async (path: string) => (await document(path)).save(),
  quickFixes: async (path: string, line: number) => (await quickFixes(path, line)).map(({ title }) => title),
  async applyQuickFix(path: string, line: number, title: string) {
    const fixes = await quickFixes(path, line);
    const fix = fixes.find((each) => each.title.includes(title));
    if (!fix)
      throw new Error(`No quick fix '${title}' on line ${line}, only: ${fixes.map((each) => each.title).join(', ')}`);
    if (fix.edit) await vscode.workspace.applyEdit(fix.edit);
    if (fix.command) await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
  },
  /**
   * Loads and activates an inactive extension's main file afresh `runs` times, as VS Code does, and undoes it each time.
   * Answers the milliseconds that loading and `activate()` took.
   */
  activationTimes(id: string, runs: number) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) throw new Error(`${id} is ${extension ? 'already active' : 'not installed'}`);
    const main = join(extension.extensionPath, (extension.packageJSON as { main: string }).main);
    const require = createRequire(main);
    return Array.from({ length: runs }, () => {
      delete require.cache[require.resolve(main)];
      const context = { subscriptions: [] as vscode.Disposable[], extension, extensionUri: extension.extensionUri };
      const begun = performance.now();
      const loaded = require(main) as { activate(context: unknown): unknown };
      const activating = performance.now();
      loaded.activate(context);
      const ended = performance.now();
      vscode.Disposable.from(...context.subscriptions).dispose();
      return { load: activating - begun, activate: ended - activating };
    });
  },

  /** VS Code calls an extension active that failed to activate; awaiting its activation tells, and throws its reason. */
  async isActive(id: string) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension?.isActive) return false;
    await extension.activate();
    return true;
  },
  isTrusted: () => vscode.workspace.isTrusted,
  tabs: () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label)),
  configure: (key: string, value: unknown) =>
    vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global),
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
