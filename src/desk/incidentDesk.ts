import * as vscode from 'vscode';
import type { NewIncidentEvent, Phase } from '../incident/events.ts';
import type { Reminder } from '../reminders/reminders.ts';
import { statusLine } from '../reminders/statusLine.ts';
import {
  askAct,
  askEvidence,
  askFinding,
  askNote,
  askPhaseTime,
  askPhaseToCorrect,
  askSeverity,
} from './incidentActs.ts';
import { IncidentBook, type KnownIncident, type Watched } from './incidentBook.ts';
import { incidentOpen } from './ids.ts';
import { askContact, askTemplate, askWhatWasSent, showMessage } from './incidentMessages.ts';
import { IncidentDashboard } from './incidentDashboard.ts';
import { IncidentPages } from './incidentPages.ts';
import { IncidentSender } from './incidentSender.ts';
import { startIncident } from './incidentStart.ts';
import { IncidentStatus } from './incidentStatus.ts';
import { sentence, type RunHere, type Services } from '../extension/services.ts';

const CURRENT = 'breakwater.currentIncident';
const SETTLE_MS = 300;
const TICK_MS = 15_000;
/** Ticks until the logs are read again: what runs told meanwhile counts for what is due. */
const TICKS_TO_READ = 4;

const NONE_OPEN = 'No incident is open. Start one with "Breakwater: Start Incident".';

/** The incidents of this window: which is open, what is due in it, and what the responder does. */
export class IncidentDesk implements vscode.Disposable {
  readonly #services: Services;
  readonly #runs: () => readonly RunHere[];
  readonly #book: IncidentBook;
  readonly #pages: IncidentPages;
  readonly #dashboard: IncidentDashboard;
  readonly #sender: IncidentSender;
  readonly #status = new IncidentStatus();
  #open: readonly KnownIncident[] = [];
  #watched: Watched = { runs: [] };
  #reminders: readonly Reminder[] = [];
  #turn: Promise<void> = Promise.resolve();
  #settling: ReturnType<typeof setTimeout> | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;
  #ticks = 0;
  #steps = '';

  constructor(services: Services, runs: () => readonly RunHere[]) {
    this.#services = services;
    this.#runs = runs;
    this.#book = new IncidentBook(services);
    this.#pages = new IncidentPages(this.#book);
    this.#dashboard = new IncidentDashboard(services, this.#book);
    this.#sender = new IncidentSender(services);
  }

  /** Reads the logs again when they have come to rest. */
  refreshSoon(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.refresh().catch((error: unknown) => this.#services.log.error(sentence(error)));
    }, SETTLE_MS);
  }

  /** Reads the logs again. One reading after the other: an old one must not go over a new one. */
  refresh(): Promise<void> {
    return (this.#turn = this.#turn.catch(() => undefined).then(() => this.#refresh()));
  }

  /** A run of this window began, ended or went to another step. */
  runsChanged(): void {
    const steps = JSON.stringify(this.#runs().map(({ run, step }) => [run, step?.id]));
    if (this.#open.length === 0 || steps === this.#steps) return;
    this.#steps = steps;
    this.refreshSoon();
  }

  async start(drill: boolean): Promise<void> {
    const started = await startIncident(this.#services, this.#runs(), drill, await this.#book.severities());
    if (started === undefined) return;
    await this.#makeCurrent(started);
    done(drill ? 'Drill started' : 'Incident started');
  }

  /** What can be done about the open incident, the most urgent first. */
  async chooseAct(): Promise<void> {
    const current = await this.#current();
    const act = await askAct(current.state, this.#reminders, this.#open);
    if (act?.kind === 'command') await vscode.commands.executeCommand(act.command);
    if (act?.kind === 'switch') await this.#makeCurrent(act.incident);
  }

  /** Declares a phase now; one that was declared before is corrected. */
  async phase(phase: Phase): Promise<void> {
    const current = await this.#current();
    if (current.state.times[phase] !== undefined) return this.#correct(current, phase);
    await this.#add(current, { type: 'phase', phase }, `Declared: ${phase}`);
  }

  async correctPhase(): Promise<void> {
    const current = await this.#current();
    const phase = await askPhaseToCorrect(current.state);
    if (phase !== undefined) await this.#correct(current, phase);
  }

  async #correct(incident: KnownIncident, phase: Phase): Promise<void> {
    const event = await askPhaseTime(incident.state, phase);
    if (event !== undefined)
      await this.#add(incident, event, event.withdrawn ? `Took back: ${phase}` : `Corrected: ${phase}`);
  }

  async note(): Promise<void> {
    const current = await this.#current();
    const event = await askNote();
    if (event !== undefined) await this.#add(current, event, `Noted (${event.kind})`);
  }

  /** Keeps what is selected, with what it shows. */
  async evidence(from: 'editor' | 'terminal'): Promise<void> {
    const current = await this.#current();
    const event = await askEvidence(from);
    if (event !== undefined) await this.#add(current, event, 'Evidence added');
  }

  async changeSeverity(): Promise<void> {
    const current = await this.#current();
    const severity = await askSeverity(current.state.severity, 'Change Severity', await this.#book.severities());
    if (severity === undefined || severity === current.state.severity) return;
    await this.#add(current, { type: 'severity-changed', severity }, `Severity: ${severity}`);
  }

  /** Shows the message for a contact of the runbook, ready to be sent, and records that they are called in. */
  async escalate(): Promise<void> {
    const current = await this.#current();
    const to = await askContact(this.#book.contacts(current, this.#watched));
    if (to === undefined) return;
    await showMessage(current, 'escalation', this.#watched.runbook, { contact: to });
    await this.#add(current, { type: 'escalated', to }, `Escalated to ${to}`);
  }

  /** Shows a message made from a template, to be edited and sent by the responder. */
  async prepareUpdate(): Promise<void> {
    const current = await this.#current();
    const template = await askTemplate(current, this.#watched.runbook);
    if (template !== undefined) await showMessage(current, template, this.#watched.runbook);
  }

  /** Records that the responder sent the text on show. */
  async recordUpdate(): Promise<void> {
    const current = await this.#current();
    const event = await askWhatWasSent(this.#watched.runbook?.frontMatter.communication ?? []);
    if (event !== undefined) await this.#add(current, event, `Message to ${event.channel} recorded`);
  }

  /** Sends the text on show to the webhook, once the responder has confirmed text and receiver. */
  async sendUpdate(): Promise<void> {
    const current = await this.#current();
    const sent = await this.#sender.send(current, this.#watched.runbook?.frontMatter.communication ?? [], {
      again: async () => {
        await this.refresh();
        return this.#open.find(({ name }) => name === current.name);
      },
      others: () => {
        const others = this.#open.filter(({ folder, name }) => folder === current.folder && name !== current.name);
        return Promise.resolve(others.map(({ state }) => state));
      },
      write: (event) => this.#book.add(current, event),
    });
    if (sent === undefined) return;
    await this.#add(current, sent.event, sent.said);
  }

  async setWebhook(): Promise<void> {
    if (await this.#sender.configure()) done('Webhook saved');
  }

  /** Keeps the finding at the cursor as something to be done about it later. */
  async addFinding(): Promise<void> {
    const current = await this.#current();
    const event = await askFinding();
    if (event !== undefined) await this.#add(current, event, 'Action item added');
  }

  async timeline(incident: unknown): Promise<void> {
    const wanted = await this.#wanted(incident);
    if (wanted !== undefined) await this.#pages.timeline(wanted);
  }

  async writePostmortem(incident: unknown): Promise<void> {
    const wanted = await this.#wanted(incident);
    if (wanted !== undefined) await this.#pages.postmortem(wanted);
  }

  async exportPostmortem(incident: unknown): Promise<void> {
    const wanted = await this.#wanted(incident);
    const file = wanted && (await this.#pages.exported(wanted));
    if (file !== undefined) done(`Wrote ${file}`);
  }

  /** All incidents with their numbers; one that is open becomes the current one. */
  async list(): Promise<void> {
    const chosen = await this.#pages.list(await this.#book.read());
    if (chosen === undefined) return;
    if (!isOpen(chosen)) {
      const event = await this.#pages.chooseForEnded(chosen);
      if (event !== undefined) await this.#add(chosen, event, event.type === 'closed' ? 'Closed' : 'Reopened');
      return;
    }
    await this.#makeCurrent(chosen);
    await this.chooseAct();
  }

  async metrics(): Promise<void> {
    await this.#pages.metrics(await this.#book.read());
  }

  async dashboard(): Promise<void> {
    await this.#dashboard.show();
  }

  async restoreDashboard(panel: vscode.WebviewPanel): Promise<void> {
    await this.#dashboard.restore(panel);
  }

  /** The incident that a command was called for, else the open one, else one that the person chooses. */
  async #wanted(incident: unknown): Promise<KnownIncident | undefined> {
    await this.refresh();
    const all = await this.#book.read();
    if (typeof incident === 'string') return all.find(({ state }) => state.incident === incident);
    const [first] = this.#open;
    if (first !== undefined) return first;
    if (all.length === 0) throw new Error('No incident recorded yet. Start one with "Breakwater: Start Incident".');
    return all.length === 1 ? all[0] : this.#pages.choose(all);
  }

  async #current(): Promise<KnownIncident> {
    await this.refresh();
    const [current] = this.#open;
    if (current === undefined) throw new Error(NONE_OPEN);
    return current;
  }

  async #makeCurrent({ name }: Pick<KnownIncident, 'name'>): Promise<void> {
    await this.#services.context.workspaceState.update(CURRENT, name);
    await this.refresh();
  }

  async #add(incident: KnownIncident, event: NewIncidentEvent, said: string): Promise<void> {
    await this.#book.add(incident, event);
    await this.refresh();
    done(said);
  }

  async #refresh(): Promise<void> {
    const all = await this.#book.read();
    const open = all.filter(isOpen);
    const chosen = this.#services.context.workspaceState.get<string>(CURRENT);
    // The current one first.
    this.#open = open.toSorted((a, b) => Number(b.name === chosen) - Number(a.name === chosen));
    if (await this.#joinRuns()) return this.#refresh();
    const [current] = this.#open;
    this.#dashboard.update(all);
    this.#watched = current === undefined ? { runs: [] } : await this.#book.watched(current);
    void vscode.commands.executeCommand('setContext', incidentOpen, current !== undefined);
    await this.#show();
    if (current === undefined) {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    } else this.#ticking ??= setInterval(() => this.#tick(), TICK_MS);
  }

  /** Runs that go on in this window belong to the incident. @returns whether one was added. */
  async #joinRuns(): Promise<boolean> {
    let added = false;
    for (const { run, path, drill } of this.#runs()) {
      if (this.#open.some(({ state }) => state.runs.includes(run))) continue;
      // A drill's run is no part of an incident, nor the other way round.
      const fitting = this.#open.filter(({ state, content }) => state.drill === drill && content.refused === undefined);
      const incident = fitting.find(({ state }) => state.runbook === path) ?? fitting[0];
      if (incident === undefined) continue;
      await this.#book.add(incident, { type: 'run-linked', run });
      added = true;
    }
    return added;
  }

  #tick(): void {
    this.#ticks++;
    const again = this.#ticks % TICKS_TO_READ === 0 ? this.refresh() : this.#show();
    again.catch((error: unknown) => this.#services.log.error(sentence(error)));
  }

  async #show(): Promise<void> {
    const [current] = this.#open;
    const sight = current && (await this.#book.inSight(current, this.#watched, this.#runs()));
    const reminders = (this.#reminders = sight?.reminders ?? []);
    this.#status.show(current && sight && statusLine(current.state, { ...sight, others: this.#open.length - 1 }));
    this.#services.incidentNote.fire(reminders.length > 0 ? reminders.map(({ text }) => text).join('. ') : undefined);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    clearInterval(this.#ticking);
    this.#status.dispose();
    this.#pages.dispose();
    this.#dashboard.dispose();
  }
}

/** The desk of this window. */
export function createIncidentDesk(services: Services, runs: () => readonly RunHere[]): IncidentDesk {
  return new IncidentDesk(services, runs);
}

function isOpen({ state }: KnownIncident): boolean {
  return state.declared !== undefined && (state.status === 'open' || state.status === 'mitigated');
}

/** Said where it disturbs nobody. */
function done(said: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${said.replaceAll('$(', '$ (')}`, 4_000);
}
