import * as vscode from 'vscode';
import { exactDuration } from '../incident/duration.ts';
import type { NewIncidentEvent } from '../incident/events.ts';
import { metricsLine, metricsMarkdown } from '../incident/metricsText.ts';
import { postmortemOf, type Postmortem } from '../incident/postmortem.ts';
import { postmortemMarkdown, timelineMarkdown } from '../incident/postmortemMarkdown.ts';
import { pageHtml } from '../dashboard/postmortemHtml.ts';
import { mergePage, type MergedPage } from '../text/regions.ts';
import { visibleJson } from '../text/visible.ts';
import { notUtf8, utf8Text } from '../files/utf8.ts';
import { cleanLine } from '../incident/clean.ts';
import { timesOfIncident } from '../incident/times.ts';
import { commands, settings } from '../extension/ids.ts';
import type { IncidentBook, KnownIncident } from './incidentBook.ts';
import { metricsFor } from './incidentMetrics.ts';
import { localZone } from './localZone.ts';
import { openDocument } from './openDocument.ts';

/** Of the read-only documents. */
const SCHEME = 'breakwater-incident';

type Page = Pick<MergedPage, 'text' | 'notes'>;

type IncidentItem = vscode.QuickPickItem & { readonly incident?: KnownIncident };

/** What is read about incidents: timeline, post-mortem, list and numbers, all as Markdown in the editor. */
export class IncidentPages implements vscode.Disposable {
  readonly #book: IncidentBook;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: this.#changed.event,
    // After a restart nobody knows any more what stood there.
    provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? 'Run the command again to see this page.\n',
  });

  constructor(book: IncidentBook) {
    this.#book = book;
  }

  async timeline(incident: KnownIncident): Promise<void> {
    const postmortem = await this.#postmortemOf(incident);
    await this.#show(`Timeline ${incident.state.incident}.md`, timelineMarkdown(postmortem, localZone()));
  }

  /** Writes the post-mortem to its file, or brings that up to date: what people wrote in it stays. */
  async postmortem(incident: KnownIncident): Promise<void> {
    const { uri, page } = await this.#pageOf(incident, await this.#postmortemOf(incident));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(page.text));
    await openDocument(uri);
    if (page.notes.length > 0) void vscode.window.showWarningMessage(`${nameOf(uri)}: ${page.notes.join(' ')}`);
  }

  /**
   * Writes the post-mortem as one HTML file, with what people wrote in its page, or as JSON, where the person says.
   * @returns the file's name; undefined where nothing was chosen
   */
  async exported(incident: KnownIncident): Promise<string | undefined> {
    const html = { label: 'HTML', description: 'one file to print, with what you wrote', extension: 'html' };
    const json = { label: 'JSON', description: 'what is recorded, for other programs', extension: 'json' };
    const options = { title: 'Export Post-mortem', placeHolder: 'Choose a format', ignoreFocusOut: true };
    const format = await vscode.window.showQuickPick([html, json], options);
    if (format === undefined) return undefined;
    const postmortem = await this.#postmortemOf(incident);
    const { uri, page } = await this.#pageOf(incident, postmortem);
    const text =
      format === html
        ? pageHtml(page.text, postmortem.title)
        : visibleJson(`${JSON.stringify(postmortem, undefined, 2)}\n`);
    const file = await vscode.window.showSaveDialog({
      title: options.title,
      defaultUri: uri.with({ path: uri.path.replace(/md$/, format.extension) }),
      filters: { [format.label]: [format.extension] },
    });
    if (file === undefined) return undefined;
    if (format === html && page.notes.length > 0)
      void vscode.window.showWarningMessage(`${nameOf(uri)}: ${page.notes.join(' ')}`);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return nameOf(file);
  }

  /** The page as it would be written now: what people wrote in it stays. */
  async #pageOf(incident: KnownIncident, postmortem: Postmortem): Promise<{ uri: vscode.Uri; page: Page }> {
    const uri = postmortemFile(incident);
    const open = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (open?.isDirty) throw new Error(`${nameOf(uri)} has unsaved changes: save it first.`);
    const fresh = postmortemMarkdown(postmortem, localZone());
    const before = await pageThere(uri);
    const page = before?.trim() ? mergePage(before, fresh, postmortem.unread) : { text: fresh, notes: [] };
    if (page === undefined)
      throw new Error(`${nameOf(uri)} has no region of Breakwater's, so it is someone's own page.`);
    return { uri, page };
  }

  /** Shows all incidents with their numbers. @returns the one chosen. */
  async list(all: readonly KnownIncident[]): Promise<KnownIncident | undefined> {
    if (all.length === 0) throw new Error('No incident recorded yet. Start one with "Breakwater: Start Incident".');
    const numbers: IncidentItem = { label: '$(graph) Metrics', detail: metricsLine(metricsFor(all)) };
    const dashboard: IncidentItem = { label: '$(graph-line) Incident Dashboard', description: 'plots' };
    const items = [numbers, dashboard, ...all.map(itemOf)];
    const options = {
      title: 'Incidents',
      placeHolder: 'Choose an incident',
      matchOnDescription: true,
      matchOnDetail: true,
    };
    const chosen = await vscode.window.showQuickPick(items, options);
    if (chosen === numbers) await this.metrics(all);
    if (chosen === dashboard) await vscode.commands.executeCommand(commands.incidentDashboard);
    return chosen?.incident;
  }

  async choose(all: readonly KnownIncident[]): Promise<KnownIncident | undefined> {
    const options = { title: 'Incidents', placeHolder: 'Choose an incident', matchOnDescription: true };
    return (await vscode.window.showQuickPick(all.map(itemOf), options))?.incident;
  }

  /** What can be done about an incident that is over. @returns what is to be recorded. */
  async chooseForEnded({
    state,
  }: KnownIncident): Promise<Extract<NewIncidentEvent, { type: 'closed' | 'reopened' }> | undefined> {
    const postmortem = { label: '$(notebook) Write Post-mortem' };
    const timeline = { label: '$(list-ordered) Incident Timeline' };
    const reopen = { label: '$(debug-restart) Reopen', description: 'it came back' };
    const close = { label: '$(archive) Close', description: 'the follow-up is done' };
    const items = [postmortem, timeline, reopen, ...(state.status === 'closed' ? [] : [close])];
    const chosen = await vscode.window.showQuickPick(items, {
      title: cleanLine(state.title),
      placeHolder: 'Choose what to do',
    });
    if (chosen === postmortem) await vscode.commands.executeCommand(commands.writePostmortem, state.incident);
    if (chosen === timeline) await vscode.commands.executeCommand(commands.incidentTimeline, state.incident);
    return chosen === reopen ? { type: 'reopened' } : chosen === close ? { type: 'closed' } : undefined;
  }

  async metrics(all: readonly KnownIncident[]): Promise<void> {
    await this.#show('Incident Metrics.md', metricsMarkdown(metricsFor(all)));
  }

  async #postmortemOf(incident: KnownIncident): Promise<Postmortem> {
    const runs = await this.#book.runsOf(incident);
    const today = await this.#book.runbooksOf(incident, runs);
    return postmortemOf({ incident: incident.content, runs, today, now: new Date().toISOString() });
  }

  async #show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await openDocument(uri);
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}

function itemOf(incident: KnownIncident): IncidentItem {
  const { severity, title, status, services, drill, declared } = incident.state;
  const { recover, acknowledge } = timesOfIncident(incident.state).durations;
  const when = declared && new Date(declared.at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  const took = [
    ...(acknowledge === undefined ? [] : [`acknowledged in ${exactDuration(acknowledge)}`]),
    ...(recover === undefined ? [] : [`recovered in ${exactDuration(recover)}`]),
  ];
  return {
    label: cleanLine(`${severity} ${title}`).replaceAll('$(', '$ ('),
    description: [status, ...(drill ? ['drill'] : []), ...(when ? [when] : [])].join(', '),
    detail: cleanLine([...services, ...took].join(', ')),
    incident,
  };
}

/** @throws Error where the setting leads out of the workspace folder */
function postmortemFile({ folder, state }: KnownIncident): vscode.Uri {
  const wanted = vscode.workspace.getConfiguration(undefined, folder.workspace).get<string>(settings.postmortems) ?? '';
  const parts = wanted.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  if (/^(?:[\\/]|[A-Za-z]:)/.test(wanted) || parts.includes('..'))
    throw new Error(`The setting ${settings.postmortems} has to name a folder inside of the workspace folder.`);
  return vscode.Uri.joinPath(folder.workspace, ...parts, `${state.incident}.md`);
}

/** @throws Error where writing the page again would lose text */
async function pageThere(uri: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  const text = utf8Text(bytes);
  if (text === undefined) throw new Error(`${nameOf(uri)} ${notUtf8(bytes)}.`);
  return text;
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
