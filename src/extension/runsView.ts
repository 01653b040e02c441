import * as vscode from 'vscode';
import { outcomeNames } from '../reports/reportWords.ts';
import { visibleLine } from '../text/visible.ts';
import { commands, views } from './ids.ts';
import type { RecordedRun, RunName } from './openRuns.ts';
import type { RunPages } from './runPages.ts';
import { sentence, type Services } from './services.ts';

/** Lists recorded runs in a view and in the palette, and opens them as read-only pages. */
export function registerRunsView(services: Services): vscode.Disposable {
  const tree = new RunsTree(services);
  let pages: RunPages | undefined;
  const openPages = async (): Promise<RunPages> => {
    const { RunPages } = await import('./runbookHost.ts');
    return (pages ??= new RunPages(services));
  };
  const command = (id: string, act: (run: RunName | undefined) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (run?: RunName) => {
      try {
        await act(run);
      } catch (error) {
        services.log.error(sentence(error));
        void vscode.window.showErrorMessage(sentence(error));
      }
    });
  const view = vscode.window.createTreeView(views.runs, { treeDataProvider: tree });
  return vscode.Disposable.from(
    tree,
    view,
    { dispose: () => pages?.dispose() },
    // Runs are recorded while the view is hidden.
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
    command(commands.showRuns, () => pick(services)),
    command(commands.openRun, async (run) => run && (await openPages()).open(run)),
    command(commands.exportRun, async (run) => run && (await openPages()).export(run)),
    vscode.commands.registerCommand(commands.refreshRuns, () => tree.refresh()),
  );
}

class RunsTree implements vscode.TreeDataProvider<RecordedRun>, vscode.Disposable {
  readonly #services: Services;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
  }

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(parent?: RecordedRun): Promise<RecordedRun[]> {
    if (parent) return [];
    const { recordedRuns } = await import('./runbookHost.ts');
    return [...(await recordedRuns(this.#services))];
  }

  getTreeItem(run: RecordedRun): vscode.TreeItem {
    const { label, description, icon } = describe(run);
    const item = new vscode.TreeItem(label);
    item.id = `${run.folder}/${run.run}`;
    item.description = description;
    item.tooltip = `${label}\n${description}\n${visibleLine(run.path)}`;
    item.iconPath = icon;
    item.contextValue = run.ended ? 'run-ended' : 'run-open';
    item.accessibilityInformation = { label: `${label}, ${description}` };
    item.command = { title: 'Open Run', command: commands.openRun, arguments: [run] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

async function pick(services: Services): Promise<void> {
  const { recordedRuns } = await import('./runbookHost.ts');
  const runs = await recordedRuns(services);
  if (runs.length === 0) {
    void vscode.window.showInformationMessage('No runs recorded yet. Open a runbook and run or check off a step.');
    return;
  }
  const items = runs.map((run) => {
    const { label, description, icon } = describe(run);
    return { label, description, detail: visibleLine(run.path), iconPath: icon, run };
  });
  const options = { title: 'Runs', placeHolder: 'Choose a run to open', matchOnDescription: true, matchOnDetail: true };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen) await vscode.commands.executeCommand(commands.openRun, chosen.run);
}

function describe({ title, startedAt, outcome, drill }: RecordedRun): {
  readonly label: string;
  readonly description: string;
  readonly icon: vscode.ThemeIcon;
} {
  const when = new Date(startedAt).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  const description = [outcomeNames[outcome ?? 'open'], ...(drill ? ['drill'] : []), when].join(', ');
  const icons = { open: 'play-circle', done: 'pass', incomplete: 'issues', abandoned: 'circle-slash' } as const;
  return { label: visibleLine(title), description, icon: new vscode.ThemeIcon(icons[outcome ?? 'open']) };
}
