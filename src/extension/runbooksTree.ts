import * as vscode from 'vscode';
import type { FoundRunbook } from './foundRunbooks.ts';
import { freshness } from './freshness.ts';
import { commands, editors, settings, views } from './ids.ts';
import type { RecordedRun } from './openRuns.ts';
import type { Services } from './services.ts';
import type { ListedStep } from './standing.ts';
import { stepItem } from './treeSteps.ts';

const REFRESH_MS = 1_000;

/** Lists the workspace's runbooks, those with an open run first. Looks for them when the view is first shown. */
export function registerRunbooksTree(services: Services): vscode.Disposable {
  const tree = new RunbooksTree(services);
  const view = vscode.window.createTreeView(views.runbooks, { treeDataProvider: tree, showCollapseAll: true });
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.md', false, true, false);
  return vscode.Disposable.from(
    tree,
    watcher,
    view,
    // What is hidden is read again when it is shown.
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
    services.incidentNote.event((note) => (view.message = note ?? '')),
    services.runsChanged.event(() => view.visible && tree.refreshSoon()),
    vscode.commands.registerCommand(commands.refreshRunbooks, () => tree.refresh()),
    watcher.onDidCreate(() => tree.refresh()),
    watcher.onDidDelete(() => tree.refresh()),
    vscode.workspace.onDidSaveTextDocument(({ languageId }) => languageId === 'markdown' && tree.refresh()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => tree.refresh()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration(settings.runbookFiles) && tree.refresh(),
    ),
  );
}

interface Listed extends FoundRunbook {
  readonly kind: 'runbook';
  readonly run?: RecordedRun;
  /** How its open run stands. */
  readonly summary?: string;
}

/** Files that are no runbooks by name or front matter, and have steps with commands. */
interface Others {
  readonly kind: 'others';
  readonly runbooks: readonly Listed[];
}

type Node = Listed | Others | ListedStep;

class RunbooksTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire();
  }

  /** A command that prints changes its run many times a second. */
  refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.refresh();
    }, REFRESH_MS);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    if (parent?.kind === 'step') return [];
    if (parent?.kind === 'others') return [...parent.runbooks];
    const { findRunbooks, openRuns, standingOf, stepsOf } = await import('./runbookHost.ts');
    if (parent) return stepsOf(parent.uri, await standingOf(parent.uri, parent.run));
    const [found, open] = await Promise.all([findRunbooks(), openRuns(this.#services)]);
    const listed = await Promise.all(
      found.map(async (one): Promise<Listed> => {
        const run = open(one.uri);
        const standing = run && (await standingOf(one.uri, run).catch(() => undefined));
        return { ...one, kind: 'runbook', run, summary: standing?.states.summary };
      }),
    );
    listed.sort((a, b) => Number(b.run !== undefined) - Number(a.run !== undefined));
    const others = listed.filter(({ chosen, run }) => !chosen && !run);
    const own = listed.filter(({ chosen, run }) => chosen || run);
    return others.length === 0 ? own : [...own, { kind: 'others', runbooks: others }];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.kind === 'step') return stepItem(node);
    return node.kind === 'others' ? othersItem(node) : runbookItem(node);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }
}

function othersItem({ runbooks }: Others): vscode.TreeItem {
  const item = new vscode.TreeItem('Other Markdown with steps', vscode.TreeItemCollapsibleState.Collapsed);
  item.id = 'others';
  item.description = String(runbooks.length);
  item.contextValue = 'others';
  item.tooltip = 'Files with command steps. To list a folder above, choose Add Runbook Folder.';
  return item;
}

function runbookItem(runbook: Listed): vscode.TreeItem {
  const { uri, title, owner, run, summary } = runbook;
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  const stale = freshness(runbook);
  const state = run ? (summary ?? 'in progress') : '';
  const description = [state, owner ?? 'no owner', stale?.text ?? ''].filter(Boolean).join(', ');
  const path = vscode.workspace.asRelativePath(uri);
  // Not `resourceUri`: that would replace the icon, which tells the state, by the file's.
  item.id = uri.toString();
  item.description = description;
  item.tooltip = `${title}\n${path}\n${description}`;
  item.contextValue = run ? 'runbook-running' : 'runbook';
  item.iconPath = run
    ? new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('charts.green'))
    : stale?.overdue
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('checklist');
  item.accessibilityInformation = { label: `${title}, ${description}` };
  item.command = { title: 'Open as Runbook', command: 'vscode.openWith', arguments: [uri, editors.option] };
  return item;
}
