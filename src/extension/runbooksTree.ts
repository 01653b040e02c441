import * as vscode from 'vscode';
import { findRunbooks, type FoundRunbook } from './foundRunbooks.ts';
import { commands, editors, settings, views } from './ids.ts';
import { openRuns } from './openRuns.ts';
import type { Services } from './services.ts';

const DAY_MS = 86_400_000;

/** Lists the workspace's runbooks, those with an open run first. Looks for them when the view is first shown. */
export function registerRunbooksTree(services: Services): vscode.Disposable {
  const tree = new RunbooksTree(services);
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.md', false, true, false);
  return vscode.Disposable.from(
    tree,
    watcher,
    vscode.window.createTreeView(views.runbooks, { treeDataProvider: tree, showCollapseAll: false }),
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
  readonly running: boolean;
}

class RunbooksTree implements vscode.TreeDataProvider<Listed>, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(parent?: Listed): Promise<Listed[]> {
    if (parent) return [];
    const [found, running] = await Promise.all([findRunbooks(), openRuns(this.#services)]);
    const listed = found.map((one) => ({
      ...one,
      running: running.has(vscode.workspace.asRelativePath(one.uri, false)),
    }));
    return listed.sort((a, b) => Number(b.running) - Number(a.running));
  }

  getTreeItem(runbook: Listed): vscode.TreeItem {
    const { uri, title, owner, running } = runbook;
    const item = new vscode.TreeItem(title);
    const stale = freshness(runbook);
    const description = [running ? 'running' : '', owner ?? 'no owner', stale?.text ?? ''].filter(Boolean).join(', ');
    const path = vscode.workspace.asRelativePath(uri);
    // Not `resourceUri`: that would replace the icon, which tells the state, by the file's.
    item.id = uri.toString();
    item.description = description;
    item.tooltip = `${title}\n${path}\n${description}`;
    item.contextValue = running ? 'runbook-running' : 'runbook';
    item.iconPath = running
      ? new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('charts.green'))
      : stale?.overdue
        ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
        : new vscode.ThemeIcon('checklist');
    item.accessibilityInformation = { label: `${title}, ${description}` };
    item.command = { title: 'Open as Runbook', command: 'vscode.openWith', arguments: [uri, editors.option] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function freshness({ lastReviewed, reviewEvery }: FoundRunbook): { text: string; overdue: boolean } | undefined {
  const reviewed = Date.parse(lastReviewed ?? '');
  if (Number.isNaN(reviewed)) return undefined;
  const age = Math.max(0, Math.floor((Date.now() - reviewed) / DAY_MS));
  const overdue = reviewEvery !== undefined && age > reviewEvery;
  if (overdue) return { text: `review overdue by ${age - reviewEvery} days`, overdue };
  return { text: age === 0 ? 'reviewed today' : `reviewed ${age} ${age === 1 ? 'day' : 'days'} ago`, overdue };
}
