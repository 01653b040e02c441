import * as vscode from 'vscode';
import type { NewIncidentEvent } from '../incident/events.ts';
import { nextContact, nextEscalation, remindersOf, timeBoxOf, type PresentStep } from '../reminders/reminders.ts';
import type { InSight } from '../reminders/statusLine.ts';
import { stepTimesOf, usualTimes, type UsualTime } from '../reminders/stepTimes.ts';
import type { LinkedRun } from '../incident/timeline.ts';
import {
  appendToIncident,
  readIncidents,
  readLinkedRuns,
  runbookTextsToday,
  type StoredIncident,
} from '../processes/incidentLogs.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { settings } from '../extension/ids.ts';
import { updateEveryFor } from './updateEvery.ts';
import { incidentFolders, type IncidentFolder } from './incidentFolders.ts';
import { recordedRuns } from '../extension/openRuns.ts';
import type { RunHere, Services } from '../extension/services.ts';

/** Past runs that tell how long a step takes. */
const MAX_PAST_RUNS = 20;
const MINUTE = 60_000;

export interface KnownIncident extends StoredIncident {
  readonly folder: IncidentFolder;
}

/** What is read of an incident to be shown while it is open. */
export interface Watched {
  readonly runs: readonly LinkedRun[];
  readonly runbook?: Runbook;
}

/** The incidents on disk: reading them, adding to them. Keeps what takes long to read. */
export class IncidentBook {
  readonly #services: Services;
  /** Logs of a newer Breakwater that were told of. */
  readonly #newer = new Set<string>();
  readonly #usual = new Map<string, Promise<ReadonlyMap<string, UsualTime>>>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** All of them, the one declared last first. */
  async read(): Promise<readonly KnownIncident[]> {
    const folders = incidentFolders(this.#services).map(async (folder): Promise<KnownIncident[]> => {
      const found = await readIncidents(folder.incidents, (warning) => this.#services.log.warn(warning));
      for (const { name, content } of found) this.#tellNewer(name, content.refused);
      return found.map((one) => ({ ...one, folder }));
    });
    const declared = ({ state }: KnownIncident): string => state.declared?.at ?? '';
    return (await Promise.all(folders)).flat().sort((a, b) => (declared(a) < declared(b) ? 1 : -1));
  }

  /** Once a window: what is shown of it may lack what this version does not know. */
  #tellNewer(name: string, refused: string | undefined): void {
    if (refused === undefined || this.#newer.has(name)) return;
    this.#newer.add(name);
    void vscode.window.showWarningMessage(`${name}.jsonl: ${refused}`);
  }

  /** Severities that were used before, for a word on one that is new. */
  async severities(): Promise<readonly string[]> {
    return (await this.read()).flatMap(({ state }) => state.severities.map(({ severity }) => severity));
  }

  /** Writes down what happened, without secrets. Rejects with a sentence where that is not possible. */
  async add({ folder, name, content }: KnownIncident, event: NewIncidentEvent): Promise<void> {
    if (content.refused !== undefined) throw new Error(content.refused);
    await appendToIncident(folder.incidents, name, [event], (sentence) => {
      void vscode.window.showWarningMessage(sentence);
    });
  }

  async runsOf({ folder, state }: KnownIncident): Promise<readonly LinkedRun[]> {
    return readLinkedRuns(folder.runs, state.runs);
  }

  /** What the runbooks of runs hold today, by the path in their logs. */
  runbooksOf({ folder }: KnownIncident, runs: readonly LinkedRun[]): Promise<ReadonlyMap<string, string | undefined>> {
    return runbookTextsToday([folder.workspace.fsPath], runs);
  }

  async watched(incident: KnownIncident): Promise<Watched> {
    const [runs, runbook] = await Promise.all([this.runsOf(incident), this.#runbook(incident)]);
    return { runs, ...(runbook ? { runbook } : {}) };
  }

  /** What is due in an incident, and what else is to stay in sight. @param here runs of this window that go on */
  async inSight(incident: KnownIncident, watched: Watched, here: readonly RunHere[]): Promise<InSight> {
    const { state, folder } = incident;
    const steps = await this.#steps(state.runs, watched, here);
    const updateEvery = updateEveryFor(folder.workspace, watched.runbook);
    const options = {
      now: new Date().toISOString(),
      ...(updateEvery === 'never' ? {} : { updateEvery }),
      escalateAfter: minutes(settings.escalateAfter, folder.workspace),
      contacts: watched.runbook?.frontMatter.escalation ?? [],
      runs: watched.runs,
      steps,
    };
    const next = nextEscalation(state, options);
    return {
      now: options.now,
      reminders: remindersOf(state, options),
      steps: steps.map(({ title }) => title),
      ...(next ? { next } : {}),
    };
  }

  /** Contacts of the runbook, and which of them is to be called next. */
  contacts(
    { state }: KnownIncident,
    { runbook, runs }: Watched,
  ): { readonly all: readonly string[]; readonly next?: string } {
    const all = runbook?.frontMatter.escalation ?? [];
    const next = nextContact(state, { contacts: all, runs });
    return { all, ...(next === undefined ? {} : { next }) };
  }

  async #steps(linked: readonly string[], { runs }: Watched, here: readonly RunHere[]): Promise<PresentStep[]> {
    const steps: PresentStep[] = [];
    for (const { run, path, step } of here) {
      const events = runs.find((one) => one.run === run)?.events;
      if (step === undefined || events === undefined || !linked.includes(run)) continue;
      const since = stepTimesOf(events).since(step.id);
      const usual = (await this.#usualTimes(path)).get(step.id);
      const timeBox = timeBoxOf(step);
      if (since === undefined) continue;
      const known = { ...(usual ? { usual } : {}), ...(timeBox === undefined ? {} : { timeBox }) };
      steps.push({ title: step.title, since, ...known });
    }
    return steps;
  }

  /** Read once: an incident is over before its own runs change them. */
  #usualTimes(path: string): Promise<ReadonlyMap<string, UsualTime>> {
    const known = this.#usual.get(path) ?? this.#readUsualTimes(path);
    this.#usual.set(path, known);
    return known;
  }

  async #readUsualTimes(path: string): Promise<ReadonlyMap<string, UsualTime>> {
    const past = (await recordedRuns(this.#services)).filter((run) => run.path === path && run.ended);
    const runs: LinkedRun[] = [];
    for (const { folder, run } of past.slice(0, MAX_PAST_RUNS)) runs.push(...(await readLinkedRuns([folder], [run])));
    return usualTimes(runs);
  }

  /** The runbook as it is now; undefined where none is named, or it is gone. */
  async #runbook({ state, folder }: KnownIncident): Promise<Runbook | undefined> {
    const { runbook } = state;
    if (runbook === undefined) return undefined;
    const uri = vscode.Uri.joinPath(folder.workspace, runbook);
    try {
      return parseRunbook(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), { fileName: uri.path });
    } catch {
      return undefined;
    }
  }
}

/** Milliseconds; undefined where the setting turns it off. */
function minutes(id: string, scope: vscode.Uri): number | undefined {
  const value = vscode.workspace.getConfiguration(undefined, scope).get<number>(id) ?? 0;
  return value > 0 ? value * MINUTE : undefined;
}
