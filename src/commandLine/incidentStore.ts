import {
  appendToIncident,
  isFolder,
  readIncidents,
  readLinkedRuns as readRunsIn,
  type StoredIncident,
} from '../processes/incidentLogs.ts';
import type { IncidentEvent, NewIncidentEvent } from '../incident/events.ts';
import type { LinkedRun } from '../incident/timeline.ts';
import { complain } from './output.ts';
import { Problem } from './problem.ts';
import { isUsual } from './runsFolder.ts';

export {
  isFolder,
  newIncidentName,
  runbookTextsToday,
  workspaceOf,
  type StoredIncident,
} from '../processes/incidentLogs.ts';

/**
 * The incidents of a folder, the one declared last first; what is wrong with their logs is told.
 * @throws Problem where somebody names a folder that is none
 */
export async function allIncidents(
  folder: string,
  warn: (sentence: string) => void = (sentence) => complain(`breakwater: ${sentence}`),
): Promise<readonly StoredIncident[]> {
  requireName(folder);
  if (!isUsual(folder, 'incidents') && !(await isFolder(folder)))
    throw new Problem(`--incidents ${folder}: folder not found`);
  return readIncidents(folder, warn);
}

/**
 * The incident that a name, its beginning or nothing stands for; nothing means the only one that is open.
 * @throws Problem where that is none or more than one
 */
export function chooseIncident(incidents: readonly StoredIncident[], wanted: string | undefined): StoredIncident {
  if (wanted !== undefined && wanted !== 'latest') {
    const exact = incidents.find(({ state, name }) => state.incident === wanted || name === wanted);
    const matching = exact
      ? [exact]
      : incidents.filter(({ state }) => wanted !== '' && state.incident.startsWith(wanted));
    if (matching.length === 1) return matching[0]!;
    if (matching.length === 0)
      throw new Problem(`no incident "${wanted}" found; \`breakwater incident list\` lists them`);
    throw new Problem(`${wanted} could be ${matching.map(({ state }) => state.incident).join(' or ')}`);
  }
  const open = incidents.filter(({ state }) => isOpen(state));
  if (wanted === undefined && open.length > 1)
    throw new Problem(
      `${open.length} incidents are open: choose one with --incident (${open.map(({ state }) => state.incident).join(', ')})`,
    );
  const chosen = wanted === undefined ? (open[0] ?? incidents[0]) : incidents[0];
  if (chosen === undefined) throw new Problem('no incident yet; `breakwater incident start` starts one');
  return chosen;
}

/** Whether an incident that was declared goes on. */
export function isOpen({ declared, status }: StoredIncident['state']): boolean {
  return declared !== undefined && (status === 'open' || status === 'mitigated');
}

/** Adds events to an incident's log, without the secrets in them. Resolves when they are on disk. */
export async function record(
  folder: string,
  name: string,
  events: readonly NewIncidentEvent[],
): Promise<readonly IncidentEvent[]> {
  requireName(folder);
  try {
    return await appendToIncident(folder, name, events, (sentence) => complain(`breakwater: ${sentence}`));
  } catch (error) {
    throw new Problem((error as Error).message);
  }
}

/** An empty name would be the current folder, where no other command looks. */
function requireName(folder: string): void {
  if (folder.trim() === '') throw new Problem('--incidents names no folder');
}

/** What the logs of runs in a folder hold; a run whose log is not there has no events. @throws Problem where somebody names a folder that is none */
export async function readLinkedRuns(folder: string, names: readonly string[]): Promise<readonly LinkedRun[]> {
  // A folder that somebody names is there, or they have mistyped it.
  if (!isUsual(folder, 'runs') && !(await isFolder(folder))) throw new Problem(`--runs ${folder}: folder not found`);
  return readRunsIn([folder], names);
}
