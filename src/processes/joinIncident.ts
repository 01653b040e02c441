import { resolve } from 'node:path';
import { cleanLine } from '../incident/clean.ts';
import { appendToIncident, readIncidents, workspaceOf, type StoredIncident } from './incidentLogs.ts';

export interface StartedRun {
  readonly run: string;
  /** The runbook. */
  readonly file: string;
  readonly drill: boolean;
}

/**
 * A run that begins while an incident is open belongs to it, as in the editor; a drill's run belongs to a drill. Where
 * several are open and none follows this runbook, the responder decides.
 * @returns what to tell; undefined where nothing is open. What fails is told as well, and stops nothing.
 */
export async function joinIncident(folder: string, started: StartedRun): Promise<string | undefined> {
  try {
    const open = (await readIncidents(folder, () => undefined)).filter((one) => mayHold(one, started));
    const follows = ({ state: { runbook } }: StoredIncident): boolean =>
      runbook !== undefined && resolve(workspaceOf(folder), runbook) === resolve(started.file);
    const chosen = open.find(follows) ?? (open.length === 1 ? open[0] : undefined);
    if (chosen === undefined) return open.length === 0 ? undefined : choiceOf(open, started);
    await appendToIncident(folder, chosen.name, [{ type: 'run-linked', run: started.run }]);
    const { incident, title } = chosen.state;
    return `This run belongs to ${started.drill ? 'drill' : 'incident'} ${incident} (${cleanLine(title)}).`;
  } catch (error) {
    return (error as Error).message;
  }
}

function mayHold({ state, content }: StoredIncident, { drill }: StartedRun): boolean {
  const open = state.declared !== undefined && (state.status === 'open' || state.status === 'mitigated');
  return open && state.drill === drill && content.refused === undefined;
}

function choiceOf(open: readonly StoredIncident[], { run }: StartedRun): string {
  const ids = open.map(({ state }) => state.incident).join(' | ');
  return `${open.length} incidents are open. To add this run to one: breakwater incident link ${run} --incident ${ids}`;
}
