import * as vscode from 'vscode';
import type { IncidentDesk } from './incidentDesk.ts';
import { commands } from '../extension/ids.ts';
import { dashboardPanel, incidentOpen } from './ids.ts';
import { sentence, type RunHere, type Services } from '../extension/services.ts';

const LOGS = '.breakwater/incidents/*.jsonl';

type Act = (desk: IncidentDesk, incident?: unknown) => Promise<void>;

const acts: Readonly<Record<string, Act>> = {
  [commands.startIncident]: (desk) => desk.start(false),
  [commands.startIncidentDrill]: (desk) => desk.start(true),
  [commands.incidentActs]: (desk) => desk.chooseAct(),
  [commands.acknowledge]: (desk) => desk.phase('acknowledged'),
  [commands.mitigate]: (desk) => desk.phase('mitigated'),
  [commands.resolve]: (desk) => desk.phase('resolved'),
  [commands.correctPhase]: (desk) => desk.correctPhase(),
  [commands.incidentNote]: (desk) => desk.note(),
  [commands.addEvidence]: (desk) => desk.evidence('editor'),
  [commands.addTerminalEvidence]: (desk) => desk.evidence('terminal'),
  [commands.changeSeverity]: (desk) => desk.changeSeverity(),
  [commands.escalate]: (desk) => desk.escalate(),
  [commands.prepareUpdate]: (desk) => desk.prepareUpdate(),
  [commands.recordUpdate]: (desk) => desk.recordUpdate(),
  [commands.sendUpdate]: (desk) => desk.sendUpdate(),
  [commands.setWebhook]: (desk) => desk.setWebhook(),
  [commands.addFinding]: (desk) => desk.addFinding(),
  [commands.incidentTimeline]: (desk, incident) => desk.timeline(incident),
  [commands.writePostmortem]: (desk, incident) => desk.writePostmortem(incident),
  [commands.exportPostmortem]: (desk, incident) => desk.exportPostmortem(incident),
  [commands.incidents]: (desk) => desk.list(),
  [commands.incidentMetrics]: (desk) => desk.metrics(),
  [commands.incidentDashboard]: (desk) => desk.dashboard(),
};

/**
 * The commands of incidents, and the open one in the status bar. What they need loads with the first of them, or when
 * the workspace has a log of an incident.
 */
export function registerIncidents(services: Services): vscode.Disposable {
  let runs: readonly RunHere[] = [];
  let loaded: Promise<IncidentDesk> | undefined;
  const desk = (): Promise<IncidentDesk> =>
    (loaded ??= import('./runbookHost.ts').then(({ createIncidentDesk }) => createIncidentDesk(services, () => runs)));
  const report = (error: unknown): void => {
    services.log.error(sentence(error));
    void vscode.window.showErrorMessage(sentence(error));
  };
  const look = (): void => void desk().then((one) => one.refreshSoon(), report);
  void hasLogs().then((some) => some && look());
  // Others add to an incident as well: in the terminal, or with a pull.
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${LOGS}`);
  return vscode.Disposable.from(
    vscode.window.registerWebviewPanelSerializer(dashboardPanel, {
      deserializeWebviewPanel: async (panel) =>
        desk()
          .then((one) => one.restoreDashboard(panel))
          .catch(report),
    }),
    watcher,
    watcher.onDidCreate(look),
    watcher.onDidChange(look),
    watcher.onDidDelete(look),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void hasLogs().then((some) => (some || loaded) && look())),
    services.runsChanged.event((here) => {
      runs = here;
      void loaded?.then((one) => one.runsChanged());
    }),
    ...Object.entries(acts).map(([id, act]) =>
      vscode.commands.registerCommand(id, async (incident?: unknown) => {
        try {
          await act(await desk(), incident);
        } catch (error) {
          report(error);
        }
      }),
    ),
    {
      dispose: () => {
        void loaded?.then((one) => one.dispose());
        void vscode.commands.executeCommand('setContext', incidentOpen, false);
      },
    },
  );
}

/** Whether a workspace folder has logs of incidents. A look at one folder each, and nothing loads for it. */
async function hasLogs(): Promise<boolean> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const folder = vscode.Uri.joinPath(uri, '.breakwater', 'incidents');
    const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
    if (entries.some(([name]) => name.endsWith('.jsonl'))) return true;
  }
  return false;
}
